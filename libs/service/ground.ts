import { Global, Module, type DynamicModule } from '@nestjs/common';
import type { Caller, TokenVerifier } from '#access';
import type { KafkaConfiguration } from '#configuration';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import type { KeyRing } from '#privacy';
import { DATABASE, type Database } from '#postgres';

/** What a process of Tirek rests on, opened before Nest starts. */
export interface Ground {
  readonly home: string;
  readonly database: Database;
  readonly store: EventStore;
  /** The topic that events are copied to, if they are. */
  readonly kafka?: KafkaConfiguration;
  readonly catalogue: EventCatalogue;
  readonly keyRing: KeyRing;
  readonly country: CountryPack;
  readonly verifier: TokenVerifier;
  /** Everybody, where this installation keeps its users itself. */
  readonly users?: readonly Caller[];
}

/** Gives the ground to every module. */
@Global()
@Module({})
export class GroundModule {
  static of({ database, store, catalogue, country }: Ground): DynamicModule {
    const providers = [
      { provide: DATABASE, useValue: database },
      { provide: EVENT_STORE, useValue: store },
      { provide: EventCatalogue, useValue: catalogue },
      { provide: COUNTRY_PACK, useValue: country },
    ];
    return { module: GroundModule, providers, exports: providers };
  }
}
