import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import type { Database } from '#postgres';
import { DATABASE } from '#projections';
import type { KeyRing } from './key-ring.js';
import { NameIndexer } from './name-indexer.js';
import { NameSearch } from './name-search.js';
import { PersonKeys } from './person-keys.js';
import { PersonalData } from './personal-data.js';

/** Runs the indexer of names with the application. */
class NameIndexing implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly stopping = new AbortController();
  private running: Promise<void> = Promise.resolve();

  constructor(private readonly indexer: NameIndexer) {}

  onApplicationBootstrap(): void {
    this.running = this.indexer.run(this.stopping.signal);
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.running;
  }
}

/** Sealing and opening, and the blind index. DATABASE, EVENT_STORE and EventCatalogue must be provided globally. */
@Module({})
export class PrivacyModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: PrivacyModule,
      global: true,
      providers: [
        { provide: PersonKeys, inject: [DATABASE], useFactory: (pool: Database) => new PersonKeys(pool, ring) },
        {
          provide: PersonalData,
          inject: [EventCatalogue, PersonKeys],
          useFactory: (catalogue: EventCatalogue, keys: PersonKeys) => new PersonalData(catalogue, keys, ring),
        },
        { provide: NameSearch, inject: [DATABASE], useFactory: (pool: Database) => new NameSearch(pool, ring) },
        {
          provide: NameIndexing,
          inject: [DATABASE, EVENT_STORE, EventCatalogue, PersonKeys],
          useFactory: (pool: Database, store: EventStore, catalogue: EventCatalogue, keys: PersonKeys) =>
            new NameIndexing(new NameIndexer(pool, store, catalogue, keys, ring)),
        },
      ],
      exports: [PersonalData, NameSearch],
    };
  }
}
