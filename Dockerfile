# syntax=docker/dockerfile:1
# One image for every service; the command says which of them a container is.
#
# Node is the base image's own, of the version that package.json pins: rebuilt with the base it gets the fixes of the
# system beneath it. The npm package `node` brings the same version to machines without Docker; here its install script
# does not run (--ignore-scripts), so that there is one Node in the image.
FROM node:24.21.0-trixie-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY nest-cli.json tsconfig.json tsconfig.build.json ./
COPY libs libs
COPY apps apps
RUN npm run build
# the optional packages are the programs of the embedded PostgreSQL, which no service starts
RUN npm prune --omit=dev --omit=optional --ignore-scripts --no-audit --no-fund

FROM node:24.21.0-trixie-slim
# nothing is installed here any more
RUN rm -rf /usr/local/lib/node_modules /usr/local/bin/npm /usr/local/bin/npx /usr/local/bin/corepack /opt/yarn* \
  # a new volume takes over owner and mode of the folder that it is mounted on
  && install -d -o 1000 -g 1000 -m 0700 /var/lib/tirek /var/lib/tirek/keys /var/lib/tirek/checkpoints /var/lib/tirek/imports
ENV NODE_ENV=production
WORKDIR /app
COPY package.json LICENSE NOTICE ./
COPY --from=build /app/node_modules node_modules
COPY --from=build /app/dist dist
COPY deploy/healthy.mjs deploy/healthy.mjs
# the user `node` of the base, by number, so that a platform can see that it is not root
USER 1000:1000
# the warning is one of kafkajs, harmless
ENTRYPOINT ["node", "--disable-warning=TimeoutNegativeWarning"]
CMD ["dist/apps/casework/main.js"]
