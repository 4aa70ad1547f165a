import { Body, Controller, Get, HttpCode, Post, Query } from '@nestjs/common';
import { caseRoles, CurrentCaller, identifyingRoles, oversightRoles, Policy, type Caller, oversees } from '#access';
import { NameSearch } from '#privacy';
import { AnsweredBy } from '#projections';
import { CaseloadPage, CaseloadSummary, CaseSearchAnswer } from './caseload.answers.js';
import { CaseloadQueries } from './caseload.queries.js';
import { CaseloadRequest, CaseloadSummaryRequest, CaseSearchRequest } from './caseload.requests.js';

/** Who holds which case, at what stage, what is due. */
@Controller('caseload')
@AnsweredBy('caseload')
export class CaseloadController {
  constructor(
    private readonly queries: CaseloadQueries,
    private readonly names: NameSearch,
  ) {}

  /** The cases that the caller's organisation has a part in, newest first. */
  @Get()
  @Policy({ roles: caseRoles })
  list(@CurrentCaller() caller: Caller, @Query() request: CaseloadRequest): Promise<CaseloadPage> {
    return this.queries.list(caller, request, new Date());
  }

  /** The caseload in figures: of the caller's organisation; for oversight, of all. */
  @Get('summary')
  @Policy({ roles: [...caseRoles, ...oversightRoles] })
  summary(@CurrentCaller() caller: Caller, @Query() { by }: CaseloadSummaryRequest): Promise<CaseloadSummary> {
    return this.queries.summary(by, oversees(caller) ? undefined : caller.organisationId, new Date());
  }

  /** The cases that the caller's organisation logged of people of that name. */
  @Post('search')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles })
  async search(@CurrentCaller() caller: Caller, @Body() { name }: CaseSearchRequest): Promise<CaseSearchAnswer> {
    const people = await this.names.find(name);
    return { items: await this.queries.loggedBy(caller.organisationId, people, new Date()) };
  }
}
