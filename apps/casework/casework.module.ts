import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { CaseworkModule } from '#casework';
import { HttpModule } from '#http';
import { InterchangeModule } from '#interchange';
import { NameIndexModule, PrivacyModule } from '#privacy';
import { ProjectionsModule } from '#projections';
import { AsyncApiModule, type Ground, GroundModule } from '#service';

/** The write side: commands, the case file that rights are judged from, imports, the index of names. */
@Module({})
export class CaseworkService {
  static on(ground: Ground): DynamicModule {
    const { home, keyRing, verifier, users } = ground;
    return {
      module: CaseworkService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(verifier, users),
        // rights are judged from it: straight from the store, whatever feeds the others
        ProjectionsModule.forRoot([{ projection: caseFileProjection }]),
        PrivacyModule.forRoot(keyRing),
        NameIndexModule.forRoot(keyRing),
        HttpModule,
        AsyncApiModule.of(ground),
        CaseFileModule,
        CaseworkModule,
        InterchangeModule.forRoot(home),
      ],
    };
  }
}
