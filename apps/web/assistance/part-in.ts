import type { CaseAnswer, ReferralOnFileAnswer } from '../api/answers.js';

/** What the organisation is to a case, as far as that decides what it may record. */
export interface Part {
  readonly holds: boolean;
  /** It has her in its care: as the holder, or on a referral that it accepted and has not completed. */
  readonly cares: boolean;
  /** Those referrals. */
  readonly underWay: readonly ReferralOnFileAnswer[];
  readonly closed: boolean;
}

/** What an organisation is to a case. */
export function partIn({ holder, referrals = [], stage }: CaseAnswer, organisationId: string): Part {
  const underWay = referrals.filter(
    ({ to, state }) => to === organisationId && (state === 'Accepted' || state === 'HandedOver'),
  );
  const holds = holder === organisationId;
  return { holds, cares: holds || underWay.length > 0, underWay, closed: stage === 'Closed' };
}
