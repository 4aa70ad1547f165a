import { Logger } from '@nestjs/common';
import type { OverdueReferral, ReferralQueries } from '#coordination';
import type { Casework } from './casework.js';
import { ReferralDeadlineProcess } from './referral-deadline.process.js';

const overdue = (n: number): OverdueReferral => ({
  referralId: `referral ${String(n).padStart(4, '0')}`,
  caseId: `case ${n}`,
  respondBy: '2026-11-03T06:00:00.000Z',
  exercise: false,
});

/** A process over so many overdue referrals, of which none but those of `expirable` can be expired. */
function processOver(count: number, expirable: (referralId: string) => boolean) {
  const all = Array.from({ length: count }, (_, n) => overdue(n));
  const pages: number[] = [];
  const tried: string[] = [];
  let refusal: Error | undefined;
  const referrals: Pick<ReferralQueries, 'overdueReferrals'> = {
    overdueReferrals: (_now, limit, after) => {
      if (refusal) return Promise.reject(refusal);
      const page = all.filter(({ referralId }) => !after || referralId > after.referralId).slice(0, limit);
      pages.push(page.length);
      return Promise.resolve(page);
    },
  };
  const casework = {
    today: () => '2026-11-04',
    run: (_subject: unknown, { id }: { id: string }) => {
      tried.push(id);
      return expirable(id) ? Promise.resolve({ unchanged: false }) : Promise.reject(new Error('cannot be expired'));
    },
  };
  const process = new ReferralDeadlineProcess(referrals as ReferralQueries, casework as unknown as Casework);
  const refuseWith = (code: string): void => {
    refusal = Object.assign(new Error('refused by the database'), { code });
  };
  return { process, all, pages, tried, refuseWith };
}

describe('a round of the deadline process', () => {
  beforeAll(() => Logger.overrideLogger(false));
  afterAll(() => Logger.overrideLogger(['log', 'error', 'warn']));

  const now = new Date('2026-11-04T00:00:00Z');

  it('gets past any number of referrals that cannot be expired', async () => {
    const last = overdue(249).referralId;
    const { process, all, pages, tried } = processOver(250, (id) => id === last);
    expect(await process.expireOverdue(now)).toBe(1);
    expect(tried).toEqual(all.map(({ referralId }) => referralId));
    expect(pages).toEqual([100, 100, 50]);
  });

  it('ends when a page is short, an empty one included', async () => {
    for (const [count, expected] of [
      [0, [0]],
      [3, [3]],
      [100, [100, 0]],
    ] as const) {
      const { process, pages } = processOver(count, () => true);
      expect(await process.expireOverdue(now)).toBe(count);
      expect(pages).toEqual(expected);
    }
  });

  it('finds nothing before coordination has made its table, and fails on any other error', async () => {
    const { process, refuseWith } = processOver(3, () => true);
    refuseWith('42P01');
    expect(await process.expireOverdue(now)).toBe(0);
    refuseWith('57014');
    await expect(process.expireOverdue(now)).rejects.toMatchObject({ code: '57014' });
  });

  it('ends after its page when the application stops', async () => {
    const { process, pages } = processOver(250, () => true);
    await process.beforeApplicationShutdown();
    await process.expireOverdue(now);
    expect(pages).toEqual([100]);
  });
});
