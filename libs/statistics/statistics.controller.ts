import { Controller, Get, Query } from '@nestjs/common';
import { oversightRoles, Policy } from '#access';
import { AnsweredBy } from '#projections';
import { Statistics } from './statistics.answers.js';
import { StatisticsQueries } from './statistics.queries.js';
import { StatisticsRequest } from './statistics.requests.js';

/** Figures of the whole mechanism, as known now or at an earlier moment. */
@Controller('statistics')
@AnsweredBy('statistics')
export class StatisticsController {
  constructor(private readonly queries: StatisticsQueries) {}

  /** Counts by any combination of dimensions, with the counting rule. */
  @Get()
  @Policy({ roles: oversightRoles, reads: 'Figures' })
  ask(@Query() request: StatisticsRequest): Promise<Statistics> {
    return this.queries.ask(request, new Date());
  }
}
