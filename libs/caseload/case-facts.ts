import type { RecordedEvent } from '#kernel';
import type { AssistanceEvent } from '#nrm/assistance';
import { deriveStage, type IdentificationStatus, type Stage } from '#nrm/codes';
import type { IdentificationEvent } from '#nrm/identification';
import type { ProsecutionEvent } from '#nrm/prosecution';
import type { ReferralEvent } from '#nrm/referral';
import type { RehabilitationEvent } from '#nrm/rehabilitation';

type CaseEvent = IdentificationEvent | ReferralEvent | AssistanceEvent | RehabilitationEvent | ProsecutionEvent;

interface ReferralFacts {
  readonly from: string;
  readonly to: string;
  readonly respondBy: string;
  readonly state: 'Unanswered' | 'Accepted' | 'Ended' | 'Refused';
}

/** What the caseload has to remember of one case; kept as JSON beside its rows. Dates and instants as in the events. */
export interface CaseFacts {
  readonly caseId: string;
  readonly personId: string;
  readonly loggedBy: string;
  readonly holder: string;
  /** Organisation -> its user who works on the case. */
  readonly assignees: Readonly<Record<string, string>>;
  readonly referrals: Readonly<Record<string, ReferralFacts>>;
  /** The prosecutor's offices that lead a proceeding. */
  readonly offices: readonly string[];
  readonly status: IdentificationStatus;
  readonly identifiedOn: string;
  readonly region: string | null;
  readonly ageGroup: string;
  readonly gender: string;
  readonly planned: boolean;
  /** A service was given, or she arrived at a receiver. */
  readonly assisted: boolean;
  readonly rehabilitation: boolean;
  readonly closed: boolean;
  readonly followUp: { readonly on: string; readonly nextOn: string | null } | null;
  readonly exercise: boolean;
  readonly lastEventAt: string;
}

/** The facts after an event; none before the case was logged. Pure and total. */
export function evolveFacts(facts: CaseFacts | undefined, recorded: RecordedEvent): CaseFacts | undefined {
  const event = recorded as unknown as CaseEvent;
  if (event.type === 'IdentificationLogged') {
    const { caseId, personId, organisationId, identifiedOn, region, ageGroup, gender } = event.data;
    return {
      caseId,
      personId,
      loggedBy: organisationId,
      holder: organisationId,
      assignees: {},
      referrals: {},
      offices: [],
      status: 'PossibleVictimOfTrafficking',
      identifiedOn,
      region: region ?? null,
      ageGroup,
      gender,
      planned: false,
      assisted: false,
      rehabilitation: false,
      closed: false,
      followUp: null,
      exercise: recorded.metadata.exercise,
      lastEventAt: recorded.recordedAt,
    };
  }
  return facts && { ...facts, ...change(facts, event), lastEventAt: recorded.recordedAt };
}

function change(facts: CaseFacts, event: CaseEvent): Partial<CaseFacts> {
  switch (event.type) {
    case 'StatusDecided':
      return { status: event.data.status };
    case 'IdentificationCorrected': {
      const { identifiedOn, region, ageGroup, gender } = { ...facts, ...event.data.after };
      return { identifiedOn, region, ageGroup, gender };
    }
    case 'CaseAssigned':
      return { assignees: { ...facts.assignees, [event.data.organisationId]: event.data.assignee } };
    case 'ReferralSent': {
      const { referralId, from, to, respondBy } = event.data;
      return { referrals: { ...facts.referrals, [referralId]: { from, to, respondBy, state: 'Unanswered' } } };
    }
    case 'ReferralAccepted':
      return referralIs(facts, event.data.referralId, 'Accepted');
    case 'ReferralDeclined':
    case 'ReferralRecalled':
      return referralIs(facts, event.data.referralId, 'Refused');
    case 'ReferralHandedOver':
      // from now on it is the holding that gives the receiver its part, as long as she is there
      return {
        ...referralIs(facts, event.data.referralId, 'Ended'),
        assisted: true,
        holder: facts.referrals[event.data.referralId]?.to ?? facts.holder,
      };
    case 'ReferralCompleted':
      return referralIs(facts, event.data.referralId, 'Ended');
    case 'AssistancePlanned':
      return { planned: true };
    case 'ServiceDelivered':
      return { assisted: true };
    case 'RehabilitationPlanned':
      return { rehabilitation: true };
    case 'FollowUpRecorded': {
      const { on, nextOn = null } = event.data;
      // one entered late does not undo what a later one said
      return facts.followUp && on < facts.followUp.on ? {} : { followUp: { on, nextOn } };
    }
    case 'CaseClosed':
      return { closed: true };
    case 'CaseReopened':
      return { closed: false };
    case 'ProceedingRegistered':
      return { offices: [...new Set([...facts.offices, event.data.office])] };
    default:
      return {};
  }
}

function referralIs(facts: CaseFacts, referralId: string, state: ReferralFacts['state']): Partial<CaseFacts> {
  const referral = facts.referrals[referralId];
  return referral ? { referrals: { ...facts.referrals, [referralId]: { ...referral, state } } } : {};
}

const referralsOf = (facts: CaseFacts) => Object.values(facts.referrals);

/** The derived stage (`deriveStage`). */
export const stageOf = (facts: CaseFacts): Stage =>
  deriveStage({
    closed: facts.closed,
    rehabilitation: facts.rehabilitation,
    assisted: facts.assisted || facts.planned,
    referralUnderWay: referralsOf(facts).some(({ state }) => state === 'Unanswered' || state === 'Accepted'),
  });

/**
 * What an organisation is to the case. `Insider`: logged it, holds it or accepted a referral. `Offered`: a referral to
 * it waits for an answer. `Outsider`: she was there and has gone on, or it is the prosecutor's office of a proceeding.
 */
export type Part = 'Insider' | 'Offered' | 'Outsider';

/** The organisations with a part in the case, each with the one that shows most: the line that the case view draws. */
export function partsOf(facts: CaseFacts): ReadonlyMap<string, Part> {
  const receivers = (wanted: ReferralFacts['state']) =>
    referralsOf(facts)
      .filter(({ state }) => state === wanted)
      .map(({ to }) => to);
  const parts = new Map<string, Part>();
  for (const organisation of [...facts.offices, ...receivers('Ended')]) parts.set(organisation, 'Outsider');
  for (const organisation of receivers('Unanswered')) parts.set(organisation, 'Offered');
  for (const organisation of [facts.loggedBy, facts.holder, ...receivers('Accepted')]) {
    parts.set(organisation, 'Insider');
  }
  return parts;
}

/**
 * By when a referral has to be answered that concerns this organisation: the earliest unanswered one that it sent or
 * received; for the holder, of all. An instant; null when none, or the case is closed.
 */
export function answerDue(facts: CaseFacts, organisation: string): string | null {
  if (facts.closed) return null;
  const instants = referralsOf(facts)
    .filter(({ state }) => state === 'Unanswered')
    .filter(({ from, to }) => [from, to, facts.holder].includes(organisation))
    .map(({ respondBy }) => respondBy);
  return instants.sort()[0] ?? null;
}

/** When the holder has to ask again how she is: a local date; null for everybody else. */
export const followUpDue = (facts: CaseFacts, organisation: string): string | null =>
  organisation === facts.holder ? (facts.followUp?.nextOn ?? null) : null;
