import { caseNumber, type FieldGroup, type RecordedEvent } from '#kernel';
import { articlesAfter } from '#nrm/prosecution';
import type { Asking } from './asking.js';
import type { CaseAnswer } from './case.answers.js';
import {
  isAssisted,
  stageOf,
  type CaseEvent,
  type CaseFile,
  type ConsentOnFile,
  type ReferralOnFile,
} from './case-file.js';
import type { CaseStanding } from './case-standing.js';
import { isInsider, recordedBy, type Sight } from './disclosure.js';
import type { ToldEvent } from './masked-event.js';
import { timelineEntry } from './timeline.js';

type Told = ToldEvent & CaseEvent;

/**
 * A case as one caller may see it. `file` is the case at the time asked for; the rights are those of `standing`, today's,
 * and `sight` is what they let the caller see.
 */
export function viewCase(
  file: CaseFile,
  events: readonly ToldEvent[],
  standing: CaseStanding,
  sight: Sight,
  { caller }: Asking,
  country: string,
): CaseAnswer {
  const { relations } = standing;
  const insider = isInsider(relations);
  const told = events.filter(sight.mayKnowOf) as Told[];
  const seen = told.filter(sight.inTimeline);
  const hidden = new Set<FieldGroup>(told.flatMap((event) => [...event.hidden]));
  const waiting = new Set(
    told.flatMap((event) => [...event.hidden].filter((group) => sight.disclosed(event).waiting.has(group))),
  );
  const masked = new Set(told.flatMap((event) => [...event.masked]));
  const help = told.filter((event) => helpTypes.has(event.type));
  const seesHelp = (event: RecordedEvent): boolean => sight.disclosed(event).shown.has('ServicesContent');
  if (help.some((event) => !seesHelp(event))) hidden.add('ServicesContent');
  const since = helpSince(told);
  if (since && !sight.factOfHelp) hidden.add('ServicesFact');
  const offer = standing.file.referrals.find(
    (referral) => referral.to === caller.organisationId && (referral.state === 'Sent' || referral.state === 'Expired'),
  );
  const { ageGroup, gender } = file.facts;
  const proceedings = proceedingsIn(seen);
  const answer: Omit<CaseAnswer, 'timeline'> = {
    caseId: file.caseId,
    caseNumber: caseNumber(country, file.caseId),
    stage: stageOf(file),
    status: file.status,
    assisted: isAssisted(file),
    ...(since && sight.factOfHelp ? { assistedSince: since } : {}),
    ...(insider ? { holder: file.holder, loggedBy: file.loggedBy } : {}),
    ...(insider && file.assignee ? { assignee: file.assignee } : {}),
    ...(insider || relations.has('Commission')
      ? { facts: factsOf(file) }
      : offer || relations.has('Emergency')
        ? { facts: { ageGroup, gender } }
        : {}),
    ...(offer
      ? { offer: { referralId: offer.referralId, services: [...offer.services], respondBy: offer.respondBy } }
      : {}),
    ...personalParts(told),
    ...decisionsIn(seen),
    ...(insider ? childPart(file, told) : {}),
    ...(insider
      ? {
          consents: file.consents.map(copyConsent),
          // whom she excluded has colleagues, who are not to know
          exclusions: file.exclusions.filter(({ organisationId }) => organisationId !== caller.organisationId),
          referrals: file.referrals.map((referral) => referralFor(referral, sight)),
        }
      : {}),
    ...helpParts(help.filter(seesHelp)),
    ...(relations.has('Proceeding') || proceedings.length > 0 ? { proceedings } : {}),
    hidden: [...hidden].sort(),
    ...(masked.size > 0 ? { masked: [...masked].sort() } : {}),
    ...(waiting.size > 0 ? { secondFactorFor: [...waiting].sort() } : {}),
    erased: file.erased || events.some((event) => event.erased),
  };
  return { ...answer, timeline: seen.map((event) => timelineEntry(event, sight, answer)) };
}

/** The local date from which help has reached her: a service, or her arrival. */
function helpSince(events: readonly Told[]): string | undefined {
  return events
    .flatMap((event) => {
      if (event.type === 'ServiceDelivered') return event.data.deliveredOn;
      return event.type === 'ReferralHandedOver' ? event.data.on : [];
    })
    .sort()[0];
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
function referralFor(referral: ReferralOnFile, sight: Sight) {
  const { services, fieldGroups, received: _, ...rest } = referral;
  if (!sight.isSideOf(referral.referralId)) return rest;
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
function personalParts(events: readonly Told[]): Pick<CaseAnswer, 'person' | 'narrative' | 'needs' | 'health'> {
  const parts: Pick<CaseAnswer, 'person' | 'narrative' | 'needs'> = {};
  const health: NonNullable<CaseAnswer['health']> = [];
  for (const event of events) {
    if (event.type === 'HealthNoteRecorded') {
      // absent where the group was not opened
      const text: string | undefined = event.data.text;
      if (text) health.push({ text, recordedAt: event.recordedAt, organisationId: recordedBy(event) });
      continue;
    }
    if (event.type !== 'IdentificationLogged' && event.type !== 'IdentificationCorrected') continue;
    const { person, narrative } = event.data;
    if (person && Object.keys(person).length > 0) parts.person = { ...parts.person, ...person };
    if (narrative) parts.narrative = narrative;
    if (event.type === 'IdentificationLogged' && event.data.needs) parts.needs = event.data.needs;
  }
  return { ...parts, ...(health.length > 0 ? { health } : {}) };
}

/** The decisions on the identification status, with their reasons as far as they were opened. */
function decisionsIn(events: readonly Told[]): Pick<CaseAnswer, 'decisions'> {
  const decisions = events.flatMap((event) => {
    if (event.type !== 'StatusDecided') return [];
    const { status, decidedOn, decidingBody, ruleVersion, reasons } = event.data;
    const organisationId = recordedBy(event);
    return [
      { status, decidedOn, decidingBody, organisationId, ruleVersion, ...(reasons.length > 0 ? { reasons } : {}) },
    ];
  });
  return decisions.length > 0 ? { decisions } : {};
}

/** What was last recorded of a child, her words and her guardian's name as far as they were opened. */
function childPart({ child }: CaseFile, events: readonly Told[]): Pick<CaseAnswer, 'child'> {
  if (!child) return {};
  const heard = events.flatMap((event) => (event.type === 'ChildViewsRecorded' ? event.data : []));
  const views = heard.findLast((one) => one.views)?.views;
  const name = heard.findLast(({ guardian }) => guardian)?.guardian?.name;
  const guardian = child.guardian && { ...child.guardian, ...(name ? { name } : {}) };
  return { child: { assent: child.assent, ...(views ? { views } : {}), ...(guardian ? { guardian } : {}) } };
}

function helpParts(events: readonly Told[]): Pick<CaseAnswer, 'assistance' | 'rehabilitation'> {
  const services: NonNullable<CaseAnswer['assistance']>['services'] = [];
  const followUps: NonNullable<CaseAnswer['rehabilitation']>['followUps'] = [];
  const goals = new Map<string, NonNullable<CaseAnswer['rehabilitation']>['goals'][number]>();
  let plan: Extract<Told, { type: 'AssistancePlanned' }>['data'] | undefined;
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

function proceedingsIn(events: readonly Told[]): NonNullable<CaseAnswer['proceedings']> {
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
        requalifications: [],
      });
      continue;
    }
    if (event.type !== 'ProceedingStageMoved' && event.type !== 'ChargeRequalified') continue;
    const proceeding = found.get(event.data.proceedingId);
    if (!proceeding) continue;
    const { on, ground } = event.data;
    const step = { on, ...(ground ? { ground } : {}), recordedAt: event.recordedAt };
    if (event.type === 'ProceedingStageMoved') {
      proceeding.stage = event.data.stage;
      proceeding.stages.push({ stage: event.data.stage, ...step });
    } else {
      const { from, to } = event.data;
      proceeding.articles = articlesAfter(proceeding.articles, event.data);
      proceeding.requalifications.push({ from, to, ...step });
    }
  }
  return [...found.values()];
}
