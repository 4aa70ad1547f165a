import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { notExcluded } from '#exclusions';
import { instantOf, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import { CaseFiles } from './case-files.js';

/** What a person asked about her own data. Dates are local dates of the country. */
export interface SubjectRequestRecord {
  readonly requestId: string;
  readonly caseId: string;
  readonly kind: string;
  readonly receivedOn: string;
  /** When it was recorded, ISO 8601 in UTC. */
  readonly recordedAt: string;
  readonly dueOn: string;
  readonly outcome: string | null;
  readonly article: string | null;
  readonly answeredOn: string | null;
}

/** `Open`: not answered. `Overdue`: of these, those whose last day is over. */
export const subjectRequestStates = ['Open', 'Overdue', 'Answered'] as const;
export type SubjectRequestState = (typeof subjectRequestStates)[number];

const columns = `r.request_id AS "requestId", r.case_id AS "caseId", r.kind, r.received_on::text AS "receivedOn",
  ${instantOf('r.recorded_at')} AS "recordedAt",
  r.due_on::text AS "dueOn", r.outcome, r.article, r.answered_on::text AS "answeredOn"`;

/** The requests of people about their own data, up to the head of the store. */
@Injectable()
export class SubjectRequestQueries {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    private readonly caseFiles: CaseFiles,
  ) {}

  /** One request; undefined when there is none of that id. */
  async find(requestId: string): Promise<SubjectRequestRecord | undefined> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<SubjectRequestRecord>(
      `SELECT ${columns} FROM case_file.subject_requests r WHERE r.request_id = $1`,
      [requestId],
    );
    return rows[0];
  }

  /** The request for access on a case that waits for its answer; undefined when none does. */
  async openAccess(caseId: string): Promise<SubjectRequestRecord | undefined> {
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<SubjectRequestRecord>(
      `SELECT ${columns} FROM case_file.subject_requests r
        WHERE r.case_id = $1 AND r.kind = 'Access' AND r.outcome IS NULL`,
      [caseId],
    );
    return rows[0];
  }

  /**
   * A page, newest first: of the cases that the organisation of `whose` holds, but for those that they are excluded from;
   * undefined: of every case. `today`: the country's date.
   */
  async page(
    whose: Pick<Caller, 'user' | 'organisationId'> | undefined,
    today: string,
    {
      state,
      caseId,
      cursor,
      limit,
    }: {
      readonly state?: SubjectRequestState;
      readonly caseId?: string;
      readonly cursor?: string;
      readonly limit: number;
    },
  ): Promise<{ items: SubjectRequestRecord[]; nextCursor: string | null }> {
    const after = readCursor(cursor, 'date');
    await this.caseFiles.catchUp();
    const { rows } = await this.pool.query<SubjectRequestRecord>(
      `SELECT ${columns} FROM case_file.subject_requests r JOIN case_file.cases c ON c.case_id = r.case_id
        WHERE ($1::uuid IS NULL OR c.file ->> 'holder' = $1::text)
          AND ${notExcluded('case_file', 'r.case_id', '$1', '$7')}
          AND ($2::text IS NULL OR (r.outcome IS NOT NULL) = ($2 = 'Answered'))
          AND ($2::text IS DISTINCT FROM 'Overdue' OR r.due_on < $3::date)
          AND ($8::uuid IS NULL OR r.case_id = $8)
          AND ($4::date IS NULL OR (r.received_on, r.request_id) < ($4, $5::uuid))
        ORDER BY r.received_on DESC, r.request_id DESC LIMIT $6`,
      [whose?.organisationId, state, today, after?.value, after?.id, limit + 1, whose?.user, caseId],
    );
    return toPage(
      rows,
      limit,
      (row) => row,
      ({ receivedOn, requestId }) => ({ value: receivedOn, id: requestId }),
    );
  }
}
