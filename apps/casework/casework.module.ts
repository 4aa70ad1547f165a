import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { readersFrom, ReadersModule } from '#audit';
import { IntegrityModule } from '#audit/integrity';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { CaseworkModule } from '#casework';
import { HttpModule } from '#http';
import { IdentityModule } from '#identity';
import { InstallationModule } from '#installation';
import { InterchangeModule } from '#interchange';
import { MembersModule, membersProjection } from '#members';
import { LiveModule } from '#live';
import { KeyRotationModule, NameIndexModule, PrivacyModule } from '#privacy';
import { NoticesModule, noticesProjection } from '#notices';
import { ProjectionsModule } from '#projections';
import { AsyncApiModule, type Ground, GroundModule } from '#service';

/** The write side: commands, the case file that rights are judged from, imports, the index of names. */
@Module({})
export class CaseworkService {
  static on(ground: Ground): DynamicModule {
    const { home, keyRing, access } = ground;
    return {
      module: CaseworkService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(access),
        // rights are judged from it: straight from the store, whatever feeds the others
        ProjectionsModule.forRoot([
          { projection: caseFileProjection },
          { projection: membersProjection },
          { projection: noticesProjection },
          readersFrom(ground.readLog),
        ]),
        PrivacyModule.forRoot(keyRing),
        NameIndexModule.forRoot(keyRing),
        KeyRotationModule,
        IntegrityModule.forRoot(ground),
        HttpModule,
        AsyncApiModule.of(ground),
        InstallationModule.of(ground),
        CaseFileModule,
        ReadersModule,
        NoticesModule,
        LiveModule,
        CaseworkModule,
        MembersModule,
        IdentityModule.forRoot(ground.identity),
        InterchangeModule.forRoot(home),
      ],
    };
  }
}
