import fc from 'fast-check';
import { caseOf, type RecordedEvent } from '#kernel';
import { AssistancePlanned, ServiceDelivered } from '#nrm/assistance';
import { CaseAssigned, IdentificationCorrected, StatusDecided } from '#nrm/identification';
import { ProceedingStageMoved } from '#nrm/prosecution';
import {
  HandoverConfirmed,
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralExpired,
  ReferralHandedOver,
  ReferralRecalled,
} from '#nrm/referral';
import { CaseClosed, CaseReopened, RehabilitationPlanned } from '#nrm/rehabilitation';
import { makeHistory } from '../projections/history.testing.js';
import { evolveCaseFile, isAssisted, referralsUnderWay, stageOf, streamsOf, type CaseFile } from './case-file.js';
import {
  administration,
  callerFrom,
  caseId,
  CaseStory,
  commission,
  consentId,
  office,
  otherNgo,
  police,
  proceedingId,
  referralId,
  shelter,
} from './case-file.testing.js';

const about = { caseId, referralId };
const day = { on: '2026-11-02', late: false };
const atShelter = () =>
  new CaseStory()
    .logged()
    .consented()
    .referred()
    .tell(shelter, ReferralAccepted, about)
    .tell(shelter, ReferralHandedOver, { ...about, ...day });

describe('a case file', () => {
  it('begins with the identification: before it there is none', () => {
    const [first, ...rest] = new CaseStory().logged().consented().referred().events;
    expect(rest.reduce<CaseFile | undefined>(evolveCaseFile, undefined)).toBeUndefined();
    expect(evolveCaseFile(undefined, first!)).toMatchObject({
      caseId,
      loggedBy: police,
      holder: police,
      status: 'PossibleVictimOfTrafficking',
      facts: { region: 'KG-GO', ageGroup: 'Adult' },
      closed: false,
    });
  });

  it('has codes only: nothing personal', () => {
    const file = atShelter().prosecuted().file;
    expect(JSON.stringify(file)).not.toContain('said');
    expect(file.facts).not.toHaveProperty('person');
  });

  it('moves the holding at the arrival, with the assignee of the former holder gone, and not at the end of the referral', () => {
    const story = new CaseStory()
      .logged()
      .tell(police, CaseAssigned, { caseId, organisationId: police, assignee: 'nurlan' })
      .consented()
      .referred();
    expect(story.file).toMatchObject({ holder: police, assignee: 'nurlan' });
    story.tell(shelter, ReferralAccepted, about);
    expect(story.file).toMatchObject({ holder: police, assignee: 'nurlan' });
    story.tell(shelter, ReferralHandedOver, { ...about, ...day });
    expect(story.file.holder).toBe(shelter);
    expect(story.file).not.toHaveProperty('assignee');
    story
      .tell(police, HandoverConfirmed, { ...about, on: day.on })
      .tell(shelter, ReferralCompleted, { ...about, outcome: 'Successful', ...day });
    expect(story.file).toMatchObject({ holder: shelter, referrals: [{ state: 'Completed', arrived: true }] });
  });

  it('keeps corrections, decisions, consents and proceedings', () => {
    const { file } = atShelter()
      .tell(police, IdentificationCorrected, { caseId, before: { ageGroup: 'Adult' }, after: { ageGroup: 'Child' } })
      .tell(police, StatusDecided, {
        caseId,
        status: 'ActualVictimOfTrafficking',
        previous: 'PossibleVictimOfTrafficking',
        reconsidered: false,
        decidedOn: day.on,
        decidingBody: 'Commission',
        ruleVersion: '1',
        reasons: [],
        late: false,
      })
      .withdrawn()
      .prosecuted()
      .tell(office, ProceedingStageMoved, { caseId, proceedingId, from: 'Registered', stage: 'Investigation', ...day });
    expect(file).toMatchObject({
      facts: { ageGroup: 'Child', gender: 'Feminine' },
      status: 'ActualVictimOfTrafficking',
      consents: [{ consentId, withdrawn: true }],
      referrals: [{ referralId, consentId, state: 'HandedOver' }],
      proceedings: [{ proceedingId, office, registeredBy: police, stage: 'Investigation' }],
    });
    expect(streamsOf(file).sort()).toEqual(
      [
        `case-${caseId}`,
        `consent-${caseId}`,
        `assistance-${caseId}`,
        `rehabilitation-${caseId}`,
        `subject-rights-${caseId}`,
        `referral-${referralId}`,
        `proceeding-${proceedingId}`,
      ].sort(),
    );
  });

  it('derives the stage: identified, referred, in assistance, in rehabilitation, closed, and back', () => {
    const story = new CaseStory().logged();
    expect(stageOf(story.file)).toBe('Identified');
    story.consented().referred();
    expect(stageOf(story.file)).toBe('Referred');
    story.tell(police, ReferralExpired, { ...about, respondBy: '2026-11-03T06:00:00.000Z' });
    expect([stageOf(story.file), referralsUnderWay(story.file).length > 0]).toEqual(['Referred', true]);
    story.tell(shelter, ReferralAccepted, about);
    expect([stageOf(story.file), isAssisted(story.file)]).toEqual(['Referred', false]);
    story.tell(shelter, ReferralHandedOver, { ...about, ...day });
    expect([stageOf(story.file), isAssisted(story.file)]).toEqual(['InAssistance', true]);
    story.tell(shelter, RehabilitationPlanned, { caseId, organisationId: shelter, goals: [] });
    expect(stageOf(story.file)).toBe('InRehabilitation');
    story.tell(shelter, CaseClosed, { caseId, reason: 'Reintegrated', ...day });
    expect(stageOf(story.file)).toBe('Closed');
    story.tell(shelter, CaseReopened, { caseId, reason: 'Other', ...day });
    expect(stageOf(story.file)).toBe('InRehabilitation');
  });

  it('counts her as assisted by a service, not by a plan', () => {
    const story = new CaseStory()
      .logged(shelter)
      .tell(shelter, AssistancePlanned, { caseId, organisationId: shelter, needs: ['Legal'], goals: [] });
    expect([stageOf(story.file), isAssisted(story.file)]).toEqual(['InAssistance', false]);
    story.tell(shelter, ServiceDelivered, {
      caseId,
      organisationId: shelter,
      service: 'Legal',
      deliveredOn: day.on,
      late: false,
    });
    expect(isAssisted(story.file)).toBe(true);
  });

  it('of any history: is folded alike twice, has a known holder, and never throws', () => {
    fc.assert(
      fc.property(fc.nat(10_000), (seed) => {
        const events = makeHistory({ cases: 4, seed });
        const organisations = new Set(events.map(({ data }) => (data as { organisationId?: string }).organisationId));
        for (const id of new Set(events.flatMap((event) => caseOf(event) ?? []))) {
          const own = events.filter((event) => caseOf(event) === id);
          const fold = () => own.reduce<CaseFile | undefined>(evolveCaseFile, undefined)!;
          const file = fold();
          expect(fold()).toEqual(file);
          expect(organisations).toContain(file.holder);
          // the streams it names are those that its events stand in
          expect(streamsOf(file)).toEqual(expect.arrayContaining([...new Set(own.map(({ stream }) => stream))]));
          if (file.closed) expect(referralsUnderWay(file)).toEqual([]);
          expect(JSON.stringify(file)).not.toContain('"sealed"');
        }
      }),
      { numRuns: 30 },
    );
  });

  it('leaves an event it does not know alone', () => {
    const { file, events } = new CaseStory().logged();
    const unknown = { ...events[0]!, type: 'SomethingElse' } as RecordedEvent;
    expect(evolveCaseFile(file, unknown)).toBe(file);
  });
});

describe('what an organisation is to a case', () => {
  it('Holder and Logger: whoever logged it', () => {
    expect(new CaseStory().logged().relations(callerFrom(police))).toEqual(['Holder', 'Logger']);
    expect(atShelter().relations(callerFrom(police))).toEqual(['Logger']);
  });

  it('an imported case is of the organisation it names, not of the administration that imported it', () => {
    const story = new CaseStory().logged(administration, { organisationId: otherNgo });
    expect(story.relations(callerFrom(otherNgo))).toEqual(['Holder', 'Logger']);
    expect(story.relations(callerFrom(administration, 'administrator'))).toEqual([]);
  });

  it('Offered, Accepted, Holder, Ended, TurnedAway: whoever a referral was sent to', () => {
    const receiver = callerFrom(shelter);
    const sent = () => new CaseStory().logged().consented().referred();
    expect(new CaseStory().logged().consented().relations(receiver)).toEqual([]);
    expect(sent().relations(receiver)).toEqual(['Offered']);
    expect(
      sent()
        .tell(police, ReferralExpired, { ...about, respondBy: '2026-11-03T06:00:00.000Z' })
        .relations(receiver),
    ).toEqual(['Offered']);
    expect(sent().tell(shelter, ReferralAccepted, about).relations(receiver)).toEqual(['Accepted']);
    expect(atShelter().relations(receiver)).toEqual(['Holder', 'Accepted']);
    const over = { ...about, outcome: 'Successful' as const, ...day };
    expect(atShelter().tell(shelter, ReferralCompleted, over).relations(receiver)).toEqual(['Holder', 'Ended']);
    expect(
      sent().tell(shelter, ReferralAccepted, about).tell(shelter, ReferralCompleted, over).relations(receiver),
    ).toEqual(['Ended']);
    expect(
      sent()
        .tell(shelter, ReferralDeclined, { ...about, reason: 'NoCapacity' })
        .relations(receiver),
    ).toEqual(['TurnedAway']);
    expect(
      sent()
        .tell(police, ReferralRecalled, { ...about, reason: 'Other' })
        .relations(receiver),
    ).toEqual(['TurnedAway']);
  });

  it('Proceeding: the office that leads one, and not the police that registered it', () => {
    const story = new CaseStory().logged().prosecuted();
    expect(story.relations(callerFrom(office, 'prosecutor'))).toEqual(['Proceeding']);
    expect(story.relations(callerFrom(police, 'police-officer'))).toEqual(['Holder', 'Logger']);
  });

  it('Commission: a member, of a commission of the region, of a case with a region', () => {
    const member = callerFrom(commission, 'commission-member');
    const story = new CaseStory().logged();
    expect(story.relations(member, ['KG-GO', 'KG-O'])).toEqual(['Commission']);
    expect(story.relations(member, ['KG-GB'])).toEqual([]);
    expect(story.relations(member, [])).toEqual([]);
    expect(story.relations(callerFrom(commission, 'police-officer'), ['KG-GO'])).toEqual([]);
    expect(new CaseStory().logged(police, { region: undefined }).relations(member, ['KG-GO'])).toEqual([]);
    story.tell(police, IdentificationCorrected, { caseId, before: { region: 'KG-GO' }, after: { region: 'KG-GB' } });
    expect(story.relations(member, ['KG-GO'])).toEqual([]);
  });

  it('nothing: everybody else', () => {
    expect(atShelter().prosecuted().relations(callerFrom(otherNgo))).toEqual([]);
  });
});
