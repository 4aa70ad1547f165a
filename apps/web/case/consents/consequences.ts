import type { CaseAnswer, ConsentOnFileAnswer, ReferralOnFileAnswer } from '../../api/answers.js';

/** What whoever cares for her keeps, unless she says otherwise; as the API has it. */
export const careGroups: readonly string[] = ['Contact', 'SafeContact', 'Needs'];

/** What becomes of one organisation that a consent reached, when it falls or says less. */
export interface Consequence {
  readonly organisationId: string;
  /** Its referral waits for an answer and is recalled. */
  readonly recalled: boolean;
  /** What it sees no longer. */
  readonly closed: readonly string[];
  /** What it keeps, because it cares for her. */
  readonly kept: readonly string[];
}

/** What is left of a consent. Nothing: it is withdrawn. */
export interface Left {
  readonly recipients: readonly string[];
  readonly fieldGroups: readonly string[];
  readonly keepNothing: boolean;
}

/** What follows for each organisation when of a consent only this is left. */
export function consequencesOf(file: CaseAnswer, consent: ConsentOnFileAnswer, left: Left): readonly Consequence[] {
  return consent.recipients.flatMap((organisationId) => {
    const remain = left.recipients.includes(organisationId) ? left.fieldGroups : [];
    const resting = (file.referrals ?? []).filter(
      (referral) => referral.to === organisationId && referral.consentId === consent.consentId,
    );
    const elsewhere = carriedWithout(file, consent, organisationId);
    const carried =
      consent.purpose === 'Identification'
        ? consent.fieldGroups
        : resting
            .filter(isOpen)
            .flatMap(({ fieldGroups = [] }) => fieldGroups.filter((group) => consent.fieldGroups.includes(group)));
    const lost = [...new Set(carried)].filter((group) => !remain.includes(group) && !elsewhere.has(group));
    const caresForHer = file.holder === organisationId && resting.some(({ state }) => state === 'HandedOver');
    const kept = caresForHer && !left.keepNothing ? lost.filter((group) => careGroups.includes(group)) : [];
    const recalled = remain.length === 0 && resting.some(({ state }) => state === 'Sent' || state === 'Expired');
    const closed = lost.filter((group) => !kept.includes(group));
    return recalled || lost.length > 0 ? [{ organisationId, recalled, closed, kept }] : [];
  });
}

const isOpen = ({ state }: ReferralOnFileAnswer): boolean => state === 'Accepted' || state === 'HandedOver';

/** What an organisation sees by other consents that are in force, and by other referrals. */
function carriedWithout(file: CaseAnswer, consent: ConsentOnFileAnswer, organisationId: string): ReadonlySet<string> {
  const living = (file.consents ?? []).filter(
    (other) => other.consentId !== consent.consentId && !other.withdrawn && other.recipients.includes(organisationId),
  );
  const byReferral = (file.referrals ?? [])
    .filter(
      (referral) => referral.to === organisationId && referral.consentId !== consent.consentId && isOpen(referral),
    )
    .flatMap(({ consentId, fieldGroups = [], secondOpinion }) => {
      if (secondOpinion === 'Disagrees') return [];
      const basis = living.find((other) => other.consentId === consentId);
      if (consentId !== undefined && basis === undefined) return [];
      return fieldGroups.filter((group) => basis?.fieldGroups.includes(group) ?? true);
    });
  const byConsent = living
    .filter(({ purpose }) => purpose === 'Identification')
    .flatMap(({ fieldGroups }) => fieldGroups);
  return new Set([...byReferral, ...byConsent]);
}
