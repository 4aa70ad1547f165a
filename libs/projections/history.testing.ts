import { derivedId, localDate, personOf, type EventDefinition, type EventOf, type RecordedEvent } from '#kernel';
import { EventCatalogue } from '#event-store';
import {
  assistanceEvents,
  AssistancePlanned,
  CounsellingNoteRecorded,
  HealthNoteRecorded,
  ServiceDelivered,
} from '#nrm/assistance';
import { breakGlassEvents, BreakGlassOpened, breakGlassOutcomes, BreakGlassReviewed } from '#nrm/break-glass';
import {
  ageGroups,
  assents,
  closureReasons,
  declineReasons,
  exploitations,
  followUpSituations,
  genders,
  guardianKinds,
  endedStages,
  goalStatuses,
  identificationStatuses,
  notSuccessfulReasons,
  organisationTypes,
  recallReasons,
  reopeningReasons,
  rights,
  services,
  type IdentificationStatus,
  type OrganisationType,
  type ProceedingStage,
  type ReferralState,
} from '#nrm/codes';
import {
  ChildViewsRecorded,
  consentEvents,
  ConsentGiven,
  ConsentNarrowed,
  ConsentWithdrawn,
  DisclosureClosed,
  ExclusionLifted,
  ExclusionRecorded,
  KeepingRefused,
} from '#nrm/consent';
import { directoryEvents, OrganisationChanged, OrganisationRegistered } from '#nrm/directory';
import { ExportApproved, exportEvents, ExportRequested, ExportTaken } from '#nrm/export';
import {
  CaseAssigned,
  identificationEvents,
  IdentificationCorrected,
  IdentificationLogged,
  StatusDecided,
} from '#nrm/identification';
import { notificationEvents, NotificationRecorded } from '#nrm/notification';
import { ChargeRequalified, ProceedingRegistered, ProceedingStageMoved, prosecutionEvents } from '#nrm/prosecution';
import {
  HandoverConfirmed,
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  referralEvents,
  ReferralExpired,
  ReferralHandedOver,
  ReferralRecalled,
  ReferralSent,
  SecondOpinionGiven,
} from '#nrm/referral';
import {
  CaseClosed,
  CaseReopened,
  FollowUpRecorded,
  GoalProgressed,
  rehabilitationEvents,
  RehabilitationPlanned,
} from '#nrm/rehabilitation';

import {
  subjectRequestKinds,
  SubjectRequestAnswered,
  SubjectRequestReceived,
  subjectRightsEvents,
  TransferNotified,
  transferNoticeForms,
} from '#nrm/subject-rights';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const timeZone = 'Asia/Bishkek';
const firstDay = Date.parse('2026-01-05T03:00:00Z');
const regions = ['KG-GB', 'KG-GO', 'KG-C', 'KG-J'];
const citizenships = ['KG', 'KG', 'KG', 'TJ', 'UZ', 'ZZ'];
/** Stands where a stored event has a sealed text: projections work on codes and must never look into one. */
const sealed = 'sealed';

const nextStages: Partial<Record<ProceedingStage, readonly ProceedingStage[]>> = {
  Registered: ['Investigation', 'Dismissed'],
  Investigation: ['Suspended', 'Dismissed', 'SentToCourt'],
  Dismissed: ['Reopened'],
  Reopened: ['Investigation'],
  SentToCourt: ['Trial'],
  Trial: ['Convicted', 'Acquitted'],
};

const articles = ['166', '169', '170'];
interface Proceeding {
  readonly id: string;
  readonly office: string;
  stage: ProceedingStage;
  article: string;
}

/** As the event store spells it: to the microsecond. */
const recorded = (time: number): string => new Date(time).toISOString().replace('Z', '000Z');

/** mulberry32 (Tommy Ettinger, public domain): small, fast and the same on every machine; for tests only. */
export function random(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

class Dice {
  private readonly roll: () => number;

  constructor(seed: number) {
    this.roll = random(seed);
  }

  below(limit: number): number {
    return Math.floor(this.roll() * limit);
  }

  chance(probability: number): boolean {
    return this.roll() < probability;
  }

  one<T>(list: readonly T[]): T {
    return list[this.below(list.length)]!;
  }

  /** One to `most` different values in alphabetical order. */
  some<T extends string>(list: readonly T[], most: number): T[] {
    const count = 1 + this.below(most);
    return [...new Set(Array.from({ length: count }, () => this.one(list)))].sort();
  }
}

interface Organisation {
  readonly id: string;
  readonly type: OrganisationType;
}

interface Referral {
  readonly id: string;
  readonly from: string;
  readonly to: string;
  readonly respondBy: number;
  state: ReferralState;
  confirmed: boolean;
  /** Of one that rests on vital interest. */
  secondOpinion: 'Awaited' | 'Agrees' | 'Disagrees' | undefined;
}

type Draft = Omit<RecordedEvent, 'position' | 'revision' | 'eventId'>;

/** One case from the day it is logged, as the deciders would let it go. */
class CaseLife {
  readonly drafts: Draft[] = [];
  private readonly caseId: string;
  private readonly exercise: boolean;
  private now: number;
  private holder: string;
  private status: IdentificationStatus = 'PossibleVictimOfTrafficking';
  private decided = false;
  private closed = false;
  private facts: EventOf<typeof IdentificationCorrected>['data']['after'];
  private readonly consents: { id: string; recipient: string; withdrawn: boolean }[] = [];
  private readonly exclusions: { id: string; lifted: boolean }[] = [];
  private readonly referrals: Referral[] = [];
  private goals: string[] = [];
  private readonly openings: { id: string; reviewed: boolean }[] = [];
  private readonly requests: { id: string; answered: boolean }[] = [];
  private readonly notified = new Set<string>();
  private proceeding: Proceeding | undefined;

  private readonly dice: Dice;
  private readonly organisations: readonly Organisation[];

  // no parameter properties: a benchmark runs this file as Node strips it
  constructor(dice: Dice, organisations: readonly Organisation[], name: string) {
    this.dice = dice;
    this.organisations = organisations;
    this.caseId = derivedId('case', name);
    this.exercise = dice.chance(0.03);
    this.now = firstDay + dice.below(300 * 24) * HOUR + dice.below(HOUR);
    const logger = dice.one(this.ofType('LawEnforcement', 'NGO'));
    this.holder = logger.id;
    const lateBy = dice.chance(0.2) ? 1 + dice.below(20) : 0;
    this.facts = {
      entryChannel: logger.type === 'NGO' ? dice.one(['NGO', 'Hotline', 'SelfReferral'] as const) : 'Police',
      identifiedOn: localDate(new Date(this.now - lateBy * DAY), timeZone),
      ...(dice.chance(0.8) ? { region: dice.one(regions) } : {}),
      ageGroup: dice.one(ageGroups),
      gender: dice.one(genders),
      citizenships: dice.some(citizenships, 2),
      exploitation: dice.some(exploitations, 3),
      countriesOfExploitation: dice.some(['TR', 'RU', 'KG'], 2),
    };
    this.record(IdentificationLogged, `case-${this.caseId}`, this.holder, {
      ...(this.facts as EventOf<typeof IdentificationLogged>['data']),
      caseId: this.caseId,
      personId: personOf(this.caseId),
      organisationId: this.holder,
      person: { name: sealed, phone: sealed },
      narrative: sealed,
      late: lateBy > 0,
    });
    for (let steps = dice.below(25); steps > 0; steps -= 1) {
      this.now += dice.below(6 * 24) * HOUR + 1 + dice.below(HOUR);
      dice.one(this.possible())();
    }
  }

  private ofType(...types: OrganisationType[]): Organisation[] {
    return this.organisations.filter(({ type }) => types.includes(type));
  }

  private record<D extends EventDefinition>(
    definition: D,
    stream: string,
    organisation: string,
    data: EventOf<D>['data'],
  ): void {
    const recordedAt = recorded(this.now);
    this.drafts.push(draft(definition, stream, organisation, data, recordedAt, this.exercise));
  }

  private today(): string {
    return localDate(new Date(this.now), timeZone);
  }

  private possible(): (() => void)[] {
    const { proceeding } = this;
    const steps = [() => this.correct()];
    if (proceeding && nextStages[proceeding.stage]) steps.push(() => this.moveStage(proceeding));
    if (proceeding && !endedStages.has(proceeding.stage)) steps.push(() => this.requalify(proceeding));
    for (const referral of this.referrals) {
      if (referral.state === 'HandedOver' && !referral.confirmed) steps.push(() => this.confirm(referral));
    }
    steps.push(...this.rightsOfHers());
    if (this.closed) return [...steps, () => this.followUp(), () => this.reopen()];
    steps.push(
      () => this.decide(),
      () => this.assign(),
      () => this.giveConsent(),
      () => this.plan(),
      () => this.serve(),
      () => this.note(),
      () => this.rehabilitate(),
      () => this.followUp(),
    );
    if (!proceeding) steps.push(() => this.registerProceeding());
    if (this.goals.length > 0) steps.push(() => this.progress());
    const consent = this.consents.find(({ withdrawn }) => !withdrawn);
    if (consent) {
      steps.push(
        () => this.withdraw(consent),
        () => this.narrow(consent),
      );
    }
    if (this.facts.ageGroup !== 'Adult') steps.push(() => this.hear());
    const pressing = this.referrals.find(({ secondOpinion }) => secondOpinion === 'Awaited');
    if (pressing) steps.push(() => this.judge(pressing));
    const exclusion = this.exclusions.find(({ lifted }) => !lifted);
    if (exclusion) steps.push(() => this.lift(exclusion));
    else steps.push(() => this.exclude());
    const underWay = this.referrals.filter(({ state }) => !['Declined', 'Recalled', 'Completed'].includes(state));
    if (underWay.length < 2) {
      steps.push(
        () => this.refer(),
        () => this.refer(),
      );
    }
    if (underWay.length === 0) steps.push(() => this.close());
    for (const referral of underWay) {
      const answer = () => this.answer(referral);
      steps.push(answer, answer, answer);
    }
    return steps;
  }

  private decide(): void {
    const previous = this.status;
    this.status = this.dice.one(identificationStatuses.filter((status) => status !== previous));
    this.record(StatusDecided, `case-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      status: this.status,
      previous,
      reconsidered: this.decided,
      decidedOn: this.today(),
      decidingBody: 'Interagency commission of Osh',
      ruleVersion: 'kg-2026-1',
      reasons: [sealed],
      late: false,
    });
    this.decided = true;
  }

  private correct(): void {
    const { dice } = this;
    const field = dice.one(['ageGroup', 'gender', 'exploitation', 'citizenships', 'region', 'identifiedOn'] as const);
    const after = {
      [field]: {
        ageGroup: dice.one(ageGroups),
        gender: dice.one(genders),
        exploitation: dice.some(exploitations, 3),
        citizenships: dice.some(citizenships, 2),
        region: dice.one(regions),
        identifiedOn: localDate(new Date(firstDay - dice.below(30) * DAY), timeZone),
      }[field],
    };
    const before = this.facts[field] === undefined ? {} : { [field]: this.facts[field] };
    this.facts = { ...this.facts, ...after };
    this.record(IdentificationCorrected, `case-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      before,
      after,
      reason: sealed,
    });
  }

  private assign(): void {
    this.record(CaseAssigned, `case-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      organisationId: this.holder,
      assignee: `worker-${this.dice.below(5)}`,
    });
  }

  private consent(recipient: string): string {
    const id = derivedId('consent', this.caseId, String(this.consents.length));
    this.consents.push({ id, recipient, withdrawn: false });
    this.record(ConsentGiven, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      consentId: id,
      purpose: 'Referral',
      recipients: [recipient],
      fieldGroups: ['Identity', 'Needs'],
      language: 'ky',
      form: this.dice.one(['Signed', 'Oral', 'Interpreted'] as const),
      textVersion: 'kg-draft-1',
      givenOn: this.today(),
      late: false,
    });
    return id;
  }

  private giveConsent(): void {
    this.consent(this.dice.one(this.ofType('NGO')).id);
  }

  private withdraw(consent: { id: string; recipient: string; withdrawn: boolean }): void {
    consent.withdrawn = true;
    const about = { caseId: this.caseId, consentId: consent.id, on: this.today(), late: false };
    if (this.dice.chance(0.3)) this.record(KeepingRefused, `consent-${this.caseId}`, this.holder, about);
    this.record(ConsentWithdrawn, `consent-${this.caseId}`, this.holder, about);
    if (this.referrals.some(({ to }) => to === consent.recipient)) {
      this.endDisclosure(consent.recipient, { consentId: consent.id });
    }
  }

  private exclude(): void {
    const id = derivedId('exclusion', this.caseId, String(this.exclusions.length));
    this.exclusions.push({ id, lifted: false });
    this.record(ExclusionRecorded, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      exclusionId: id,
      organisationId: this.dice.one(this.ofType('LawEnforcement')).id,
      ...(this.dice.chance(0.5) ? { user: `officer-${this.dice.below(5)}` } : {}),
      on: this.today(),
      late: false,
    });
  }

  private lift(exclusion: { id: string; lifted: boolean }): void {
    exclusion.lifted = true;
    this.record(ExclusionLifted, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      exclusionId: exclusion.id,
      on: this.today(),
      late: false,
    });
  }

  private narrow({ id, recipient }: { id: string; recipient: string }): void {
    this.record(ConsentNarrowed, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      consentId: id,
      recipients: [recipient],
      fieldGroups: ['Needs'],
      on: this.today(),
      late: false,
    });
  }

  private hear(): void {
    this.record(ChildViewsRecorded, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      assent: this.dice.one(assents),
      views: sealed,
      guardian: { kind: this.dice.one(guardianKinds), name: sealed, suspected: this.dice.chance(0.2) },
      on: this.today(),
      late: false,
    });
  }

  private judge(referral: Referral): void {
    const agrees = this.dice.chance(0.7);
    referral.secondOpinion = agrees ? 'Agrees' : 'Disagrees';
    const about = { referralId: referral.id, caseId: this.caseId };
    this.record(SecondOpinionGiven, `referral-${referral.id}`, referral.from, { ...about, agrees });
    if (!agrees) this.endDisclosure(referral.to, { referralId: referral.id });
  }

  /** What the consent cascade records when a basis fell. */
  private endDisclosure(recipient: string, basis: { consentId: string } | { referralId: string }): void {
    this.now += 1;
    this.record(DisclosureClosed, `consent-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      ...basis,
      recipient,
      fieldGroups: ['Identity'],
      seen: [{ fieldGroup: 'Identity', times: 1, lastAt: new Date(this.now).toISOString() }],
      kept: ['Needs'],
    });
  }

  private refer(): void {
    const to = this.dice.one(this.ofType('NGO').filter(({ id }) => id !== this.holder)).id;
    const agreed = this.consents.find(({ recipient, withdrawn }) => recipient === to && !withdrawn)?.id;
    const basis =
      this.facts.ageGroup === 'Adult'
        ? this.dice.chance(0.1)
          ? ({ kind: 'VitalInterest', reason: sealed } as const)
          : ({ kind: 'Consent', consentId: agreed ?? this.consent(to) } as const)
        : ({ kind: 'LegalBasis', legalBasis: sealed } as const);
    this.now += 1;
    const id = derivedId('referral', this.caseId, String(this.referrals.length));
    const respondBy = this.now + DAY;
    const secondOpinion = basis.kind === 'VitalInterest' ? 'Awaited' : undefined;
    this.referrals.push({ id, from: this.holder, to, respondBy, state: 'Sent', confirmed: false, secondOpinion });
    this.record(ReferralSent, `referral-${id}`, this.holder, {
      referralId: id,
      caseId: this.caseId,
      from: this.holder,
      to,
      services: this.dice.some(services, 3),
      fieldGroups: ['Identity', 'Needs'],
      basis,
      sentAt: new Date(this.now).toISOString(),
      respondBy: new Date(respondBy).toISOString(),
      note: sealed,
    });
  }

  private answer(referral: Referral): void {
    const { dice } = this;
    const about = { referralId: referral.id, caseId: this.caseId };
    const stream = `referral-${referral.id}`;
    const on = this.today();
    const recall = () => {
      referral.state = 'Recalled';
      this.record(ReferralRecalled, stream, referral.from, { ...about, reason: dice.one(recallReasons) });
    };
    const complete = () => {
      referral.state = 'Completed';
      const end = dice.chance(0.7)
        ? { outcome: 'Successful' as const }
        : { outcome: 'NotSuccessful' as const, reason: dice.one(notSuccessfulReasons) };
      this.record(ReferralCompleted, stream, referral.to, { ...about, ...end, on, late: false });
    };
    if (referral.state === 'HandedOver') return complete();
    if (referral.state === 'Accepted') {
      if (dice.chance(0.1)) return recall();
      referral.state = 'HandedOver';
      this.holder = referral.to;
      this.record(ReferralHandedOver, stream, referral.to, { ...about, on, late: false });
      return;
    }
    if (referral.state === 'Sent' && this.now > referral.respondBy && dice.chance(0.5)) {
      referral.state = 'Expired';
      const respondBy = new Date(referral.respondBy).toISOString();
      this.record(ReferralExpired, stream, referral.from, { ...about, respondBy });
      return;
    }
    if (dice.chance(0.15)) return recall();
    if (dice.chance(0.25)) {
      referral.state = 'Declined';
      const reason = dice.one(declineReasons);
      this.record(ReferralDeclined, stream, referral.to, { ...about, reason, note: sealed });
      return;
    }
    referral.state = 'Accepted';
    this.record(ReferralAccepted, stream, referral.to, about);
  }

  private confirm(referral: Referral): void {
    referral.confirmed = true;
    this.record(HandoverConfirmed, `referral-${referral.id}`, referral.from, {
      referralId: referral.id,
      caseId: this.caseId,
      on: this.today(),
    });
  }

  private plan(): void {
    const needs = this.dice.some(services, 3);
    this.record(AssistancePlanned, `assistance-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      organisationId: this.holder,
      needs,
      goals: needs.map((service, i) => ({ goalId: `a${i + 1}`, service, description: sealed })),
    });
  }

  private serve(): void {
    this.record(ServiceDelivered, `assistance-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      organisationId: this.holder,
      service: this.dice.one(services),
      deliveredOn: this.today(),
      note: sealed,
      late: false,
    });
  }

  private note(): void {
    const definition = this.dice.one([CounsellingNoteRecorded, HealthNoteRecorded]);
    this.record(definition, `assistance-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      organisationId: this.holder,
      noteId: derivedId('note', this.caseId, String(this.drafts.length)),
      text: sealed,
    });
  }

  /** What others do about her file, and what she asks about it. */
  private rightsOfHers(): (() => void)[] {
    const steps = [() => this.openInEmergency(), () => this.ask()];
    const unreviewed = this.openings.find(({ reviewed }) => !reviewed);
    if (unreviewed) steps.push(() => this.review(unreviewed));
    const open = this.requests.find(({ answered }) => !answered);
    if (open) steps.push(() => this.answerRequest(open));
    const disclosed = this.referrals.find(
      ({ id, state }) => ['Accepted', 'HandedOver', 'Completed'].includes(state) && !this.notified.has(id),
    );
    if (disclosed) steps.push(() => this.notifyTransfer(disclosed));
    return steps;
  }

  private openInEmergency(): void {
    const organisationId = this.dice.one(this.ofType('LawEnforcement')).id;
    const id = derivedId('break-glass', this.caseId, String(this.openings.length));
    this.openings.push({ id, reviewed: false });
    this.record(BreakGlassOpened, `break-glass-${id}`, organisationId, {
      breakGlassId: id,
      caseId: this.caseId,
      organisationId,
      user: `officer-${this.dice.below(5)}`,
      reason: sealed,
      until: new Date(this.now + HOUR).toISOString(),
    });
  }

  private review(opening: { id: string; reviewed: boolean }): void {
    opening.reviewed = true;
    this.record(BreakGlassReviewed, `break-glass-${opening.id}`, this.holder, {
      breakGlassId: opening.id,
      caseId: this.caseId,
      outcome: this.dice.one(breakGlassOutcomes),
      note: sealed,
    });
  }

  private ask(): void {
    const id = derivedId('subject-request', this.caseId, String(this.requests.length));
    this.requests.push({ id, answered: false });
    this.record(SubjectRequestReceived, `subject-rights-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      requestId: id,
      kind: this.dice.one(subjectRequestKinds),
      receivedOn: this.today(),
      dueOn: localDate(new Date(this.now + 7 * DAY), timeZone),
      late: false,
    });
  }

  private answerRequest(request: { id: string; answered: boolean }): void {
    request.answered = true;
    const about = { caseId: this.caseId, requestId: request.id, on: this.today(), late: false };
    const refused = this.dice.chance(0.3);
    this.record(
      SubjectRequestAnswered,
      `subject-rights-${this.caseId}`,
      this.holder,
      refused ? { ...about, outcome: 'Refused', article: '15' } : { ...about, outcome: 'Given' },
    );
  }

  private notifyTransfer({ id }: Referral): void {
    this.notified.add(id);
    this.record(TransferNotified, `subject-rights-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      referralId: id,
      on: this.today(),
      form: this.dice.one(transferNoticeForms),
      late: false,
    });
  }

  private rehabilitate(): void {
    const restored = this.dice.some(rights, 3);
    this.goals = restored.map((_, i) => `g${i + 1}`);
    this.record(RehabilitationPlanned, `rehabilitation-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      organisationId: this.holder,
      goals: restored.map((right, i) => ({ goalId: `g${i + 1}`, right, description: sealed })),
    });
  }

  private progress(): void {
    this.record(GoalProgressed, `rehabilitation-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      goalId: this.dice.one(this.goals),
      status: this.dice.one(goalStatuses),
      on: this.today(),
      late: false,
    });
  }

  private followUp(): void {
    this.record(FollowUpRecorded, `rehabilitation-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      on: this.today(),
      situation: this.dice.one(followUpSituations),
      ...(this.dice.chance(0.5) ? { nextOn: localDate(new Date(this.now + 30 * DAY), timeZone) } : {}),
      late: false,
    });
  }

  private close(): void {
    this.closed = true;
    this.record(CaseClosed, `rehabilitation-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      reason: this.dice.one(closureReasons),
      on: this.today(),
      late: false,
    });
  }

  private reopen(): void {
    this.closed = false;
    this.record(CaseReopened, `rehabilitation-${this.caseId}`, this.holder, {
      caseId: this.caseId,
      reason: this.dice.one(reopeningReasons),
      on: this.today(),
      late: false,
    });
  }

  private registerProceeding(): void {
    const id = derivedId('proceeding', this.caseId);
    const office = this.dice.one(this.ofType('Prosecution')).id;
    const registeredBy = this.dice.one(this.ofType('LawEnforcement')).id;
    const article = this.dice.one(articles);
    this.proceeding = { id, office, stage: 'Registered', article };
    this.record(ProceedingRegistered, `proceeding-${id}`, registeredBy, {
      proceedingId: id,
      caseId: this.caseId,
      office,
      registeredBy,
      registerNumber: sealed,
      registeredOn: this.today(),
      articles: [article],
      late: false,
    });
  }

  private moveStage(proceeding: Proceeding): void {
    const from = proceeding.stage;
    const stage = this.dice.one(nextStages[from] ?? [from]);
    proceeding.stage = stage;
    this.record(ProceedingStageMoved, `proceeding-${proceeding.id}`, proceeding.office, {
      proceedingId: proceeding.id,
      caseId: this.caseId,
      from,
      stage,
      on: this.today(),
      late: false,
    });
  }

  private requalify(proceeding: Proceeding): void {
    const from = proceeding.article;
    const to = this.dice.one(articles.filter((one) => one !== from));
    proceeding.article = to;
    this.record(ChargeRequalified, `proceeding-${proceeding.id}`, proceeding.office, {
      proceedingId: proceeding.id,
      caseId: this.caseId,
      from,
      to,
      on: this.today(),
      ground: sealed,
      late: false,
    });
  }
}

function draft<D extends EventDefinition>(
  definition: D,
  stream: string,
  organisation: string,
  data: EventOf<D>['data'],
  recordedAt: string,
  exercise: boolean,
): Draft {
  const { type, version: schemaVersion, occurredOn } = definition;
  return {
    stream,
    type,
    schemaVersion,
    occurredAt: occurredOn ? String((data as Record<string, unknown>)[occurredOn]) : recordedAt,
    recordedAt,
    data,
    metadata: {
      actor: { user: 'history', organisation, role: 'ngo-caseworker' },
      commandId: derivedId('command', stream, type, recordedAt),
      correlationId: derivedId('correlation', stream),
      causationId: derivedId('command', stream, type, recordedAt),
      exercise,
    },
  };
}

const kinds: readonly OrganisationType[] = ['LawEnforcement', 'NGO', 'NGO', 'Prosecution', 'NGO', 'LawEnforcement'];

function directory(dice: Dice, count: number): { organisations: Organisation[]; drafts: Draft[] } {
  const organisations = Array.from({ length: count }, (_, i) => ({
    id: derivedId('organisation', String(i)),
    type: kinds[i % kinds.length]!,
  }));
  const drafts = organisations.map(({ id, type }, i) =>
    draft(
      OrganisationRegistered,
      `organisation-${id}`,
      id,
      {
        organisationId: id,
        name: `${type} ${i + 1}`,
        type,
        services: type === 'NGO' ? dice.some(services, 4) : [],
        regions: dice.some(regions, 2),
      },
      recorded(firstDay - DAY + i),
      false,
    ),
  );
  const changed = dice.one(organisations);
  drafts.push(
    draft(
      OrganisationChanged,
      `organisation-${changed.id}`,
      changed.id,
      {
        organisationId: changed.id,
        name: 'Renamed organisation',
        type: dice.one(organisationTypes.filter((type) => type !== 'Administration')),
        services: dice.some(services, 4),
        regions: [],
      },
      recorded(firstDay + 200 * DAY),
      false,
    ),
  );
  return { organisations, drafts };
}

/** Somebody who did not want to be identified. */
function notified(dice: Dice, name: string, organisation: string): Draft {
  const now = firstDay + dice.below(300 * 24) * HOUR;
  const notificationId = derivedId('notification', name);
  return draft(
    NotificationRecorded,
    `notification-${notificationId}`,
    organisation,
    {
      notificationId,
      notifiedOn: localDate(new Date(now), timeZone),
      ageGroup: 'Adult',
      gender: dice.one(genders),
      citizenships: dice.some(citizenships, 2),
      exploitation: dice.some(exploitations, 2),
      late: false,
    },
    recorded(now),
    dice.chance(0.1),
  );
}

/** A copy of an organisation's cases, which came as far as its number says. */
function exported(organisationId: string, i: number): Draft[] {
  const exportId = derivedId('export', organisationId);
  const about = { exportId, organisationId };
  const at = (hours: number) => firstDay + i * DAY + hours * HOUR;
  const step = <D extends EventDefinition>(definition: D, data: EventOf<D>['data'], hours: number) =>
    draft(definition, `export-${exportId}`, organisationId, data, recorded(at(hours)), false);
  return [
    step(ExportRequested, { ...about, requestedBy: 'history', purpose: 'Reporting' }, 1),
    step(ExportApproved, { ...about, approvedBy: 'a colleague', until: new Date(at(26)).toISOString() }, 2),
    step(ExportTaken, about, 3),
  ].slice(0, 1 + (i % 3));
}

/**
 * What a store would hold after the lives of `cases` random people: valid by the rules of the write model, in commit
 * order, positions from 1. The same seed gives the same events. Personal texts are the word `sealed`.
 */
export function makeHistory({
  cases,
  seed,
  organisations: count = 12,
}: {
  cases: number;
  seed: number;
  organisations?: number;
}): RecordedEvent[] {
  const dice = new Dice(seed);
  const { organisations, drafts } = directory(dice, count);
  for (let i = 0; i < cases; i += 1) drafts.push(...new CaseLife(dice, organisations, `${seed}-${i}`).drafts);
  for (let i = 0; i < cases; i += 10) drafts.push(notified(dice, `${seed}-${i}`, dice.one(organisations).id));
  drafts.push(...organisations.flatMap(({ id }, i) => exported(id, i)));
  drafts.sort((a, b) => (a.recordedAt < b.recordedAt ? -1 : a.recordedAt > b.recordedAt ? 1 : 0));
  const revisions = new Map<string, number>();
  return drafts.map((event, i) => {
    const revision = (revisions.get(event.stream) ?? -1) + 1;
    revisions.set(event.stream, revision);
    return { ...event, position: i + 1, revision, eventId: derivedId('event', event.stream, String(revision)) };
  });
}

/** The event types that a history is made of. */
export const historyCatalogue = new EventCatalogue([
  ...assistanceEvents,
  ...breakGlassEvents,
  ...consentEvents,
  ...directoryEvents,
  ...exportEvents,
  ...identificationEvents,
  ...notificationEvents,
  ...prosecutionEvents,
  ...referralEvents,
  ...rehabilitationEvents,
  ...subjectRightsEvents,
]);
