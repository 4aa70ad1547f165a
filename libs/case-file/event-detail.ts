import type { RecordedEvent } from '#kernel';
import { IdentificationCorrected } from '#nrm/identification';
import type { SubjectRightsEvent } from '#nrm/subject-rights';
import { personalFields } from '#privacy';
import type { CaseEvent } from './case-file.js';
import type { Sight } from './disclosure.js';

/** Codes by their names: one, or several of a list. */
export type EventDetail = Record<string, string | string[]>;

/**
 * The codes of an event that its line in the timeline may tell to one caller; undefined: none. Of help only to whom the
 * content of help is shown, of a referral only to the holder and its two sides, of everything else to whoever sees the
 * case itself or recorded the event. Nothing sealed is in it, whether the event was opened or not.
 */
export function detailOf(recorded: RecordedEvent, sight: Sight): EventDetail | undefined {
  const event = recorded as RecordedEvent & (CaseEvent | SubjectRightsEvent);
  const seesHelp = sight.disclosed(event).shown.has('ServicesContent');
  const seesCodes = sight.seesCodes(event);
  switch (event.type) {
    case 'StatusDecided':
      return { status: event.data.status, previous: event.data.previous };
    case 'ProceedingStageMoved':
      return { stage: event.data.stage, from: event.data.from };
    case 'ChargeRequalified':
      return { from: event.data.from, to: event.data.to };
    case 'AssistancePlanned':
      return seesHelp ? { needs: [...event.data.needs] } : undefined;
    case 'ServiceDelivered':
      return seesHelp ? { service: event.data.service } : undefined;
    case 'RehabilitationPlanned':
      return seesHelp ? { rights: [...new Set(event.data.goals.map(({ right }) => right))] } : undefined;
    case 'GoalProgressed':
      return seesHelp ? { status: event.data.status } : undefined;
    case 'FollowUpRecorded':
      return seesHelp ? { situation: event.data.situation } : undefined;
    case 'ReferralSent':
      return sight.isSideOf(event.data.referralId) ? { services: [...event.data.services] } : undefined;
    case 'ReferralDeclined':
    case 'ReferralRecalled':
      return sight.isSideOf(event.data.referralId) ? { reason: event.data.reason } : undefined;
    case 'ReferralCompleted': {
      const { referralId, outcome, reason } = event.data;
      return sight.isSideOf(referralId) ? { outcome, ...(reason ? { reason } : {}) } : undefined;
    }
    case 'CaseAssigned':
      return sight.isOfOwnPeople(event) ? { assignee: event.data.assignee } : undefined;
    case 'IdentificationCorrected':
      return seesCodes ? correctionIn(event.data, sight.disclosed(event)) : undefined;
    case 'ConsentGiven': {
      const { purpose, fieldGroups, form } = event.data;
      return seesCodes ? { purpose, fieldGroups: [...fieldGroups], form } : undefined;
    }
    case 'ConsentNarrowed':
      return seesCodes ? { fieldGroups: [...event.data.fieldGroups] } : undefined;
    case 'DisclosureClosed':
      return seesCodes ? { fieldGroups: [...event.data.fieldGroups], kept: [...event.data.kept] } : undefined;
    case 'ChildViewsRecorded':
      return seesCodes ? { assent: event.data.assent } : undefined;
    case 'CaseClosed':
    case 'CaseReopened':
      return seesCodes ? { reason: event.data.reason } : undefined;
    case 'SubjectRequestReceived':
      return seesCodes ? { kind: event.data.kind } : undefined;
    case 'SubjectRequestAnswered':
      return seesCodes ? { outcome: event.data.outcome } : undefined;
    case 'TransferNotified':
      return seesCodes ? { form: event.data.form } : undefined;
    default:
      return undefined;
  }
}

/** What may be said of her, each field with its group; why it was corrected is no field of hers. */
const saidOfHer = personalFields(IdentificationCorrected).filter(({ path }) => path[0] !== 'reason');

/** Which fields a correction named, and of those that are codes what they said before and say now. */
function correctionIn(
  data: Extract<CaseEvent, { type: 'IdentificationCorrected' }>['data'],
  { shown, masked }: ReturnType<Sight['disclosed']>,
): EventDetail {
  const codes = [...new Set([...Object.keys(data.before), ...Object.keys(data.after)])];
  const said = saidOfHer.filter(({ path, group }) => (shown.has(group) || masked.has(group)) && stands(data, path));
  const told = (when: 'before' | 'after') =>
    Object.entries(data[when]).map(([name, value]) => [
      `${when}.${name}`,
      typeof value === 'string' ? value : [...value],
    ]);
  return {
    fields: [...codes, ...said.map(({ path }) => path.at(-1) ?? '')],
    ...Object.fromEntries([...told('before'), ...told('after')]),
  };
}

const stands = (data: object, path: readonly string[]): boolean =>
  path.reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], data) !== undefined;
