import type { Caller, Relation } from '#access';
import { caseNumber, type FieldGroup, type RecordedEvent } from '#kernel';
import type { OpenedEvent } from '#privacy';
import type { CaseAnswer, TimelineEntry } from './case.answers.js';
import {
  isAssisted,
  stageOf,
  type CaseEvent,
  type CaseFile,
  type ConsentOnFile,
  type ReferralOnFile,
} from './case-file.js';
import type { CaseStanding } from './case-standing.js';
import { disclosureTo, isInsider, isInTimeline, isOwnRecord, mayNameOrganisation, recordedBy } from './disclosure.js';

type Opened = OpenedEvent & CaseEvent;

/** A case as one caller may see it. `file` is the case at the time asked for; the rights are those of `standing`, today's. */
export function viewCase(
  file: CaseFile,
  events: readonly OpenedEvent[],
  standing: CaseStanding,
  caller: Caller,
  country: string,
): CaseAnswer {
  const { relations } = standing;
  const insider = isInsider(relations);
  const groupsOf = disclosureTo(standing.file, caller);
  const hidden = new Set<FieldGroup>(events.flatMap((event) => [...event.hidden]));
  const seesHelp = (event: RecordedEvent): boolean =>
    isOwnRecord(event, caller.organisationId) || groupsOf(event).has('ServicesContent');
  const seen = events.filter((event) => isInTimeline(event, standing.file, caller, relations)) as Opened[];
  const help = (events as Opened[]).filter((event) => helpTypes.has(event.type));
  if (help.some((event) => !seesHelp(event))) hidden.add('ServicesContent').add('ServicesFact');
  const offer = standing.file.referrals.find(
    (referral) => referral.to === caller.organisationId && (referral.state === 'Sent' || referral.state === 'Expired'),
  );
  const { ageGroup, gender } = file.facts;
  const proceedings = proceedingsIn(seen);
  return {
    caseId: file.caseId,
    caseNumber: caseNumber(country, file.caseId),
    stage: stageOf(file),
    status: file.status,
    assisted: isAssisted(file),
    ...(insider ? { holder: file.holder, loggedBy: file.loggedBy } : {}),
    ...(insider && file.assignee ? { assignee: file.assignee } : {}),
    ...(insider || relations.has('Commission')
      ? { facts: factsOf(file) }
      : offer
        ? { facts: { ageGroup, gender } }
        : {}),
    ...(offer
      ? { offer: { referralId: offer.referralId, services: [...offer.services], respondBy: offer.respondBy } }
      : {}),
    ...personalParts(events as Opened[]),
    ...(insider
      ? {
          consents: file.consents.map(copyConsent),
          referrals: file.referrals.map((referral) => referralFor(referral, standing, caller)),
        }
      : {}),
    ...helpParts(help.filter(seesHelp)),
    ...(relations.has('Proceeding') || proceedings.length > 0 ? { proceedings } : {}),
    hidden: [...hidden].sort(),
    erased: events.some((event) => event.erased),
    timeline: seen.map((event) => timelineEntry(event, caller, relations)),
  };
}

/** One line of the timeline: what, when in the world, when recorded, and by which organisation if the caller may know who helps her. */
export function timelineEntry(event: RecordedEvent, caller: Caller, relations: ReadonlySet<Relation>): TimelineEntry {
  const { type, occurredAt, recordedAt } = event;
  const named = mayNameOrganisation(event, caller, relations);
  return { type, occurredAt, recordedAt, ...(named ? { organisationId: recordedBy(event) } : {}) };
}

const factsOf = ({ facts }: CaseFile): CaseAnswer['facts'] => ({
  ...facts,
  citizenships: [...facts.citizenships],
  exploitation: [...facts.exploitation],
  countriesOfExploitation: [...facts.countriesOfExploitation],
});

const copyConsent = (consent: ConsentOnFile) => ({
  ...consent,
  recipients: [...consent.recipients],
  fieldGroups: [...consent.fieldGroups],
});

/** What an onward referral asks for tells how she is helped: the holder sees it, and its two sides. */
function referralFor(referral: ReferralOnFile, { file }: CaseStanding, { organisationId }: Caller) {
  const { services, fieldGroups, ...rest } = referral;
  if (![file.holder, referral.from, referral.to].includes(organisationId)) return rest;
  return { ...rest, services: [...services], fieldGroups: [...fieldGroups] };
}

const helpTypes = new Set([
  'AssistancePlanned',
  'ServiceDelivered',
  'RehabilitationPlanned',
  'GoalProgressed',
  'FollowUpRecorded',
]);

/** What is said of her now: the identification with every later correction over it, as far as it was opened. */
function personalParts(events: readonly Opened[]): Pick<CaseAnswer, 'person' | 'narrative' | 'needs'> {
  const parts: { person?: CaseAnswer['person']; narrative?: string; needs?: string } = {};
  for (const event of events) {
    if (event.type !== 'IdentificationLogged' && event.type !== 'IdentificationCorrected') continue;
    const { person, narrative } = event.data;
    if (person && Object.keys(person).length > 0) parts.person = { ...parts.person, ...person };
    if (narrative) parts.narrative = narrative;
    if (event.type === 'IdentificationLogged' && event.data.needs) parts.needs = event.data.needs;
  }
  return parts;
}

function helpParts(events: readonly Opened[]): Pick<CaseAnswer, 'assistance' | 'rehabilitation'> {
  const services: NonNullable<CaseAnswer['assistance']>['services'] = [];
  const followUps: NonNullable<CaseAnswer['rehabilitation']>['followUps'] = [];
  const goals = new Map<string, NonNullable<CaseAnswer['rehabilitation']>['goals'][number]>();
  let plan: Extract<Opened, { type: 'AssistancePlanned' }>['data'] | undefined;
  let rehabilitated = false;
  for (const event of events) {
    switch (event.type) {
      case 'AssistancePlanned':
        plan = event.data;
        break;
      case 'ServiceDelivered': {
        const { service, deliveredOn, organisationId, note } = event.data;
        services.push({ service, deliveredOn, organisationId, ...(note ? { note } : {}) });
        break;
      }
      case 'RehabilitationPlanned': {
        rehabilitated = true;
        const before = new Map(goals);
        goals.clear();
        for (const { goalId, right, description } of event.data.goals) {
          goals.set(goalId, { goalId, right, description, status: before.get(goalId)?.status ?? 'Planned' });
        }
        break;
      }
      case 'GoalProgressed': {
        const goal = goals.get(event.data.goalId);
        if (goal) goals.set(goal.goalId, { ...goal, status: event.data.status });
        break;
      }
      case 'FollowUpRecorded': {
        const { on, situation, nextOn, note } = event.data;
        followUps.push({ on, situation, ...(nextOn ? { nextOn } : {}), ...(note ? { note } : {}) });
        break;
      }
      default:
    }
  }
  return {
    ...(plan || services.length > 0
      ? { assistance: { needs: plan ? [...plan.needs] : [], goals: plan ? [...plan.goals] : [], services } }
      : {}),
    ...(rehabilitated || followUps.length > 0 ? { rehabilitation: { goals: [...goals.values()], followUps } } : {}),
  };
}

function proceedingsIn(events: readonly Opened[]): NonNullable<CaseAnswer['proceedings']> {
  const found = new Map<string, NonNullable<CaseAnswer['proceedings']>[number]>();
  for (const event of events) {
    if (event.type === 'ProceedingRegistered') {
      const { proceedingId, office, registerNumber, registeredOn, articles } = event.data;
      found.set(proceedingId, {
        proceedingId,
        office,
        registerNumber,
        registeredOn,
        articles,
        stage: 'Registered',
        stages: [],
      });
    } else if (event.type === 'ProceedingStageMoved') {
      const proceeding = found.get(event.data.proceedingId);
      if (!proceeding) continue;
      const { stage, on, ground } = event.data;
      proceeding.stage = stage;
      proceeding.stages.push({ stage, on, ...(ground ? { ground } : {}) });
    }
  }
  return [...found.values()];
}
