import { Module } from '@nestjs/common';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { DATABASE, type Database } from '#postgres';
import { StatisticsController } from './statistics.controller.js';
import { StatisticsQueries } from './statistics.queries.js';

/** Figures. DATABASE and COUNTRY_PACK must be provided globally. */
@Module({
  controllers: [StatisticsController],
  providers: [
    {
      provide: StatisticsQueries,
      inject: [DATABASE, COUNTRY_PACK],
      useFactory: (pool: Database, { timeZone }: CountryPack) => new StatisticsQueries(pool, timeZone),
    },
  ],
})
export class StatisticsModule {}
