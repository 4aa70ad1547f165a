import { useQuery } from '@tanstack/react-query';
import type { ReferralItem, ReferralsPage } from '../api/answers.js';
import { get } from '../api/client.js';

/** How an organisation answered the last referrals that ours sent. */
export interface Answered {
  readonly answered: number;
  readonly accepted: number;
  /** Median of the hours from sending to the answer. */
  readonly medianHours: number;
}

/** The last referrals are what is judged by. */
const last = 200;

/** How organisations answered us lately, by organisation; without network nobody is judged. */
export function useAnswered(): ReadonlyMap<string, Answered> {
  const { data } = useQuery({
    queryKey: ['answered'],
    queryFn: async () => {
      const { data: page } = await get<ReferralsPage>('/coordination/referrals', {
        parameters: { direction: 'out', limit: last },
      });
      return answersOf(page.items);
    },
  });
  return data ?? new Map();
}

/** How each receiver of some referrals answered. */
export function answersOf(referrals: readonly ReferralItem[]): ReadonlyMap<string, Answered> {
  const answered = referrals.filter(({ answeredAt }) => answeredAt !== null);
  return new Map(
    [...Map.groupBy(answered, ({ to }) => to)].map(([to, theirs]) => [
      to,
      {
        answered: theirs.length,
        accepted: theirs.filter(({ declineReason }) => declineReason === null).length,
        medianHours: median(
          theirs.map(({ sentAt, answeredAt }) => (Date.parse(answeredAt!) - Date.parse(sentAt)) / 3_600_000),
        ),
      },
    ]),
  );
}

function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  const middle = Math.floor(sorted.length / 2);
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
