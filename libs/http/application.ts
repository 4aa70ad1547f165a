import type { IncomingMessage } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { putOnArmour } from './armour.js';
import { base, underBase } from './base.js';
import { serveDescription, type DescriptionOptions } from './description.js';
import { refuseClearText } from './https-only.js';
import { limitRequests, type Limits } from './limits.js';
import { observeRequests } from './metrics.controller.js';
import { mountAt, type Mount } from './mount.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { requestValidation } from './validation.js';
import { serveWeb } from './web-files.js';

/** In bytes; a file to import is streamed and has no limit here. */
const bodyLimit = 1024 * 1024;

export interface ApplicationOptions extends DescriptionOptions {
  /** Refuses what did not come by https to the proxy in front. */
  readonly httpsOnly?: boolean;
  readonly limits: Limits;
  /** What answers below a path of its own, beside the API. */
  readonly mounts?: readonly Mount[];
  /** Origins of other sites whose scripts may call the API. */
  readonly origins?: readonly string[];
  /** The folder of the web application's files, served at `/`; absent: there is none here. */
  readonly web?: string;
  /** Proxies in front, as addresses, networks or names like `loopback`: what they say of where a request came from counts. */
  readonly trustedProxies?: readonly string[];
}

/** A front door: the API under /api/v1 with its description, health and metrics. Not listening yet. */
export async function createHttpApplication(
  module: DynamicModule,
  options: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const onEveryAnswer = { 'tirek-mode': options.mode, 'cache-control': 'no-store' };
  const adapter = new FastifyAdapter({
    bodyLimit,
    trustProxy: options.trustedProxies ? [...options.trustedProxies] : false,
    routerOptions: { ignoreTrailingSlash: true },
    // What still comes over a connection while it stops is answered, and that connection then closed.
    return503OnClosing: false,
    // An address that cannot be decoded comes to no route, and so past the filter and every hook.
    frameworkErrors: (_: unknown, request: FastifyRequest, reply: FastifyReply) => {
      void reply.headers({
        ...onEveryAnswer,
        'content-security-policy': "default-src 'none'",
        'x-content-type-options': 'nosniff',
      });
      sendProblem(new Problem('malformed-request', 'The address could not be read.'), request, reply);
    },
  });
  const fastify = adapter.getInstance();
  // Bodies are JSON; a file to import is the one exception, streamed and not limited here.
  fastify.removeContentTypeParser('text/plain');
  fastify.addContentTypeParser(
    'text/csv',
    (request: { url: string }, payload: IncomingMessage, done: (error: Error | null, body?: unknown) => void) => {
      if (request.url.split('?')[0]?.replace(/\/$/, '') === `/${base}/imports`) done(null, payload);
      else done(new Problem('wrong-content-type', 'Send the body as application/json.'));
    },
  );
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(onEveryAnswer);
    done();
  });
  observeRequests(fastify);
  await putOnArmour(fastify, { origins: options.origins ?? [], httpsOnly: options.httpsOnly ?? false });
  await limitRequests(fastify, options.limits);
  if (options.httpsOnly) refuseClearText(fastify);
  for (const mount of options.mounts ?? []) mountAt(fastify, mount);
  if (options.web !== undefined) await serveWeb(fastify, options.web);
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: options.logger,
    bodyParser: false,
    abortOnError: false,
  });
  underBase(app);
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new ProblemFilter());
  await serveDescription(app, module, options);
  return app;
}
