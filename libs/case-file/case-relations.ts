import type { Caller, Relation } from '#access';
import { hasBasis, isInCare, type CaseFile } from './case-file.js';

/** Who reads a case: everybody with a part in it that was not turned away. */
export const readingRelations = [
  'Holder',
  'Logger',
  'Assigned',
  'Offered',
  'Accepted',
  'Ended',
  'Proceeding',
  'Commission',
  'Emergency',
] as const satisfies readonly Relation[];

/**
 * What the caller is to a case at an instant. Empty: no part at all, or excluded by her, which beats every part.
 * `commissionRegions` are the regions of the caller's organisation when it is a commission.
 */
export function relationsOf(
  file: CaseFile,
  caller: Caller,
  commissionRegions: readonly string[],
  now: Date,
): ReadonlySet<Relation> {
  const own = caller.organisationId;
  const found = new Set<Relation>();
  if (isExcluded(file, caller)) return found;
  if (file.holder === own) found.add('Holder');
  if (file.loggedBy === own) found.add('Logger');
  if (file.holder === own && file.assignee === caller.user) found.add('Assigned');
  for (const referral of file.referrals) {
    if (referral.to !== own) continue;
    if (referral.state === 'Sent' || referral.state === 'Expired') found.add('Offered');
    else if (isInCare(file, referral)) found.add('Accepted');
    // what it rests on may have fallen before she came: then nobody is told where she goes instead
    else if (referral.state === 'Accepted') found.add(hasBasis(file, referral) ? 'Accepted' : 'Ended');
    else if (referral.state === 'HandedOver' || referral.state === 'Completed') found.add('Ended');
    else found.add('TurnedAway');
  }
  if (file.proceedings.some((proceeding) => proceeding.office === own)) found.add('Proceeding');
  const { region } = file.facts;
  if (caller.roles.includes('commission-member') && region && commissionRegions.includes(region))
    found.add('Commission');
  const opened = file.breakGlass.some(
    ({ organisationId, user, until }) =>
      organisationId === own && user === caller.user && now.getTime() < Date.parse(until),
  );
  if (opened) found.add('Emergency');
  return found;
}

/** Whether she does not want this organisation, or this officer, wherever he works by now, to see her file. */
export const isExcluded = ({ exclusions }: CaseFile, caller: Caller): boolean =>
  exclusions.some(({ organisationId, user }) =>
    user === undefined ? organisationId === caller.organisationId : user === caller.user,
  );
