import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { HttpModule } from '#http';
import { ProjectionsModule } from '#projections';
import { StartRefused } from '#postgres';
import { type Ground, GroundModule } from '#service';

/** The pages on which people sign in, and the tokens they get. */
@Module({})
export class IdentityService {
  /** Throws StartRefused where another issuer signs people in. */
  static on(ground: Ground): DynamicModule {
    if (!ground.identity)
      throw new StartRefused('OIDC_ISSUER names another issuer: the bundled one has nothing to do.');
    return {
      module: IdentityService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(ground.access),
        ProjectionsModule.forRoot([]),
        HttpModule,
      ],
    };
  }
}
