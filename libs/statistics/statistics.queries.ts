import type { Pool } from 'pg';
import { endOfDay, localDate, Problem } from '#kernel';
import { countingRules, statement } from './questions.js';
import type { Statistics } from './statistics.answers.js';
import type { StatisticsRequest } from './statistics.requests.js';

/** Answers from the statistics, one statement a question. `timeZone`: of the country, for the end of a day. */
export class StatisticsQueries {
  constructor(
    private readonly pool: Pool,
    private readonly timeZone: string,
  ) {}

  /**
   * The cells of a question in the order of their dimensions. Throws a Problem naming `/to` for a period that ends
   * before it begins, `/knownAt` for a moment that has not come.
   */
  async ask({ unit, groupBy, from, to, knownAt }: StatisticsRequest, now: Date): Promise<Statistics> {
    if (from !== undefined && to !== undefined && from > to) {
      throw new Problem('malformed-request', 'The period ends before it begins.', [
        { pointer: '/to', detail: 'must not be before from' },
      ]);
    }
    const moment = knownAt === undefined ? undefined : this.momentOf(knownAt, now);
    const { rows: cells } = await this.pool.query<Record<string, string | number>>(statement(unit, groupBy), [
      // without a moment all that is known counts, whatever this clock says beside the store's
      moment?.toISOString() ?? 'infinity',
      from ?? null,
      to ?? null,
    ]);
    return { unit, countingRule: countingRules[unit], knownAt: (moment ?? now).toISOString(), cells };
  }

  private momentOf(knownAt: string, now: Date): Date {
    const isDate = !knownAt.includes('T');
    if (isDate ? knownAt > localDate(now, this.timeZone) : Date.parse(knownAt) > now.getTime()) {
      throw new Problem('malformed-request', 'What will be known later is not known yet.', [
        { pointer: '/knownAt', detail: 'must not lie in the future' },
      ]);
    }
    if (!isDate) return new Date(knownAt);
    return new Date(Math.min(endOfDay(knownAt, this.timeZone), now.getTime()));
  }
}
