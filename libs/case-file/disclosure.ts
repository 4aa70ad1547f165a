import { disclose, secondFactorMissing, type Disclosure, type Relation } from '#access';
import { fieldGroups, type FieldGroup, type RecordedEvent } from '#kernel';
import type { Asking } from './asking.js';
import type { CaseFile } from './case-file.js';
import type { CaseStanding } from './case-standing.js';
import { consentedGroups } from './consented.js';

/** Which groups of an event the caller sees whole, of which only the mask, and which wait for a second factor. */
export interface Disclosed {
  readonly shown: ReadonlySet<FieldGroup>;
  readonly masked: ReadonlySet<FieldGroup>;
  readonly waiting: ReadonlySet<FieldGroup>;
}

/** What the disclosure policy says to a caller of the caller's own records in a case, and of everybody else's. */
export interface CaseDisclosure {
  readonly own: Readonly<Record<FieldGroup, Disclosure>>;
  readonly others: Readonly<Record<FieldGroup, Disclosure>>;
}

/** What is opened on a way of its own, with the key of the organisation, and never by reading a case. */
const openedElsewhere: ReadonlySet<FieldGroup> = new Set(['CounsellingNotes']);

/** Asks the disclosure policy about every group of a case, for one caller. */
export function disclosureOf(
  { file, relations }: CaseStanding,
  { caller, role, purpose, secondFactor }: Asking,
): CaseDisclosure {
  const consented = consentedGroups(file, caller.organisationId);
  const decided = decidedStatuses.has(file.status);
  const judged = (ownRecord: boolean) =>
    Object.fromEntries(
      fieldGroups.map((group) => [
        group,
        disclose({
          role,
          relations,
          group,
          purpose,
          ownRecord,
          consented: consented.has(group),
          decided,
          secondFactor,
        }),
      ]),
    ) as Record<FieldGroup, Disclosure>;
  return { own: judged(true), others: judged(false) };
}

const decidedStatuses: ReadonlySet<string> = new Set(['ActualVictimOfTrafficking', 'NotAVictimOfTrafficking']);

/** What one caller sees of a case, event by event. */
export interface Sight {
  /** Which groups of an event's personal data. */
  readonly disclosed: (event: RecordedEvent) => Disclosed;
  /** Whether the caller sees since when help is given. */
  readonly factOfHelp: boolean;
  /** Whether the caller may learn that there is something in an event, even if not what. */
  readonly mayKnowOf: (event: RecordedEvent) => boolean;
  /** Whether an event stands in the timeline. */
  readonly inTimeline: (event: RecordedEvent) => boolean;
  /** Whether its line may say by which organisation: not to an office or a commission where it would tell who helps her. */
  readonly mayNameOrganisation: (event: RecordedEvent) => boolean;
  /** Whether somebody of the caller's own organisation recorded it: colleagues know each other by name, nobody else. */
  readonly isOfOwnPeople: (event: RecordedEvent) => boolean;
  /** Whether the caller sees the codes of an event that say nothing of how she is helped. */
  readonly seesCodes: (event: RecordedEvent) => boolean;
  /** Whether the caller may know what a referral asks for, and how it ended: both tell how she is helped. */
  readonly isSideOf: (referralId: string) => boolean;
}

/** What a caller sees of a case as it stands, by the disclosure policy. */
export function sightOf(standing: CaseStanding, asking: Asking): Sight {
  const { file, relations } = standing;
  const organisationId = asking.caller.organisationId;
  const { own, others } = disclosureOf(standing, asking);
  const [ofOwn, ofOthers] = [disclosed(own), disclosed(others)];
  const insider = isInsider(relations);
  const mayKnowOf = (event: RecordedEvent): boolean => {
    const group = confidentialSteps.get(event.type);
    if (group === undefined || isOwn(event, file, organisationId)) return true;
    return ofOthers.shown.has(group);
  };
  return {
    disclosed: (event) => (isOwn(event, file, organisationId) ? ofOwn : ofOthers),
    factOfHelp: ofOthers.shown.has('ServicesFact'),
    mayKnowOf,
    inTimeline: (event) => {
      if (!mayKnowOf(event)) return false;
      if (insider || isOwn(event, file, organisationId)) return true;
      if ((relations.has('Proceeding') || relations.has('Commission')) && publicSteps.has(event.type)) return true;
      const { referralId } = event.data as { referralId?: string };
      return file.referrals.some((item) => item.referralId === referralId && item.to === organisationId);
    },
    mayNameOrganisation: (event) => !stepsOfHelpers.has(event.type) || insider || recordedBy(event) === organisationId,
    isOfOwnPeople: (event) => event.metadata.actor.organisation === organisationId,
    seesCodes: (event) => insider || isOwn(event, file, organisationId),
    isSideOf: (referralId) =>
      file.referrals.some(
        (item) => item.referralId === referralId && [file.holder, item.from, item.to].includes(organisationId),
      ),
  };
}

function disclosed(judged: Readonly<Record<FieldGroup, Disclosure>>): Disclosed {
  const groups = (wanted: (judgement: Disclosure) => boolean) =>
    new Set(fieldGroups.filter((group) => wanted(judged[group]) && !openedElsewhere.has(group)));
  return {
    shown: groups(({ decision }) => decision === 'Show'),
    masked: groups(({ decision }) => decision === 'Mask'),
    waiting: groups(({ rule }) => rule === secondFactorMissing.rule),
  };
}

/** The organisation that recorded an event; an imported identification is the record of the organisation it names. */
export const recordedBy = (event: RecordedEvent): string =>
  event.type === 'IdentificationLogged'
    ? (event.data as { organisationId: string }).organisationId
    : event.metadata.actor.organisation;

/** Whether the policy takes an event for the organisation's own: it recorded it, or leads or registered its proceeding. */
function isOwn(event: RecordedEvent, file: CaseFile, organisationId: string): boolean {
  if (recordedBy(event) === organisationId) return true;
  const { proceedingId } = event.data as { proceedingId?: string };
  return file.proceedings.some(
    (proceeding) =>
      proceeding.proceedingId === proceedingId && [proceeding.office, proceeding.registeredBy].includes(organisationId),
  );
}

/** The relations that see the case itself: its coded facts, who holds it, and its whole timeline but for what is confidential. */
const insiders = ['Holder', 'Logger', 'Accepted'] as const satisfies readonly Relation[];
export const isInsider = (relations: ReadonlySet<Relation>): boolean =>
  insiders.some((relation) => relations.has(relation));

/** Steps of which also the fact is confidential: known to whose own they are, and to whom the group is shown. */
const confidentialSteps: ReadonlyMap<string, FieldGroup> = new Map([
  ['ProceedingRegistered', 'CriminalFile'],
  ['ProceedingStageMoved', 'CriminalFile'],
  ['ChargeRequalified', 'CriminalFile'],
  ['HealthNoteRecorded', 'Health'],
  ['CounsellingNoteRecorded', 'CounsellingNotes'],
]);

/** What an office or a commission may follow: the status, the proceeding, the end; not who helps her and how. */
const publicSteps = new Set(['IdentificationLogged', 'StatusDecided', 'CaseClosed', 'CaseReopened']);

/** The public steps whose organisation is one that helps her. */
const stepsOfHelpers = new Set(['IdentificationLogged', 'CaseClosed', 'CaseReopened']);
