import { Controller, Get, Query } from '@nestjs/common';
import { caseRoles, CurrentCaller, oversightRoles, Policy, type Caller, oversees } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { AnsweredBy } from '#projections';
import { Flows, ReferralsPage, ResponseTimes } from './coordination.answers.js';
import { PeriodRequest, ReferralsRequest } from './coordination.requests.js';
import { FlowQueries } from './flow.queries.js';
import { checkPeriod } from './period.js';
import { ReferralQueries } from './referral.queries.js';

/** What passes between organisations. */
@Controller('coordination')
@AnsweredBy('coordination')
export class CoordinationController {
  constructor(
    private readonly referrals: ReferralQueries,
    private readonly flow: FlowQueries,
  ) {}

  /** The referrals that the caller's organisation sent or received, newest first. */
  @Get('referrals')
  @Policy({ roles: caseRoles, reads: 'List' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() request: ReferralsRequest,
    @CurrentReading() reading: Reading,
  ): Promise<ReferralsPage> {
    const page = await this.referrals.list(caller, request, new Date());
    reading.tells(page.items.map(({ caseId }) => caseId));
    return page;
  }

  /** How fast receivers answer: the caller's organisation; for oversight, all. */
  @Get('response-times')
  @Policy({ roles: [...caseRoles, ...oversightRoles], reads: 'Figures' })
  async responseTimes(@CurrentCaller() caller: Caller, @Query() period: PeriodRequest): Promise<ResponseTimes> {
    checkPeriod(period);
    return this.flow.responseTimes(period, oversees(caller) ? undefined : caller.organisationId);
  }

  /** Where people go, and where they leave the path. */
  @Get('flows')
  @Policy({ roles: oversightRoles, reads: 'Figures' })
  async flows(@Query() period: PeriodRequest): Promise<Flows> {
    checkPeriod(period);
    return this.flow.flows(period);
  }
}
