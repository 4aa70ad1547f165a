import { Inject, Injectable } from '@nestjs/common';
import type { Purpose, Role } from '#access';
import type { EventStore } from '#event-store';
import { Problem, type FieldGroup } from '#kernel';
import { readCursor, toPage, type PageRequest } from '#paging';
import { DATABASE, type Database } from '#postgres';
import { ProjectionRunners } from '#projections';
import { READ_LOG } from '../read-log.js';
import type { RecordedKind } from '../reads.events.js';
import { readersProjection } from './readers.projection.js';

/** How long an answer may take to know of every read up to the question, in milliseconds. */
const catchUpMs = 2_000;

/** Somebody was told of a case. */
export interface ReaderEntry {
  /** Instant, to the microsecond. */
  readonly at: string;
  readonly user: string;
  readonly organisationId: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly kind: RecordedKind;
  /** What was opened; empty: codes only. */
  readonly fieldGroups: FieldGroup[];
}

/** The reads of one organisation in one role for one purpose on one day. */
export interface ReadingDay {
  /** Local date `YYYY-MM-DD`. */
  readonly day: string;
  /** Local time `HH:MM` of the first and the last read of it. */
  readonly first: string;
  readonly last: string;
  readonly times: number;
  readonly organisationId: string;
  readonly role: Role;
  readonly purpose: Purpose;
  readonly fieldGroups: FieldGroup[];
}

const entry = `
  to_char(at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, reader AS "user",
  organisation_id AS "organisationId", role, purpose, kind, field_groups AS "fieldGroups"`;

const all = `SELECT ${entry} FROM readers.reads WHERE case_id = $1 ORDER BY readers.reads.at, read_id`;

const page = `
SELECT read_id, ${entry} FROM readers.reads
WHERE case_id = $1 AND ($2::timestamptz IS NULL OR (readers.reads.at, read_id) < ($2, $3::uuid))
ORDER BY readers.reads.at DESC, read_id DESC LIMIT $4`;

const byDay = `
SELECT to_char(local, 'YYYY-MM-DD') AS day, to_char(min(local), 'HH24:MI') AS first, to_char(max(local), 'HH24:MI') AS last,
  count(DISTINCT read_id) AS times, organisation_id AS "organisationId", role, purpose,
  array_remove(array_agg(DISTINCT opened), NULL) AS "fieldGroups"
FROM (SELECT *, at AT TIME ZONE $2 AS local FROM readers.reads WHERE case_id = $1) reads
LEFT JOIN LATERAL unnest(field_groups) opened ON true
GROUP BY 1, organisation_id, role, purpose
ORDER BY day DESC, first DESC, organisation_id, role, purpose`;

/**
 * Who was told of a case, from the log of reads. Every answer knows of all reads up to the question; where it cannot, it
 * is Problem `not-ready`, never a list that only looks complete.
 */
@Injectable()
export class Readers {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(READ_LOG) private readonly log: EventStore,
    private readonly runners: ProjectionRunners,
  ) {}

  /** Every read of a case, oldest first. */
  async of(caseId: string): Promise<ReaderEntry[]> {
    return this.ask<ReaderEntry>(all, [caseId]);
  }

  /** A page of them, newest first. Throws a Problem naming `/cursor` when that is not one of ours. */
  async page(caseId: string, request: PageRequest): Promise<{ items: ReaderEntry[]; nextCursor: string | null }> {
    const cursor = readCursor(request.cursor, 'instant');
    const rows = await this.ask<ReaderEntry & { read_id: string }>(page, [
      caseId,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
    ]);
    return toPage(
      rows,
      request.limit,
      ({ at, user, organisationId, role, purpose, kind, fieldGroups }) => ({
        at,
        user,
        organisationId,
        role,
        purpose,
        kind,
        fieldGroups,
      }),
      ({ at, read_id }) => ({ value: at, id: read_id }),
    );
  }

  /** All of them, those of a local day together, newest day first. */
  async byDay(caseId: string, timeZone: string): Promise<ReadingDay[]> {
    return this.ask<ReadingDay>(byDay, [caseId, timeZone]);
  }

  private async ask<R extends object>(statement: string, values: readonly unknown[]): Promise<R[]> {
    const runner = this.runners.get(readersProjection.name);
    if (!(await runner.waitFor(await this.log.head(), catchUpMs))) {
      throw notReady('Who read this is not known up to this moment; try again shortly.');
    }
    if (runner.parkedStreams() > 0) {
      throw notReady('A part of the log of reads could not be read; the administrator has to mend it first.');
    }
    return (await this.database.query<R>(statement, [...values])).rows;
  }
}

const notReady = (detail: string): Problem => new Problem('not-ready', detail, [], { headers: { 'retry-after': '1' } });
