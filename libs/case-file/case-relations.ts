import type { Caller, Relation } from '#access';
import { isInCare, type CaseFile } from './case-file.js';

/**
 * What the caller's organisation is to a case. Empty: no part at all.
 * `commissionRegions` are the regions of the caller's organisation when it is a commission.
 */
export function relationsOf(
  file: CaseFile,
  caller: Caller,
  commissionRegions: readonly string[],
): ReadonlySet<Relation> {
  const own = caller.organisationId;
  const found = new Set<Relation>();
  if (file.holder === own) found.add('Holder');
  if (file.loggedBy === own) found.add('Logger');
  for (const referral of file.referrals) {
    if (referral.to !== own) continue;
    if (referral.state === 'Sent' || referral.state === 'Expired') found.add('Offered');
    else if (referral.state === 'Accepted' || isInCare(file, referral)) found.add('Accepted');
    else if (referral.state === 'HandedOver' || referral.state === 'Completed') found.add('Ended');
    else found.add('TurnedAway');
  }
  if (file.proceedings.some((proceeding) => proceeding.office === own)) found.add('Proceeding');
  const { region } = file.facts;
  if (caller.roles.includes('commission-member') && region && commissionRegions.includes(region))
    found.add('Commission');
  return found;
}
