import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { notExcluded } from '#exclusions';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { ProceedingItem, ProceedingsPage } from './caseload.answers.js';
import type { ProceedingsRequest } from './caseload.requests.js';

interface ProceedingRecord {
  proceeding_id: string;
  case_id: string;
  case_number: string;
  office: string;
  registered_by: string;
  registered_on: string;
  articles: string[];
  earlier_articles: string[];
  stage: string;
  stage_since: string;
  dropped: boolean;
  reopened: boolean;
  exercise: boolean;
  last_event_at: Date;
}

/** Police that registered one and have no part in the case any more are told nothing of it, as by the case itself. */
const listed = `
SELECT proceeding_id, case_id, case_number, office, registered_by, registered_on::text, articles, earlier_articles, stage,
  stage_since::text, dropped, reopened, exercise, last_event_at
FROM caseload.proceedings
WHERE (office = $1 OR registered_by = $1)
  AND EXISTS (SELECT FROM caseload.cases WHERE cases.case_id = proceedings.case_id AND organisation_id = $1)
  AND ($2::text IS NULL OR stage = $2)
  AND ($3::date IS NULL OR (registered_on, proceeding_id) < ($3, $4::uuid))
  AND ${notExcluded('caseload', 'case_id', '$1', '$6')}
ORDER BY proceedings.registered_on DESC, proceeding_id DESC LIMIT $5`;

const toItem = (row: ProceedingRecord): ProceedingItem => ({
  proceedingId: row.proceeding_id,
  caseId: row.case_id,
  caseNumber: row.case_number,
  office: row.office,
  registeredBy: row.registered_by,
  registeredOn: row.registered_on,
  articles: row.articles,
  earlierArticles: row.earlier_articles,
  stage: row.stage,
  stageSince: row.stage_since,
  dropped: row.dropped,
  reopened: row.reopened,
  exercise: row.exercise,
  lastEventAt: row.last_event_at.toISOString(),
});

/** The criminal proceedings. */
@Injectable()
export class ProceedingsQueries {
  constructor(@Inject(DATABASE) private readonly pool: Database) {}

  /** A page of those that the caller's organisation leads or registered. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list(
    { user, organisationId }: Pick<Caller, 'user' | 'organisationId'>,
    request: ProceedingsRequest,
  ): Promise<ProceedingsPage> {
    const cursor = readCursor(request.cursor, 'date');
    const { rows } = await this.pool.query<ProceedingRecord>(listed, [
      organisationId,
      request.stage,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
      user,
    ]);
    return toPage(rows, request.limit, toItem, (row) => ({ value: row.registered_on, id: row.proceeding_id }));
  }
}
