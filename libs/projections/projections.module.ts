import { Logger, Module, type DynamicModule } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import type { Database } from '#postgres';
import type { Projection } from './projection.js';
import type { RunnerLogger } from './projection-runner.js';
import { DATABASE, ProjectionRunners } from './projection-runners.js';
import { ProjectionsController } from './projections.controller.js';
import { PROJECTIONS, Rebuilds } from './rebuilds.js';

const nest = new Logger('Projections');
const logger: RunnerLogger = {
  info: (context, message) => nest.log(context, message),
  warn: (context, message) => nest.warn(context, message),
  error: (context, message) => nest.error(context, message),
};

/** Runs projections with the application. */
@Module({})
export class ProjectionsModule {
  /** DATABASE, EVENT_STORE and EventCatalogue must be provided globally. */
  static forRoot(projections: readonly Projection[]): DynamicModule {
    return {
      module: ProjectionsModule,
      global: true,
      controllers: [ProjectionsController],
      providers: [
        { provide: PROJECTIONS, useValue: projections },
        Rebuilds,
        {
          provide: ProjectionRunners,
          inject: [DATABASE, EVENT_STORE, EventCatalogue],
          useFactory: (pool: Database, store: EventStore, catalogue: EventCatalogue) =>
            new ProjectionRunners({ pool, store, catalogue, projections, logger }),
        },
      ],
      exports: [ProjectionRunners],
    };
  }
}
