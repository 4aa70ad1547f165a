import { Body, Controller, Get, HttpCode, Post, Query, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { caseRoles, CurrentCaller, identifyingRoles, oversightRoles, Policy, type Caller, oversees } from '#access';
import { CurrentReading, type Reading } from '#audit';
import { NameSearch } from '#privacy';
import { AnsweredBy, positionAfter, secondsToWait } from '#projections';
import {
  CaseloadPage,
  CaseloadSummary,
  CaseSearchAnswer,
  PersonsOfCaseAnswer,
  ProceedingsPage,
} from './caseload.answers.js';
import { CaseloadQueries } from './caseload.queries.js';
import {
  CaseloadRequest,
  CaseloadSummaryRequest,
  CaseSearchRequest,
  PersonsOfCaseRequest,
  ProceedingsRequest,
} from './caseload.requests.js';
import { ProceedingsQueries } from './proceedings.queries.js';

/** Who holds which case, at what stage, what is due. */
@Controller('caseload')
@AnsweredBy('caseload')
export class CaseloadController {
  constructor(
    private readonly queries: CaseloadQueries,
    private readonly proceedingsQueries: ProceedingsQueries,
    private readonly names: NameSearch,
  ) {}

  /**
   * The cases that the caller's organisation has a part in, newest first; for a member of a commission, those of its
   * regions.
   */
  @Get()
  @Policy({ roles: caseRoles, reads: 'List' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() request: CaseloadRequest,
    @CurrentReading() reading: Reading,
  ): Promise<CaseloadPage> {
    const page = await this.queries.list(caller, request, new Date());
    reading.tells(page.items.map(({ caseId }) => caseId));
    return page;
  }

  /** The criminal proceedings that the caller's organisation leads or registered, registered last first. */
  @Get('proceedings')
  @Policy({ roles: ['prosecutor', 'police-officer', 'police-supervisor'], reads: 'List' })
  async proceedings(
    @CurrentCaller() caller: Caller,
    @Query() request: ProceedingsRequest,
    @CurrentReading() reading: Reading,
  ): Promise<ProceedingsPage> {
    const page = await this.proceedingsQueries.list(caller, request);
    reading.tells(page.items.map(({ caseId }) => caseId));
    return page;
  }

  /**
   * Whose case it is, by the number or the id of the case: what the officer for data protection goes on with to the
   * readers of the file and to erasure. Nothing else of it.
   */
  @Get('persons')
  @Policy({ roles: ['data-protection-officer'], reads: 'List' })
  async persons(
    @CurrentCaller() caller: Caller,
    @Query() request: PersonsOfCaseRequest,
    @CurrentReading() reading: Reading,
  ): Promise<PersonsOfCaseAnswer> {
    const items = await this.queries.personsOf(request.case, caller);
    reading.tells(items.map(({ caseId }) => caseId));
    return { items };
  }

  /** The caseload in figures: of the caller's organisation; for oversight, of all. */
  @Get('summary')
  @Policy({ roles: [...caseRoles, ...oversightRoles], reads: 'Figures' })
  summary(@CurrentCaller() caller: Caller, @Query() { by }: CaseloadSummaryRequest): Promise<CaseloadSummary> {
    return this.queries.summary(by, oversees(caller) ? undefined : caller, new Date());
  }

  /**
   * The cases that the caller's organisation logged of people of that name. Tirek-After is waited for in the index of
   * names as well, in what is left of the time.
   */
  @Post('search')
  @HttpCode(200)
  @Policy({ roles: identifyingRoles, reads: 'Search' })
  async search(
    @CurrentCaller() caller: Caller,
    @Body() { name }: CaseSearchRequest,
    @CurrentReading() reading: Reading,
    @Req() { headers }: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<CaseSearchAnswer> {
    const after = positionAfter(headers);
    const msLeft = Math.max(0, secondsToWait(headers) * 1_000 - reply.elapsedTime);
    if (after !== undefined && !(await this.names.waitFor(after, msLeft))) reply.header('Tirek-Stale', 'true');
    const people = await this.names.find(name);
    const items = await this.queries.loggedBy(caller, people, new Date());
    reading.tells(items.map(({ caseId }) => caseId));
    return { items };
  }
}
