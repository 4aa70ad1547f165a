import { Logger, type DynamicModule, type INestApplication, type LoggerService, type Type } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { DocumentBuilder, SwaggerModule, type OpenAPIObject } from '@nestjs/swagger';
import { base, underBase } from './base.js';
import { describePathParameters } from './path-parameters.js';

/** What the description of an application says. */
export interface DescriptionOptions {
  readonly logger: LoggerService;
  readonly mode: 'demonstration' | 'production';
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** Modules of other processes whose routes are described here as well, though they are answered there. */
  readonly alsoDescribes?: readonly Type[];
}

class Described {}

/** Serves the description of the API, as OpenAPI and to browse: of this application, and of what else it describes. */
export async function serveDescription(
  app: NestFastifyApplication,
  module: DynamicModule,
  options: DescriptionOptions,
): Promise<void> {
  const { alsoDescribes = [], mode } = options;
  const description =
    alsoDescribes.length === 0
      ? describe(app, options)
      : await describeUnstarted({ module: Described, imports: [module, ...alsoDescribes] }, options);
  SwaggerModule.setup(`${base}/docs`, app, description, {
    jsonDocumentUrl: `${base}/openapi.json`,
    customSiteTitle: `Tirek (${mode})`,
  });
}

/** Describes a module of which nothing is instantiated: its routes are answered by other processes. */
async function describeUnstarted(module: DynamicModule, options: DescriptionOptions): Promise<OpenAPIObject> {
  // without its warnings of a preview; Nest has one logger for all applications: the last one named
  const app = await NestFactory.create(module, new FastifyAdapter(), {
    preview: true,
    logger: false,
    abortOnError: false,
  });
  Logger.overrideLogger(options.logger);
  underBase(app);
  return describe(app, options);
}

function describe(app: INestApplication, { mode, country }: DescriptionOptions): OpenAPIObject {
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
  return description;
}
