import { Module, type DynamicModule } from '@nestjs/common';
import { AccessModule } from '#access';
import { HttpModule } from '#http';
import { ProjectionsModule } from '#projections';
import { feedOf, type Ground, GroundModule } from '#service';
import { StatisticsModule, statisticsProjection } from '#statistics';

/** The figures. */
@Module({})
export class StatisticsService {
  static on(ground: Ground): DynamicModule {
    const { country, access } = ground;
    return {
      module: StatisticsService,
      imports: [
        GroundModule.of(ground),
        AccessModule.forRoot(access),
        ProjectionsModule.forRoot([{ projection: statisticsProjection(country.timeZone), feed: feedOf(ground) }]),
        HttpModule,
        StatisticsModule,
      ],
    };
  }
}
