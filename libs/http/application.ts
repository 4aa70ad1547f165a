import type { IncomingMessage } from 'node:http';
import type { DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { base, underBase } from './base.js';
import { serveDescription, type DescriptionOptions } from './description.js';
import { refuseClearText } from './https-only.js';
import { observeRequests } from './metrics.controller.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { requestValidation } from './validation.js';

const bodyLimit = 1024 * 1024;

export interface ApplicationOptions extends DescriptionOptions {
  /** Refuses what did not come by https to the proxy in front. */
  readonly httpsOnly?: boolean;
}

/** A front door: the API under /api/v1 with its description, health and metrics. Not listening yet. */
export async function createHttpApplication(
  module: DynamicModule,
  options: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    routerOptions: { ignoreTrailingSlash: true },
    // What still comes over a connection while it stops is answered, and that connection then closed.
    return503OnClosing: false,
    // An address that cannot be decoded comes to no route, and so past the filter.
    frameworkErrors: (_: unknown, request: FastifyRequest, reply: FastifyReply) =>
      sendProblem(new Problem('malformed-request', 'The address could not be read.'), request, reply),
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
  const onEveryAnswer = {
    'tirek-mode': options.mode,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  fastify.addHook('onRequest', (_request, reply, done) => {
    void reply.headers(onEveryAnswer);
    done();
  });
  observeRequests(fastify);
  if (options.httpsOnly) refuseClearText(fastify);
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
