import type { IncomingMessage } from 'node:http';
import type { DynamicModule, LoggerService } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { observeRequests } from './metrics.controller.js';
import { describePathParameters } from './path-parameters.js';
import { ProblemFilter, sendProblem } from './problem.filter.js';
import { requestValidation } from './validation.js';

const base = 'api/v1';
const bodyLimit = 1024 * 1024;

export interface ApplicationOptions {
  readonly logger: LoggerService;
  readonly mode: 'demonstration' | 'production';
  readonly country: string;
}

/** A front door: the API under /api/v1 with its description, health and metrics. Not listening yet. */
export async function createHttpApplication(
  module: DynamicModule,
  options: ApplicationOptions,
): Promise<NestFastifyApplication> {
  const adapter = new FastifyAdapter({
    bodyLimit,
    routerOptions: { ignoreTrailingSlash: true },
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
  const app = await NestFactory.create<NestFastifyApplication>(module, adapter, {
    logger: options.logger,
    bodyParser: false,
    abortOnError: false,
  });
  app.setGlobalPrefix(base, { exclude: ['health/{*path}', 'metrics'] });
  app.useGlobalPipes(requestValidation());
  app.useGlobalFilters(new ProblemFilter());
  describe(app, options);
  return app;
}

function describe(app: NestFastifyApplication, { mode, country }: ApplicationOptions): void {
  const description = SwaggerModule.createDocument(
    app,
    new DocumentBuilder()
      .setOpenAPIVersion('3.1.0')
      .setTitle('Tirek')
      .setDescription(
        'People in a national referral mechanism for victims of trafficking in persons. ' +
          `This is a ${mode} store of ${country}. Writes need the header Idempotency-Key; errors are application/problem+json.`,
      )
      .setVersion('1')
      .addBearerAuth()
      .addSecurityRequirements('bearer')
      .addGlobalParameters({
        in: 'header',
        name: 'Idempotency-Key',
        required: false,
        description: 'Needed by every POST that writes: 1 to 128 visible ASCII characters, new for each request.',
        schema: { type: 'string', minLength: 1, maxLength: 128 },
      })
      .build(),
  );
  describePathParameters(description);
  SwaggerModule.setup(`${base}/docs`, app, description, {
    jsonDocumentUrl: `${base}/openapi.json`,
    customSiteTitle: `Tirek (${mode})`,
  });
}
