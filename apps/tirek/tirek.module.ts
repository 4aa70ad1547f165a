import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { CaseloadModule, caseloadProjection } from '#caseload';
import { CaseworkModule } from '#casework';
import { CoordinationModule, coordinationProjection } from '#coordination';
import { HttpModule } from '#http';
import { InterchangeModule } from '#interchange';
import { NameIndexModule, PrivacyModule } from '#privacy';
import { ProjectionsModule } from '#projections';
import { AsyncApiModule, feedOf, type Ground, GroundModule } from '#service';
import { StatisticsModule, statisticsProjection } from '#statistics';

/** Everything in one process. */
@Module({})
export class TirekModule {
  static on(ground: Ground): DynamicModule {
    const { country } = ground;
    const feed = feedOf(ground);
    return {
      module: TirekModule,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(ground.verifier, ground.users),
        ProjectionsModule.forRoot([
          // rights are judged from it: straight from the store, whatever feeds the others
          { projection: caseFileProjection },
          { projection: caseloadProjection(country.code), feed },
          { projection: coordinationProjection(country.code), feed },
          { projection: statisticsProjection(country.timeZone), feed },
        ]),
        PrivacyModule.forRoot(ground.keyRing),
        NameIndexModule.forRoot(ground.keyRing),
        HttpModule,
        AsyncApiModule.of(ground),
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
