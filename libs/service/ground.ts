import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { AccessOptions } from '#access';
import { READ_LOG, ReadLogModule } from '#audit';
import type { Configuration, KafkaConfiguration } from '#configuration';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import type { Identity } from '#identity';
import { Subscribers } from '#messaging';
import type { KeyRing } from '#privacy';
import { DATABASE, type Database } from '#postgres';

/** What a process of Tirek rests on, opened before Nest starts. */
export interface Ground {
  readonly home: string;
  readonly mode: Configuration['mode'];
  /** Where a page goes at once when somebody must not be seen with it. */
  readonly quickExitUrl: string;
  readonly database: Database;
  readonly store: EventStore;
  /** Who read what: a store of its own, always on PostgreSQL. */
  readonly readLog: EventStore;
  /** Where signed checkpoints of both logs are kept. */
  readonly checkpointFolder: string;
  /** The topic that events are copied to, if they are. */
  readonly kafka?: KafkaConfiguration;
  readonly catalogue: EventCatalogue;
  readonly keyRing: KeyRing;
  readonly country: CountryPack;
  /** How it tells who is asking. */
  readonly access: AccessOptions;
  /** The bundled provider, where this installation signs its people in itself. */
  readonly identity?: Identity;
}

/** Gives the ground to every module. Whatever stands on it records its reads. */
@Global()
@Module({})
export class GroundModule {
  static of({ database, store, readLog, catalogue, country }: Ground): DynamicModule {
    const providers = [
      { provide: DATABASE, useValue: database },
      { provide: EVENT_STORE, useValue: store },
      { provide: READ_LOG, useValue: readLog },
      { provide: EventCatalogue, useValue: catalogue },
      { provide: COUNTRY_PACK, useValue: country },
      Subscribers,
    ];
    return { module: GroundModule, imports: [ReadLogModule], providers, exports: providers };
  }
}
