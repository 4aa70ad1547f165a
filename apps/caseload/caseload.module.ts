import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { CaseloadModule, caseloadProjection } from '#caseload';
import { HttpModule } from '#http';
import { PrivacyModule } from '#privacy';
import { ProjectionsModule } from '#projections';
import { feedOf, type Ground, GroundModule } from '#service';

/** The list of cases and the search: who holds which case, and what is due. */
@Module({})
export class CaseloadService {
  static on(ground: Ground): DynamicModule {
    const { country, access, keyRing } = ground;
    return {
      module: CaseloadService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(access),
        ProjectionsModule.forRoot([{ projection: caseloadProjection(country.code), feed: feedOf(ground) }]),
        PrivacyModule.forRoot(keyRing),
        HttpModule,
        CaseloadModule,
      ],
    };
  }
}
