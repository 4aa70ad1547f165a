import { Controller, Get, Query } from '@nestjs/common';
import { caseRoles, CurrentCaller, oversightRoles, Policy, type Caller, oversees } from '#access';
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
  @Policy({ roles: caseRoles })
  list(@CurrentCaller() caller: Caller, @Query() request: ReferralsRequest): Promise<ReferralsPage> {
    return this.referrals.list(caller.organisationId, request, new Date());
  }

  /** How fast receivers answer: the caller's organisation; for oversight, all. */
  @Get('response-times')
  @Policy({ roles: [...caseRoles, ...oversightRoles] })
  async responseTimes(@CurrentCaller() caller: Caller, @Query() period: PeriodRequest): Promise<ResponseTimes> {
    checkPeriod(period);
    return this.flow.responseTimes(period, oversees(caller) ? undefined : caller.organisationId);
  }

  /** Where people go, and where they leave the path. */
  @Get('flows')
  @Policy({ roles: oversightRoles })
  async flows(@Query() period: PeriodRequest): Promise<Flows> {
    checkPeriod(period);
    return this.flow.flows(period);
  }
}
