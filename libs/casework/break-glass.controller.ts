import { Body, Controller, Get, HttpCode, Inject, Param, Post, Query } from '@nestjs/common';
import { CurrentCaller, Policy, type Caller } from '#access';
import { CurrentReading, type Reading } from '#audit';
import {
  type BreakGlassRecord,
  BreakGlassQueries,
  CaseFiles,
  CurrentCase,
  isExcluded,
  type CaseFile,
  type CaseStanding,
} from '#case-file';
import { EventCatalogue, EVENT_STORE, type EventStore } from '#event-store';
import { idInPath } from '#http';
import { caseNumber, nothingHere, Problem, type RecordedEvent } from '#kernel';
import type { BreakGlassEvent } from '#nrm/break-glass';
import { DATABASE, type Database, freeLock, tryLock } from '#postgres';
import { PersonalData } from '#privacy';
import {
  BreakGlassItem,
  BreakGlassOpenedAnswer,
  BreakGlassPage,
  BreakGlassReviewedAnswer,
} from './break-glass.answers.js';
import { BreakGlassListRequest, OpenBreakGlassRequest, ReviewBreakGlassRequest } from './break-glass.requests.js';
import { Casework } from './casework.js';
import { CurrentInvocation, madeId, onCase, type Invocation } from './invocation.js';
import { breakGlass } from './subjects.js';

const openingRoles = [
  'police-officer',
  'police-supervisor',
  'ngo-caseworker',
  'ngo-manager',
  'consular-officer',
  'child-protection-officer',
] as const;
const reviewingRoles = ['data-protection-officer', 'police-supervisor', 'ngo-manager'] as const;

/** What gives no sight of the file, so that an emergency may need more. */
const partsWithoutSight = new Set(['TurnedAway', 'Emergency']);

/** A file opened in an emergency by who has no part in the case: for a reason, for hours, and reviewed by somebody else. */
@Controller()
export class BreakGlassController {
  constructor(
    private readonly casework: Casework,
    private readonly caseFiles: CaseFiles,
    private readonly queries: BreakGlassQueries,
    private readonly personalData: PersonalData,
    @Inject(DATABASE) private readonly database: Database,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly catalogue: EventCatalogue,
  ) {}

  /**
   * Open a file in an emergency. A second person is told at once. You need the number of the case or its id: 404 says that
   * there is none, or that she excluded you; who guesses them learns nothing, and each that is found is recorded and reviewed.
   */
  @Post('cases/:caseOrNumber/break-glass')
  @Policy({ roles: openingRoles, relations: [], withoutPart: openingRoles })
  async open(
    @CurrentCase() { file }: CaseStanding,
    @CurrentCaller() caller: Caller,
    @Body() request: OpenBreakGlassRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<BreakGlassOpenedAnswer> {
    if (isExcluded(file, caller)) throw nothingHere();
    return this.inTurn(caller, () => this.openFile(file, caller, request, invocation));
  }

  /** What was opened in emergencies, newest first: by your organisation; for the data protection officer, by everybody. */
  @Get('break-glass')
  @Policy({ roles: reviewingRoles, reads: 'List' })
  async list(
    @CurrentCaller() caller: Caller,
    @Query() { state, cursor, limit }: BreakGlassListRequest,
    @CurrentReading() reading: Reading,
  ): Promise<BreakGlassPage> {
    const page = await this.queries.page(watchesAll(caller) ? undefined : caller, {
      ...(state ? { reviewed: state === 'Reviewed' } : {}),
      cursor,
      limit,
    });
    reading.tells(
      page.items.map(({ caseId }) => caseId),
      ['Narrative'],
    );
    return { ...page, items: await Promise.all(page.items.map((record) => this.toItem(record))) };
  }

  /** Say whether an opening had to be: one that had not ends at once. Not by who opened it. */
  @Post('break-glass/:breakGlassId/review')
  @HttpCode(200)
  @Policy({ roles: reviewingRoles })
  async review(
    @Param('breakGlassId') id: string,
    @CurrentCaller() caller: Caller,
    @Body() { outcome, note }: ReviewBreakGlassRequest,
    @CurrentInvocation() invocation: Invocation,
  ): Promise<BreakGlassReviewedAnswer> {
    const found = await this.queries.find(idInPath('breakGlassId', id));
    if (!found || !(watchesAll(caller) || found.organisationId === caller.organisationId)) throw nothingHere();
    const { breakGlassId, caseId } = found;
    const standing = await this.caseFiles.unrelated({ caseId });
    if (!standing) throw new Error('a file was opened that is not there');
    if (!watchesAll(caller) && isExcluded(standing.file, caller)) throw nothingHere();
    await this.casework.run(
      breakGlass,
      { id: breakGlassId, caseId },
      { type: 'ReviewBreakGlass', user: caller.user, outcome, ...(note ? { note } : {}) },
      onCase(invocation, standing.file),
    );
    return { breakGlassId };
  }

  /** One opening of a user at a time: those that wait for review are counted before the next. Problem 503 meanwhile. */
  private async inTurn<T>({ user, organisationId }: Caller, work: () => Promise<T>): Promise<T> {
    const turn = `${organisationId} ${user}`;
    const client = await this.database.connect();
    try {
      if (!(await tryLock(client, turn, 'break-glass'))) {
        throw new Problem('not-ready', 'You are opening another file at this moment; try again.', [], {
          headers: { 'retry-after': '1' },
        });
      }
      try {
        return await work();
      } finally {
        await freeLock(client, turn, 'break-glass');
      }
    } finally {
      client.release();
    }
  }

  private async openFile(
    file: CaseFile,
    caller: Caller,
    { reason, hours = 1 }: OpenBreakGlassRequest,
    invocation: Invocation,
  ): Promise<BreakGlassOpenedAnswer> {
    const { caseId } = file;
    const { user, organisationId } = caller;
    const now = invocation.now.toISOString();
    const { relations } = (await this.caseFiles.standing({ caseId }, caller)) ?? {};
    const breakGlassId = madeId(invocation, 'break-glass');
    const { events } = await this.casework.run(
      breakGlass,
      { id: breakGlassId, caseId },
      {
        type: 'OpenBreakGlass',
        breakGlassId,
        caseId,
        organisationId,
        user,
        reason,
        hours,
        now,
        hasPart: [...(relations ?? [])].some((relation) => !partsWithoutSight.has(relation)),
        open: relations?.has('Emergency') ?? false,
        unreviewed: await this.queries.unreviewedOf(user, organisationId),
      },
      onCase(invocation, file),
    );
    const { until } = (events[0] as BreakGlassEvent & { type: 'BreakGlassOpened' }).data;
    return { breakGlassId, caseId, until };
  }

  /** With the words of who opened it and who reviewed it: those who judge it have to know them. */
  private async toItem(record: BreakGlassRecord): Promise<BreakGlassItem> {
    const { outcome, reviewedBy, reviewedAt, ...opening } = record;
    const stored = await this.store.readStream(`break-glass-${record.breakGlassId}`);
    const events = (await this.personalData.open(
      stored.map((event) => this.catalogue.upcast(event)),
      () => new Set(['Narrative']),
    )) as (RecordedEvent & BreakGlassEvent)[];
    const words = Object.assign({}, ...events.map(({ data }) => data)) as { reason?: string; note?: string };
    return {
      ...opening,
      caseNumber: caseNumber(this.casework.country.code, record.caseId),
      state: outcome === null ? 'Unreviewed' : 'Reviewed',
      ...(words.reason ? { reason: words.reason } : {}),
      ...(outcome === null ? {} : { outcome }),
      ...(words.note ? { note: words.note } : {}),
      ...(reviewedBy === null ? {} : { reviewedBy }),
      ...(reviewedAt === null ? {} : { reviewedAt }),
    };
  }
}

/** Everybody's openings, or those of the own organisation alone. No exclusion blinds who watches all: they see no file. */
const watchesAll = ({ roles }: Caller): boolean => roles.includes('data-protection-officer');
