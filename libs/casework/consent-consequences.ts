import { consentedGroups, evolveCaseFile, hasBasis, keptGroups, type CaseFile, type ReferralOnFile } from '#case-file';
import type { DomainEvent, EventOf, FieldGroup, RecordedEvent } from '#kernel';
import type { ConsentEvent } from '#nrm/consent';
import type { ReferralEvent, ReferralRecalled } from '#nrm/referral';

/** What a disclosure rests on no longer, or not as far, or never did: a consent, or the basis of one referral. */
export type FallenBasis = { readonly consentId: string } | { readonly referralId: string };

/** One recipient who sees less. */
export interface Closing {
  readonly recipient: string;
  /** What it sees no longer. */
  readonly fieldGroups: readonly FieldGroup[];
  /** What it keeps, since it cares for her. */
  readonly kept: readonly FieldGroup[];
}

/** A referral that nobody has answered, and nobody shall. */
export interface Recall {
  readonly referralId: string;
  readonly reason: EventOf<typeof ReferralRecalled>['data']['reason'];
}

/** What fell, or had fallen, when an event was recorded; undefined when nothing can have. */
export function fallenBasis(recorded: DomainEvent): FallenBasis | undefined {
  const event = recorded as ConsentEvent | ReferralEvent;
  switch (event.type) {
    case 'ConsentWithdrawn':
    case 'ConsentNarrowed':
    case 'KeepingRefused':
      return { consentId: event.data.consentId };
    case 'SecondOpinionGiven':
      return event.data.agrees ? undefined : { referralId: event.data.referralId };
    case 'ReferralSent':
      // at the same moment as the consent was taken back, it may have been recorded after that
      return event.data.basis.kind === 'Consent' ? { referralId: event.data.referralId } : undefined;
    default:
      return undefined;
  }
}

/**
 * What follows from a basis that fell with the last event of a history, which are all events of the case up to it. It
 * follows from the history alone: however often it is asked, and whatever happened since, the answer is the same.
 */
export function consequencesOf(
  history: readonly RecordedEvent[],
  basis: FallenBasis,
): { readonly closings: readonly Closing[]; readonly recalls: readonly Recall[] } {
  const before = fileAfter(history.slice(0, -1));
  const after = fileAfter(history);
  if (!before || !after) return { closings: [], recalls: [] };
  const restsOnIt = (referral: ReferralOnFile): boolean =>
    'consentId' in basis ? referral.consentId === basis.consentId : referral.referralId === basis.referralId;
  const named = before.consents.find((given) => 'consentId' in basis && given.consentId === basis.consentId);
  const recipients = new Set([...after.referrals.filter(restsOnIt).map(({ to }) => to), ...(named?.recipients ?? [])]);
  return {
    closings: [...recipients]
      .map((recipient) => closing(before, after, recipient, restsOnIt))
      .filter((closed) => closed !== undefined),
    recalls: after.referrals
      .filter((referral) => restsOnIt(referral) && isUnanswered(referral) && !hasBasis(after, referral))
      .map(({ referralId, consentId }) => ({
        referralId,
        reason: consentId ? 'ConsentWithdrawn' : 'SecondPersonDisagreed',
      })),
  };
}

const fileAfter = (events: readonly RecordedEvent[]): CaseFile | undefined =>
  events.reduce<CaseFile | undefined>(evolveCaseFile, undefined);

const isUnanswered = ({ state }: ReferralOnFile): boolean => state === 'Sent' || state === 'Expired';

/** Undefined: for this recipient everything is as it was. */
function closing(
  before: CaseFile,
  after: CaseFile,
  recipient: string,
  restsOnIt: (referral: ReferralOnFile) => boolean,
): Closing | undefined {
  const keptIn = (file: CaseFile): FieldGroup[] => [
    ...new Set(
      file.referrals
        .filter((referral) => referral.to === recipient && restsOnIt(referral))
        .flatMap((referral) => keptGroups(file, referral)),
    ),
  ];
  const sees = consentedGroups(after, recipient);
  const fieldGroups = [...consentedGroups(before, recipient)].filter((group) => !sees.has(group));
  const kept = keptIn(after);
  const keptBefore = keptIn(before);
  if (fieldGroups.length === 0 && kept.every((group) => keptBefore.includes(group))) return undefined;
  return { recipient, fieldGroups: fieldGroups.sort(), kept: kept.sort() };
}
