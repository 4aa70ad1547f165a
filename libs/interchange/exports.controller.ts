import { Readable } from 'node:stream';
import { Body, Controller, Get, HttpCode, Param, Post, Query, Req, StreamableFile } from '@nestjs/common';
import { ApiOkResponse, ApiProduces } from '@nestjs/swagger';
import type { FastifyRequest } from 'fastify';
import { type Caller, type CallerRequest, CurrentCaller, identifyingRoles, Policy } from '#access';
import { type ExportRecord, ExportQueries } from '#case-file';
import { Casework, CurrentInvocation, dataExport, type Invocation, madeId } from '#casework';
import { idInPath } from '#http';
import { nothingHere, Problem, timeOrderedId } from '#kernel';
import { PageRequest } from '#paging';
import { ExportAnswer, ExportsPage, ExportStandingAnswer } from './exports.answers.js';
import { Exports } from './exports.js';
import { ApproveExportRequest, ExportRequest, TakeExportQuery } from './exports.requests.js';

/** Who approves: supervisors and managers; where an organisation has neither, a colleague. */
const approvingRoles = [
  'police-supervisor',
  'ngo-manager',
  'child-protection-officer',
  'consular-officer',
  'labour-inspector',
] as const;

/** Copies of an organisation's own cases, as a file: asked for by one, approved by another, taken once. */
@Controller('exports')
export class ExportsController {
  constructor(
    private readonly casework: Casework,
    private readonly exports: Exports,
    private readonly queries: ExportQueries,
  ) {}

  /**
   * The exports of your organisation, newest first: what waits for a second person, and what became of the others. For the
   * data protection officer, of all organisations.
   */
  @Get()
  @Policy({ roles: [...identifyingRoles, 'data-protection-officer'], reads: 'Nothing' })
  async list(@CurrentCaller() { organisationId, roles }: Caller, @Query() request: PageRequest): Promise<ExportsPage> {
    const watchesAll = roles.includes('data-protection-officer');
    const page = await this.queries.page(watchesAll ? undefined : organisationId, request);
    const now = new Date();
    return { ...page, items: page.items.map((one) => standingOf(one, now)) };
  }

  /** Ask to take a copy of the cases that your organisation logged or holds. A second person is asked to approve. */
  @Post()
  @Policy({ roles: identifyingRoles })
  async request(
    @CurrentCaller() { user, organisationId }: Caller,
    @Body() { purpose }: ExportRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ExportAnswer> {
    const exportId = madeId(invocation, 'export');
    const command = { type: 'RequestExport', exportId, organisationId, user, purpose } as const;
    await this.casework.run(dataExport, { id: exportId }, command, invocation);
    return { exportId };
  }

  /** Approve an export that a colleague asked for: it may be taken within 24 hours. */
  @Post(':exportId/approval')
  @HttpCode(200)
  @Policy({ roles: approvingRoles })
  async approve(
    @Param('exportId') id: string,
    @CurrentCaller() { user, organisationId }: Caller,
    @Body() _body: ApproveExportRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<ExportAnswer> {
    const exportId = idInPath('exportId', id);
    const command = { type: 'ApproveExport', organisationId, user, now: invocation.now.toISOString() } as const;
    await this.casework.run(dataExport, { id: exportId }, command, invocation);
    return { exportId };
  }

  /**
   * Take an approved export, once: a CSV file with the columns that an import takes (HTCDS 2.0 names), coded facts only. It
   * holds the cases that your organisation logged or holds, and each is in the log of reads before its line leaves.
   */
  @Get('htcds')
  @Policy({ roles: identifyingRoles, reads: 'Export' })
  @ApiProduces('text/csv')
  @ApiOkResponse({ schema: { type: 'string', format: 'binary' } })
  async take(
    @CurrentCaller() caller: Caller,
    @Query() { export: id }: TakeExportQuery,
    @Req() request: FastifyRequest & CallerRequest,
  ): Promise<StreamableFile> {
    // HEAD comes to the same handler, and would use up the export
    if (request.method !== 'GET') throw notApproved('An export is taken with GET.');
    if (id === undefined)
      throw notApproved('Ask for an export first: POST /exports; a second person then approves it.');
    await this.useUp(id.toLowerCase(), caller, request);
    return new StreamableFile(Readable.from(this.exports.lines(request, caller)), {
      type: 'text/csv; charset=utf-8',
      disposition: 'attachment; filename="tirek-htcds.csv"',
    });
  }

  /** How an export of your organisation stands. */
  @Get(':exportId')
  @Policy({ roles: identifyingRoles, reads: 'Nothing' })
  async standing(
    @Param('exportId') id: string,
    @CurrentCaller() { organisationId }: Caller,
  ): Promise<ExportStandingAnswer> {
    const found = await this.queries.find(idInPath('exportId', id), organisationId);
    if (!found) throw nothingHere();
    return standingOf(found, new Date());
  }

  /** Whatever keeps an export from being taken is a 403 that says what to do. */
  private async useUp(
    exportId: string,
    { user, organisationId }: Caller,
    { actingRole }: CallerRequest,
  ): Promise<void> {
    if (!actingRole) throw new Error('an export is taken by somebody');
    const now = new Date();
    const commandId = timeOrderedId();
    const command = { type: 'TakeExport', organisationId, user, now: now.toISOString() } as const;
    const actor = { user, organisation: organisationId, role: actingRole };
    const invocation = { commandId, correlationId: commandId, actor, now, exercise: false, request: null };
    try {
      await this.casework.run(dataExport, { id: exportId }, command, invocation);
    } catch (error) {
      if (error instanceof Problem && ['wrong-state', 'not-found'].includes(error.type))
        throw notApproved(error.detail);
      throw error;
    }
  }
}

function standingOf({ approvedBy, until, taken, ...asked }: ExportRecord, now: Date): ExportStandingAnswer {
  const open = until !== null && now.getTime() < Date.parse(until);
  return {
    ...asked,
    state: taken ? 'Taken' : open ? 'Approved' : until === null ? 'Requested' : 'Lapsed',
    ...(approvedBy === null ? {} : { approvedBy }),
    ...(until === null ? {} : { until }),
  };
}

const notApproved = (detail: string): Problem => new Problem('not-allowed', detail);
