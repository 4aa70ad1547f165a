import type { CaseAnswer } from '../api/answers.js';

/** What has to be done next in a case, as far as its reader sees it. `at`: an instant or a local date. */
export function dueIn({
  stage,
  offer,
  referrals = [],
  rehabilitation,
}: CaseAnswer): readonly { what: string; at: string }[] {
  if (stage === 'Closed') return [];
  const answers = [
    ...(offer ? [offer.respondBy] : []),
    ...referrals
      .filter(({ state, referralId }) => state === 'Sent' && referralId !== offer?.referralId)
      .map(({ respondBy }) => respondBy),
  ];
  const next = rehabilitation?.followUps.at(-1)?.nextOn;
  return [
    ...answers.map((at) => ({ what: 'ReferralAnswer', at })),
    ...(next === undefined ? [] : [{ what: 'FollowUp', at: next }]),
  ];
}
