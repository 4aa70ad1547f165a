import type { FieldGroup } from '#kernel';
import { carriedGroups, type CaseFile, type ReferralOnFile } from './case-file.js';

/**
 * What whoever cares for her keeps of what she brought along when she takes a consent back, until she leaves or asks
 * otherwise: without it she could not be looked after.
 */
export const careGroups: ReadonlySet<FieldGroup> = new Set(['Contact', 'SafeContact', 'Needs']);

/** What no referral brings along, whatever it names: the criminal file goes with its proceeding, counselling notes stay where they are. */
const neverReferred: ReadonlySet<FieldGroup> = new Set(['CriminalFile', 'CounsellingNotes']);

/** The groups of a referral that its receiver keeps although its basis carries them no longer. */
export function keptGroups(file: CaseFile, referral: ReferralOnFile): readonly FieldGroup[] {
  const { consentId, received = [] } = referral;
  if (file.consents.some((consent) => consent.consentId === consentId && consent.keepNothing)) return [];
  const carried = carriedGroups(file, referral);
  return received.filter((group) => careGroups.has(group) && !carried.includes(group));
}

/**
 * What a referral lets its receiver see of what others recorded: what its basis carries, from its acceptance to its end,
 * and on as long as she is there; of what it carries no longer, what the receiver keeps.
 */
const referredGroups = (file: CaseFile, organisationId: string): readonly FieldGroup[] =>
  file.referrals
    .filter(({ to, state, received }) => to === organisationId && (state === 'Accepted' || received))
    .flatMap((referral) => [...carriedGroups(file, referral), ...keptGroups(file, referral)])
    .filter((group) => !neverReferred.has(group));

/** What she agreed to show an organisation that decides whether she is a victim: no referral is needed for it. */
const identificationGroups = (file: CaseFile, organisationId: string): readonly FieldGroup[] =>
  file.consents
    .filter(
      ({ purpose, recipients, withdrawn }) =>
        purpose === 'Identification' && !withdrawn && recipients.includes(organisationId),
    )
    .flatMap(({ fieldGroups }) => fieldGroups);

/** What her consent, or another basis of a referral, lets an organisation see today of what others recorded. */
export const consentedGroups = (file: CaseFile, organisationId: string): ReadonlySet<FieldGroup> =>
  new Set([...referredGroups(file, organisationId), ...identificationGroups(file, organisationId)]);
