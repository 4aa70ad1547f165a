import { Global, Module, type DynamicModule } from '@nestjs/common';
import { AccessModule, type Caller, type TokenVerifier } from '#access';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { CaseloadModule, caseloadProjection } from '#caseload';
import { CaseworkModule } from '#casework';
import { CoordinationModule, coordinationProjection } from '#coordination';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { EVENT_STORE, EventCatalogue, type EventStore } from '#event-store';
import { HttpModule } from '#http';
import { InterchangeModule } from '#interchange';
import { PrivacyModule, type KeyRing } from '#privacy';
import { DATABASE, ProjectionsModule } from '#projections';
import { StatisticsModule, statisticsProjection } from '#statistics';
import type { Database } from '#postgres';

/** What a process of Tirek rests on, opened before Nest starts. */
export interface Ground {
  readonly home: string;
  readonly database: Database;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  readonly keyRing: KeyRing;
  readonly country: CountryPack;
  readonly verifier: TokenVerifier;
  /** Everybody, where this installation keeps its users itself. */
  readonly users?: readonly Caller[];
}

/** Every projection by name, for the runners and for `tirek rebuild`. */
export const projections = (country: CountryPack) => [
  caseFileProjection,
  caseloadProjection(country.code),
  coordinationProjection(country.code),
  statisticsProjection(country.timeZone),
];

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

/** Everything in one process. */
@Module({})
export class TirekModule {
  static on(ground: Ground): DynamicModule {
    return {
      module: TirekModule,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(ground.verifier, ground.users),
        ProjectionsModule.forRoot(projections(ground.country)),
        PrivacyModule.forRoot(ground.keyRing),
        HttpModule,
        CaseFileModule,
        CaseloadModule,
        CoordinationModule,
        StatisticsModule,
        CaseworkModule,
        InterchangeModule.forRoot(ground.home),
      ],
    };
  }
}
