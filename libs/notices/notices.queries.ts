import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { caseNumber } from '#kernel';
import { instantOf, readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { Notice, NoticesPage } from './notices.answers.js';
import type { NoticesRequest } from './notices.requests.js';
import { addressedTo } from './addressed-to.js';
import type { NoticeKind } from './notice-kinds.js';
import { settledBy, type AboutKind } from './told.js';

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

/** A page of the notices to a caller: $1 their organisation, $2 the user, $3 their roles. */
const addressed = `
SELECT DISTINCT ON (n.at, n.notice_id)
  n.notice_id, n.kind, ${instantOf('n.at')} AS at, n.case_id, n.about_kind,
  n.about_id, n.organisation_id, n.about_user, n.due_at, n.done_at, n.exercise
FROM notices.notices n
LEFT JOIN case_file.cases c ON c.case_id = n.case_id
WHERE ${addressedTo({ organisation: '$1::uuid', user: '$2::text', roles: '$3::text[]' })}
  AND ($4::timestamptz IS NULL OR n.at > $4)
  AND ($5::timestamptz IS NULL OR (n.at, n.notice_id) < ($5, $6::uuid))
ORDER BY n.at DESC, n.notice_id DESC LIMIT $7`;

/** So many at most are counted. */
const most = 100;

/** How many notices of the kinds $4 wait: $1 to $3 as above. */
const waiting = `
SELECT count(*)::int AS open FROM (
  SELECT DISTINCT n.notice_id FROM notices.notices n
  LEFT JOIN case_file.cases c ON c.case_id = n.case_id
  WHERE n.done_at IS NULL AND n.kind = ANY ($4)
    AND ${addressedTo({ organisation: '$1::uuid', user: '$2::text', roles: '$3::text[]' })}
  LIMIT ${most}) found`;

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

  /** How many notices to the caller ask for something that nobody has done; 100 at most. */
  async open({ organisationId, user, roles }: Caller): Promise<number> {
    const { rows } = await this.database.query<{ open: number }>(waiting, [
      organisationId,
      user,
      [...roles],
      Object.values(settledBy),
    ]);
    return rows[0]!.open;
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
