import { Module, type DynamicModule } from '@nestjs/common';
import { EventCatalogue } from '#event-store';
import { RunsWithApplication, Subscribers } from '#messaging';
import type { KeyRing } from './key-ring.js';
import { nameIndexSubscriber } from './name-indexer.js';
import { PersonKeys } from './person-keys.js';

/** Runs what keeps the index of names with the application. */
class NameIndexing extends RunsWithApplication {}

/** Keeps the blind index. PrivacyModule must be there, Subscribers and EventCatalogue be provided globally. */
@Module({})
export class NameIndexModule {
  static forRoot(ring: KeyRing): DynamicModule {
    return {
      module: NameIndexModule,
      providers: [
        {
          provide: NameIndexing,
          inject: [Subscribers, EventCatalogue, PersonKeys],
          useFactory: (subscribers: Subscribers, catalogue: EventCatalogue, keys: PersonKeys) =>
            new NameIndexing(nameIndexSubscriber(subscribers, catalogue, keys, ring)),
        },
      ],
    };
  }
}
