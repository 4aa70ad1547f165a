import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { notExcluded } from '#exclusions';
import { caseNumber } from '#kernel';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { Notice, NoticesPage } from './notices.answers.js';
import type { NoticesRequest } from './notices.requests.js';
import type { NoticeKind } from './notice-kinds.js';
import type { AboutKind } from './told.js';

interface NoticeRecord {
  notice_id: string;
  kind: NoticeKind;
  at: string;
  case_id: string | null;
  about_kind: AboutKind | null;
  about_id: string | null;
  organisation_id: string | null;
  about_user: string | null;
  due_at: Date | null;
  done_at: Date | null;
  exercise: boolean;
}

/** The caller's organisation has a part in the case `c`, whose content it could have seen. */
const isParty = `(
  c.file->>'holder' = $1::text OR c.file->>'loggedBy' = $1::text
  OR EXISTS (SELECT FROM json_array_elements(c.file->'referrals') r
              WHERE r->>'to' = $1::text AND r->>'state' IN ('Accepted', 'HandedOver', 'Completed'))
  OR EXISTS (SELECT FROM json_array_elements(c.file->'proceedings') p WHERE p->>'office' = $1::text))`;

const ofTypeWhere = (condition: string): string =>
  `(SELECT FROM case_file.organisations o WHERE o.type = n.to_type AND ${condition})`;
/** Of a case without a region it is true everywhere. */
const worksThere = `(json_array_length(o.regions) = 0 OR c.file->'facts'->>'region' IS NULL
  OR c.file->'facts'->>'region' IN (SELECT json_array_elements_text(o.regions)))`;

/** The caller's organisation is of a type and works where the case is; where none does, each of the type is told. */
const isOfType = `(EXISTS ${ofTypeWhere('o.organisation_id = $1::uuid')}
  AND (EXISTS ${ofTypeWhere(`o.organisation_id = $1::uuid AND ${worksThere}`)} OR NOT EXISTS ${ofTypeWhere(worksThere)}))`;

/**
 * Whom she does not want to see her file is told nothing of it either. Not so who watches over data protection, and sees
 * no file: who breaks into one must not blind them by an exclusion.
 */
const mayBeTold = `(
  n.case_id IS NULL OR n.to_roles = ARRAY['data-protection-officer']
  OR ${notExcluded('case_file', 'n.case_id', '$1', '$2')})`;

/**
 * A page of the notices to a caller: $1 their organisation, $2 the user, $3 their roles. Rights come from the case file:
 * who holds a case or has a part in it is judged when somebody asks. A notice to several audiences is one notice.
 */
const addressed = `
SELECT DISTINCT ON (n.at, n.notice_id)
  n.notice_id, n.kind, to_char(n.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') AS at, n.case_id, n.about_kind,
  n.about_id, n.organisation_id, n.about_user, n.due_at, n.done_at, n.exercise
FROM notices.notices n
LEFT JOIN case_file.cases c ON c.case_id = n.case_id
WHERE (n.to_organisation IS NULL OR n.to_organisation = $1::uuid)
  AND (n.to_user IS NULL OR n.to_user = $2::text)
  AND (n.to_roles IS NULL OR n.to_roles && $3::text[])
  AND (n.to_part IS DISTINCT FROM 'Holder' OR c.file->>'holder' = $1::text)
  AND (n.to_part IS DISTINCT FROM 'Parties' OR ${isParty})
  AND (n.to_type IS NULL OR ${isOfType})
  AND ${mayBeTold}
  AND ($4::timestamptz IS NULL OR n.at > $4)
  AND ($5::timestamptz IS NULL OR (n.at, n.notice_id) < ($5, $6::uuid))
ORDER BY n.at DESC, n.notice_id DESC LIMIT $7`;

/** What people have to be told. */
@Injectable()
export class NoticesQueries {
  constructor(
    @Inject(DATABASE) private readonly database: Database,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** A page of the notices to the caller, newest first. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list({ organisationId, user, roles }: Caller, request: NoticesRequest, now: Date): Promise<NoticesPage> {
    const cursor = readCursor(request.cursor, 'instant');
    const { rows } = await this.database.query<NoticeRecord>(addressed, [
      organisationId,
      user,
      [...roles],
      request.since,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
    ]);
    return toPage(
      rows,
      request.limit,
      (row) => this.toNotice(row, now),
      (row) => ({ value: row.at, id: row.notice_id }),
    );
  }

  private toNotice(row: NoticeRecord, now: Date): Notice {
    return {
      noticeId: row.notice_id,
      kind: row.kind,
      at: row.at,
      ...(row.case_id && { caseId: row.case_id, caseNumber: caseNumber(this.country.code, row.case_id) }),
      ...(row.about_kind && row.about_id && { [`${row.about_kind}Id`]: row.about_id }),
      ...(row.organisation_id && { organisationId: row.organisation_id }),
      ...(row.about_user && { user: row.about_user }),
      ...(row.due_at && { dueAt: row.due_at.toISOString() }),
      ...(row.done_at && { doneAt: row.done_at.toISOString() }),
      overdue: row.due_at !== null && row.done_at === null && row.due_at <= now,
      exercise: row.exercise,
    };
  }
}
