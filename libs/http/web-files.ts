import { existsSync } from 'node:fs';
import { join, relative } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

/** Its own files and nothing else, with no way into a frame; styles that components compute, and pictures made on the spot. */
const policyOfWeb = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "manifest-src 'self'",
  "worker-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ');

const everything = '/*';
/** What has a path of its own beside the web application. */
const elsewhere = /^(api|identity|health|metrics)(\/|$)/;

/** An asset, something hidden, or a name with an extension. */
const file = /^assets(\/|$)|(^|\/)\.|\.[^/]*$/;

const pathOf = ({ params }: FastifyRequest): string => (params as Record<string, string>)['*'] ?? '';

/** Whether a request is for a page or a file of the web application. */
export const isForWeb = (request: FastifyRequest): boolean =>
  request.routeOptions.url === everything && !elsewhere.test(pathOf(request));

/**
 * Serves the web application from the folder of its build, at `/`: its files, compressed beforehand where there is a `.br`
 * or `.gz` beside one, and its one page for every other address without an extension. Without a build it says so.
 */
export async function serveWeb(fastify: FastifyInstance, folder: string): Promise<void> {
  const isBuilt = existsSync(join(folder, 'index.html'));
  await fastify.register(fastifyStatic, {
    root: folder,
    serve: false,
    preCompressed: true,
    cacheControl: false,
    dotfiles: 'ignore',
    suppressWarning: true,
    setHeaders: (reply, path) =>
      void reply.headers({
        'content-security-policy': policyOfWeb,
        // the names of assets change with their content
        'cache-control': /^assets[\\/]/.test(relative(folder, path))
          ? 'public, max-age=31536000, immutable'
          : 'no-cache',
      }),
  });
  fastify.get(everything, (request, reply) => {
    if (!isForWeb(request)) return reply.callNotFound();
    const path = pathOf(request);
    const isPage = !file.test(path);
    if (isPage && !isBuilt) return sendNotBuilt(reply);
    return reply.sendFile(isPage ? 'index.html' : path);
  });
}

const sendNotBuilt = (reply: FastifyReply): FastifyReply =>
  reply.status(503).type('text/html; charset=utf-8').send(`<!doctype html>
<html lang="en">
<title>Tirek</title>
<p>The web application is not in this build of Tirek: it belongs in dist/web, where npm start puts it.
<p>The API answers: <a href="/api/v1/docs">/api/v1/docs</a>.
</html>
`);
