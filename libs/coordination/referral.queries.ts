import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '#access';
import { notExcluded } from '#exclusions';
import { readCursor, toPage } from '#paging';
import { DATABASE, type Database } from '#postgres';
import type { ReferralItem, ReferralsPage } from './coordination.answers.js';
import type { ReferralsRequest } from './coordination.requests.js';

interface ReferralRecord {
  referral_id: string;
  case_id: string;
  case_number: string;
  from_org: string;
  to_org: string;
  services: string[];
  state: string;
  sent_at: Date;
  respond_by: Date;
  overdue: boolean;
  answered_at: Date | null;
  decline_reason: string | null;
  recall_reason: string | null;
  handed_over_on: string | null;
  handover_confirmed: boolean;
  completed_on: string | null;
  outcome: string | null;
  exercise: boolean;
}

type OverdueRecord = Pick<ReferralRecord, 'referral_id' | 'case_id' | 'respond_by' | 'exercise'>;

const overdue = `(state IN ('Sent', 'Expired') AND respond_by <= $4::timestamptz)`;

/** One side's referrals in order of an index. Nobody refers to itself, so that no referral is on both sides. */
const side = (organisation: 'to_org' | 'from_org', notWhen: 'in' | 'out') => `
SELECT * FROM coordination.referrals
WHERE ${organisation} = $1 AND $2::text IS DISTINCT FROM '${notWhen}'
  AND ($3::text IS NULL OR state = $3)
  AND ($5::boolean IS NULL OR ${overdue} = $5)
  AND ($9::boolean IS NULL OR (handed_over_on IS NOT NULL AND handover_confirmed = $9))
  AND ($6::timestamptz IS NULL OR (sent_at, referral_id) < ($6, $7::uuid))
  AND ($11::uuid IS NULL OR case_id = $11)
  AND ${notExcluded('coordination', 'case_id', '$1', '$10')}
ORDER BY sent_at DESC, referral_id DESC LIMIT $8`;

/** A page of the list, of both sides. */
export const listed = `
SELECT referral_id, case_id, case_number, from_org, to_org, services, state, sent_at, respond_by, ${overdue} AS overdue,
  answered_at, decline_reason, recall_reason, handed_over_on::text, handover_confirmed, completed_on::text, outcome, exercise
FROM ((${side('to_org', 'out')}) UNION ALL (${side('from_org', 'in')})) AS both_sides
ORDER BY sent_at DESC, referral_id DESC LIMIT $8`;

const unanswered = `
SELECT referral_id, case_id, respond_by, exercise FROM coordination.referrals
WHERE state = 'Sent' AND respond_by <= $1
  AND ($3::timestamptz IS NULL OR (respond_by, referral_id) > ($3, $4::uuid))
ORDER BY respond_by, referral_id LIMIT $2`;

const toItem = (row: ReferralRecord): ReferralItem => ({
  referralId: row.referral_id,
  caseId: row.case_id,
  caseNumber: row.case_number,
  from: row.from_org,
  to: row.to_org,
  services: row.services,
  state: row.state,
  sentAt: row.sent_at.toISOString(),
  respondBy: row.respond_by.toISOString(),
  overdue: row.overdue,
  answeredAt: row.answered_at?.toISOString() ?? null,
  declineReason: row.decline_reason,
  recallReason: row.recall_reason,
  handedOverOn: row.handed_over_on,
  handoverConfirmed: row.handover_confirmed,
  completedOn: row.completed_on,
  outcome: row.outcome,
  exercise: row.exercise,
});

/** A referral that nobody answered in time. */
export interface OverdueReferral {
  readonly referralId: string;
  readonly caseId: string;
  /** Instant. */
  readonly respondBy: string;
  readonly exercise: boolean;
}

/** The referrals between organisations. */
@Injectable()
export class ReferralQueries {
  constructor(@Inject(DATABASE) private readonly pool: Database) {}

  /** A page of what the caller's organisation sent or received. Throws a Problem naming `/cursor` when that is not one of ours. */
  async list(
    { user, organisationId }: Pick<Caller, 'user' | 'organisationId'>,
    request: ReferralsRequest,
    now: Date,
  ): Promise<ReferralsPage> {
    const cursor = readCursor(request.cursor, 'instant');
    const { rows } = await this.pool.query<ReferralRecord>(listed, [
      organisationId,
      request.direction,
      request.state,
      now,
      request.overdue,
      cursor?.value,
      cursor?.id,
      request.limit + 1,
      request.handoverConfirmed,
      user,
      request.caseId,
    ]);
    return toPage(rows, request.limit, toItem, (row) => ({ value: row.sent_at.toISOString(), id: row.referral_id }));
  }

  /**
   * Referrals still `Sent` whose time to answer has passed, the longest overdue first, `limit` at most: for the deadline
   * process. `after`: the last one of the page before.
   */
  async overdueReferrals(
    now: Date,
    limit: number,
    after?: Pick<OverdueReferral, 'respondBy' | 'referralId'>,
  ): Promise<OverdueReferral[]> {
    const { rows } = await this.pool.query<OverdueRecord>(unanswered, [
      now,
      limit,
      after?.respondBy,
      after?.referralId,
    ]);
    return rows.map((row) => ({
      referralId: row.referral_id,
      caseId: row.case_id,
      respondBy: row.respond_by.toISOString(),
      exercise: row.exercise,
    }));
  }
}
