import type { Caller, Relation } from '#access';
import { fieldGroups, type FieldGroup, type RecordedEvent } from '#kernel';
import { isInCare, type CaseFile } from './case-file.js';

const everything: ReadonlySet<FieldGroup> = new Set(fieldGroups);

/**
 * Which personal data of a case the caller may see, event by event. Until the disclosure policy of its own exists
 * each organisation sees what it recorded itself; a receiver that accepted, what its referral names, as long as the
 * consent behind it lives; the office that leads a proceeding, and the police that registered it, its criminal file.
 */
export function disclosureTo(file: CaseFile, caller: Caller): (event: RecordedEvent) => ReadonlySet<FieldGroup> {
  const own = caller.organisationId;
  const shared: ReadonlySet<FieldGroup> = new Set(receivedGroups(file, own));
  const sharedWithFile: ReadonlySet<FieldGroup> = new Set([...shared, 'CriminalFile']);
  const proceedings = file.proceedings
    .filter(({ office, registeredBy }) => office === own || registeredBy === own)
    .map(({ proceedingId }) => proceedingId);
  return (event) => {
    if (isOwnRecord(event, own)) return everything;
    const { proceedingId } = event.data as { proceedingId?: string };
    return proceedingId !== undefined && proceedings.includes(proceedingId) ? sharedWithFile : shared;
  };
}

/** The organisation that recorded an event; an imported identification is the record of the organisation it names. */
export const recordedBy = (event: RecordedEvent): string =>
  event.type === 'IdentificationLogged'
    ? (event.data as { organisationId: string }).organisationId
    : event.metadata.actor.organisation;

export const isOwnRecord = (event: RecordedEvent, organisationId: string): boolean =>
  recordedBy(event) === organisationId;

/** What no referral brings along, whatever it names: the criminal file goes with its proceeding, counselling notes stay where they are. */
const neverReferred: ReadonlySet<FieldGroup> = new Set(['CriminalFile', 'CounsellingNotes']);

function receivedGroups(file: CaseFile, own: string): FieldGroup[] {
  return file.referrals
    .filter((referral) => {
      if (referral.to !== own) return false;
      const { state } = referral;
      return state === 'Accepted' || isInCare(file, referral) || (state === 'Completed' && file.holder === own);
    })
    .flatMap((referral) => {
      if (!referral.consentId) return referral.fieldGroups;
      const consent = file.consents.find((item) => item.consentId === referral.consentId);
      if (!consent || consent.withdrawn) return [];
      return referral.fieldGroups.filter((group) => consent.fieldGroups.includes(group));
    })
    .filter((group) => !neverReferred.has(group));
}

/** The relations that see the case itself: its coded facts, who holds it, and its whole timeline but for the criminal file. */
const insiders = ['Holder', 'Logger', 'Accepted'] as const satisfies readonly Relation[];
export const isInsider = (relations: ReadonlySet<Relation>): boolean =>
  insiders.some((relation) => relations.has(relation));

const prosecution = new Set(['ProceedingRegistered', 'ProceedingStageMoved']);
/** What an office or a commission may follow: the status, the proceeding, the end; not who helps her and how. */
const publicSteps = new Set(['IdentificationLogged', 'StatusDecided', 'CaseClosed', 'CaseReopened']);

/** The public steps whose organisation is one that helps her. */
const stepsOfHelpers = new Set(['IdentificationLogged', 'CaseClosed', 'CaseReopened']);

/** Whether a line of the timeline may say by which organisation: not to an office or a commission where it would tell who helps her. */
export const mayNameOrganisation = (event: RecordedEvent, caller: Caller, relations: ReadonlySet<Relation>): boolean =>
  !stepsOfHelpers.has(event.type) || isInsider(relations) || isOwnRecord(event, caller.organisationId);

/** Whether an event stands in the timeline that the caller sees. */
export function isInTimeline(
  event: RecordedEvent,
  file: CaseFile,
  caller: Caller,
  relations: ReadonlySet<Relation>,
): boolean {
  const own = caller.organisationId;
  if (isOwnRecord(event, own)) return true;
  if (prosecution.has(event.type)) return disclosureTo(file, caller)(event).has('CriminalFile');
  if (isInsider(relations)) return true;
  if ((relations.has('Proceeding') || relations.has('Commission')) && publicSteps.has(event.type)) return true;
  const { referralId } = event.data as { referralId?: string };
  return referralId !== undefined && file.referrals.some((item) => item.referralId === referralId && item.to === own);
}
