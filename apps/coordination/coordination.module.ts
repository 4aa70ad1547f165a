import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { CoordinationModule, coordinationProjection } from '#coordination';
import { HttpModule } from '#http';
import { ProjectionsModule } from '#projections';
import { feedOf, type Ground, GroundModule } from '#service';

/** What passes between organisations, and the list of them. */
@Module({})
export class CoordinationService {
  static on(ground: Ground): DynamicModule {
    const { country, access } = ground;
    return {
      module: CoordinationService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(access),
        ProjectionsModule.forRoot([{ projection: coordinationProjection(country.code), feed: feedOf(ground) }]),
        HttpModule,
        CoordinationModule,
      ],
    };
  }
}
