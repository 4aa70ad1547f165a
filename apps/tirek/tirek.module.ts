import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { readersFrom, ReadersModule } from '#audit';
import { IntegrityModule } from '#audit/integrity';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { CaseloadModule, caseloadProjection } from '#caseload';
import { CaseworkModule } from '#casework';
import { CoordinationModule, coordinationProjection } from '#coordination';
import { HttpModule } from '#http';
import { IdentityModule } from '#identity';
import { InstallationModule } from '#installation';
import { InterchangeModule } from '#interchange';
import { MembersModule, membersProjection } from '#members';
import { LiveModule } from '#live';
import { KeyRotationModule, NameIndexModule, PrivacyModule } from '#privacy';
import { NoticesModule, noticesProjection } from '#notices';
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
        AccessModule.forRoot(ground.access),
        ProjectionsModule.forRoot([
          // rights are judged from it: straight from the store, whatever feeds the others
          { projection: caseFileProjection },
          { projection: membersProjection },
          { projection: noticesProjection },
          { projection: caseloadProjection(country.code), feed },
          { projection: coordinationProjection(country.code), feed },
          { projection: statisticsProjection(country.timeZone), feed },
          readersFrom(ground.readLog),
        ]),
        PrivacyModule.forRoot(ground.keyRing),
        NameIndexModule.forRoot(ground.keyRing),
        KeyRotationModule,
        IntegrityModule.forRoot(ground),
        HttpModule,
        AsyncApiModule.of(ground),
        InstallationModule.of(ground),
        CaseFileModule,
        ReadersModule,
        NoticesModule,
        LiveModule,
        CaseloadModule,
        CoordinationModule,
        StatisticsModule,
        CaseworkModule,
        MembersModule,
        IdentityModule.forRoot(ground.identity),
        InterchangeModule.forRoot(ground.home),
      ],
    };
  }
}
