import { Module, type DynamicModule } from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { RunsWithApplication } from '#messaging';
import type { KeyRing } from './key-ring.js';
import { NameIndexer } from './name-indexer.js';
import { PersonKeys } from './person-keys.js';

/** Runs the indexer of names with the application. */
class NameIndexing extends RunsWithApplication {}

/** Keeps the blind index. PrivacyModule must be there, EVENT_STORE and EventCatalogue be provided globally. */
@Module({})
export class NameIndexModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: NameIndexModule,
      providers: [
        {
          provide: NameIndexing,
          inject: [EVENT_STORE, EventCatalogue, PersonKeys],
          useFactory: (store: EventStore, catalogue: EventCatalogue, keys: PersonKeys) =>
            new NameIndexing(new NameIndexer(ring.store, store, catalogue, keys, ring)),
        },
      ],
    };
  }
}
