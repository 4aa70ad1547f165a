import { Inject, Injectable } from '@nestjs/common';
import { COUNTRY_PACK, type CountryPack } from '#country';
import { stages } from '#nrm/codes';
import { DATABASE, type Database } from '#postgres';
import type { FlowItem, Flows, PathStage, ResponseTimes, ResponseTimesItem } from './coordination.answers.js';
import type { Period } from './period.js';

/** Referrals sent in the period $1 to $2, in the country's time zone $3; no training data. */
const sentInPeriod = `NOT exercise
  AND ($1::date IS NULL OR sent_at >= $1::date::timestamp AT TIME ZONE $3)
  AND ($2::date IS NULL OR sent_at < ($2::date + 1)::timestamp AT TIME ZONE $3)`;

const responseTimes = `
SELECT r.to_org AS "organisationId", o.name,
  count(answered_at) AS answered,
  count(decline_reason) AS declined,
  count(*) FILTER (WHERE state IN ('Sent', 'Expired')) AS waiting,
  count(*) FILTER (WHERE state = 'Expired') AS expired,
  percentile_cont(0.5) WITHIN GROUP (
    ORDER BY extract(epoch FROM answered_at - sent_at)::float8 / 3600
  ) FILTER (WHERE answered_at IS NOT NULL) AS "medianHours"
FROM coordination.referrals r LEFT JOIN coordination.organisations o ON o.organisation_id = r.to_org
WHERE ${sentInPeriod} AND ($4::uuid IS NULL OR r.to_org = $4)
GROUP BY r.to_org, o.name ORDER BY o.name, r.to_org`;

const flows = `
SELECT from_org AS "from", to_org AS "to",
  count(*) AS sent,
  count(*) FILTER (WHERE answered_at IS NOT NULL AND decline_reason IS NULL) AS accepted,
  count(decline_reason) AS declined,
  count(*) FILTER (WHERE state = 'Expired') AS expired,
  count(recall_reason) AS recalled,
  count(handed_over_on) AS "handedOver",
  count(completed_on) AS completed
FROM coordination.referrals
WHERE ${sentInPeriod}
GROUP BY from_org, to_org ORDER BY sent DESC, from_org, to_org`;

const journeys = `
SELECT furthest, closed_reason AS reason, count(*) AS count FROM coordination.cases
WHERE NOT exercise AND ($1::date IS NULL OR identified_on >= $1) AND ($2::date IS NULL OR identified_on <= $2)
GROUP BY furthest, closed_reason ORDER BY furthest, closed_reason`;

/** Cases of one furthest stage; `reason` null: still open. */
export interface JourneyCount {
  readonly furthest: string;
  readonly reason: string | null;
  readonly count: number;
}

/** The path, stage by stage: who got at least so far, and who was closed there. */
export function pathStages(counts: readonly JourneyCount[]): PathStage[] {
  const path = stages.filter((stage) => stage !== 'Closed');
  const total = (some: readonly JourneyCount[]) => some.reduce((sum, { count }) => sum + count, 0);
  return path.map((stage, index) => {
    const left = counts.filter(({ furthest, reason }) => furthest === stage && reason !== null);
    const further: readonly string[] = path.slice(index);
    return {
      stage,
      reached: total(counts.filter(({ furthest }) => further.includes(furthest))),
      left: total(left),
      reasons: Object.fromEntries(left.map(({ reason, count }) => [reason, count])),
    };
  });
}

/** How fast organisations answer, and where people leave the path. The days of a period are those of the country's time zone. */
@Injectable()
export class FlowQueries {
  constructor(
    @Inject(DATABASE) private readonly pool: Database,
    @Inject(COUNTRY_PACK) private readonly country: CountryPack,
  ) {}

  /** Response times by receiver, of referrals sent in the period: of one organisation, or of all when it is not given. */
  async responseTimes({ from, to }: Period, organisationId: string | undefined): Promise<ResponseTimes> {
    const { rows } = await this.pool.query<ResponseTimesItem>(responseTimes, [
      from,
      to,
      this.country.timeZone,
      organisationId,
    ]);
    return { items: rows };
  }

  /** Referrals sent, and cases identified, in the period. */
  async flows({ from, to }: Period): Promise<Flows> {
    const [items, counts] = await Promise.all([
      this.pool.query<FlowItem>(flows, [from, to, this.country.timeZone]),
      this.pool.query<JourneyCount>(journeys, [from, to]),
    ]);
    return { items: items.rows, stages: pathStages(counts.rows) };
  }
}
