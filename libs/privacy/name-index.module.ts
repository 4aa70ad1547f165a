import {
  Module,
  type BeforeApplicationShutdown,
  type DynamicModule,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { DATABASE, type Database } from '#postgres';
import type { KeyRing } from './key-ring.js';
import { NameIndexer } from './name-indexer.js';
import { PersonKeys } from './person-keys.js';

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

/** Keeps the blind index. PrivacyModule must be there, DATABASE, EVENT_STORE and EventCatalogue be provided globally. */
@Module({})
export class NameIndexModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: NameIndexModule,
      providers: [
        {
          provide: NameIndexing,
          inject: [DATABASE, EVENT_STORE, EventCatalogue, PersonKeys],
          useFactory: (pool: Database, store: EventStore, catalogue: EventCatalogue, keys: PersonKeys) =>
            new NameIndexing(new NameIndexer(pool, store, catalogue, keys, ring)),
        },
      ],
    };
  }
}
