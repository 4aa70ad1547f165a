import { Module, type DynamicModule } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { logOf } from '#logging';
import type { Feed } from '#messaging';
import { DATABASE, type Database } from '#postgres';
import { ParkedEvents } from './parked-events.js';
import type { Projection } from './projection.js';
import { ProjectionRunner } from './projection-runner.js';
import { ProjectionRunners } from './projection-runners.js';
import { ProjectionsController } from './projections.controller.js';
import { Rebuilds } from './rebuilds.js';

const logger = logOf('Projections');

/** A projection, and where it gets its events from: straight from the event store unless said otherwise. */
export interface FedProjection {
  readonly projection: Projection;
  /** The log that its events are in, and their types: the event store unless said otherwise. */
  readonly log?: { readonly store: EventStore; readonly catalogue: EventCatalogue };
  readonly feed?: Feed;
}

/** Runs projections with the application. */
@Module({})
export class ProjectionsModule {
  /** DATABASE, EVENT_STORE and EventCatalogue must be provided globally. */
  static forRoot(projections: readonly FedProjection[]): DynamicModule {
    const runners = (pool: Database, store: EventStore, catalogue: EventCatalogue) =>
      new ProjectionRunners(
        new Map(
          projections.map(({ projection, log = { store, catalogue }, feed }) => [
            projection.name,
            new ProjectionRunner({ pool, ...log, projection, feed, logger }),
          ]),
        ),
      );
    return {
      module: ProjectionsModule,
      global: true,
      controllers: [ProjectionsController],
      providers: [
        Rebuilds,
        ParkedEvents,
        { provide: ProjectionRunners, inject: [DATABASE, EVENT_STORE, EventCatalogue], useFactory: runners },
      ],
      exports: [ProjectionRunners],
    };
  }
}
