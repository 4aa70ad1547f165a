import fc from 'fast-check';
import type { Caller, Purpose, Relation, Role } from '#access';
import { caseOf, fieldGroups, type FieldGroup, type RecordedEvent } from '#kernel';
import { AssistancePlanned, CounsellingNoteRecorded, HealthNoteRecorded, ServiceDelivered } from '#nrm/assistance';
import { ConsentGiven } from '#nrm/consent';
import { CaseAssigned, IdentificationCorrected, StatusDecided } from '#nrm/identification';
import { ChargeRequalified, ProceedingStageMoved } from '#nrm/prosecution';
import {
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralExpired,
  ReferralHandedOver,
  ReferralRecalled,
  ReferralSent,
} from '#nrm/referral';
import { CaseClosed, FollowUpRecorded, GoalProgressed, RehabilitationPlanned } from '#nrm/rehabilitation';
import { makeHistory } from '../projections/history.testing.js';
import type { CaseAnswer } from './case.answers.js';
import type { Asking } from './asking.js';
import { evolveCaseFile, type CaseFile } from './case-file.js';
import {
  administration,
  asked,
  callerFrom,
  caseId,
  CaseStory,
  commission,
  consentId,
  marked,
  now,
  office,
  opened,
  otherNgo,
  police,
  proceedingId,
  referralId,
  shelter,
} from './case-file.testing.js';
import { relationsOf } from './case-relations.js';
import { viewCase } from './case-view.js';
import { sightOf } from './disclosure.js';
import { timelineEntry } from './timeline.js';

const about = { caseId, referralId };
const day = { on: '2026-11-02', late: false };
const accepted = (story: CaseStory) => story.tell(shelter, ReferralAccepted, about);
const arrived = (story: CaseStory) => accepted(story).tell(shelter, ReferralHandedOver, { ...about, ...day });
const completed = (story: CaseStory) =>
  story.tell(shelter, ReferralCompleted, { ...about, outcome: 'Successful', ...day });
const referred = () => new CaseStory().logged().consented().referred();

const roleAt: Readonly<Record<string, Role>> = {
  [police]: 'police-officer',
  [office]: 'prosecutor',
  [commission]: 'commission-member',
};
const somebodyAt = (organisationId: string): Caller => callerFrom(organisationId, roleAt[organisationId]);
const osh = ['KG-GO'];

function standingOf(file: CaseFile, caller: Caller, regions: string[] = []) {
  return { file, relations: relationsOf(file, caller, regions, now), revision: 1 };
}

/** The groups that somebody of an organisation sees whole of the first event of a story, which the police recorded. */
function groups(story: CaseStory, organisationId: string): FieldGroup[] {
  const caller = somebodyAt(organisationId);
  const standing = standingOf(story.file, caller, organisationId === commission ? osh : []);
  return [...sightOf(standing, asked(caller)).disclosed(story.events[0]!).shown].sort();
}

/** Everything but the notes, which are opened on a way of their own. */
const ownRecord = fieldGroups.filter((group) => group !== 'CounsellingNotes').sort();

describe('which groups of another’s records an organisation sees', () => {
  const fact = 'ServicesFact';
  const named = ['Contact', 'Needs', fact];
  it.each<[string, () => CaseStory, string, string[]]>([
    ['whoever recorded them: all', () => new CaseStory().logged(), police, ownRecord],
    ['whoever recorded them and holds it no more: all', () => arrived(referred()), police, ownRecord],
    ['a recipient of a consent without a referral: none', () => new CaseStory().logged().consented(), shelter, []],
    ['a receiver that has not answered: none', () => referred(), shelter, []],
    [
      'a receiver that let the time pass: none',
      () => referred().tell(police, ReferralExpired, { ...about, respondBy: 'x' }),
      shelter,
      [],
    ],
    ['a receiver that accepted: what the referral names', () => accepted(referred()), shelter, named],
    ['a receiver where she arrived: what the referral names', () => arrived(referred()), shelter, named],
    [
      'a receiver that completed and still holds: what the referral names',
      () => completed(arrived(referred())),
      shelter,
      named,
    ],
    ['a receiver that completed and never held: none', () => completed(accepted(referred())), shelter, []],
    [
      'a receiver that declined: none',
      () => referred().tell(shelter, ReferralDeclined, { ...about, reason: 'Other' }),
      shelter,
      [],
    ],
    [
      'a receiver whose referral was recalled: none',
      () => accepted(referred()).tell(police, ReferralRecalled, { ...about, reason: 'Other' }),
      shelter,
      [],
    ],
    [
      'a receiver whose consent was withdrawn before she came: none',
      () => accepted(referred()).withdrawn(),
      shelter,
      [],
    ],
    [
      'a receiver that cares for her although the consent was withdrawn: what it needs to care',
      () =>
        arrived(
          new CaseStory()
            .logged()
            .consented(['Contact', 'Narrative'])
            .referred({ fieldGroups: ['Contact', 'Narrative'] }),
        ).withdrawn(),
      shelter,
      ['Contact', fact],
    ],
    [
      'a receiver on narrower consent than the referral: the consent',
      () => accepted(new CaseStory().logged().consented(['Needs']).referred()),
      shelter,
      ['Needs', fact],
    ],
    [
      'a receiver on a legal basis: what the referral names, whatever becomes of consents',
      () =>
        accepted(
          new CaseStory()
            .logged()
            .consented()
            .referred({ basis: { kind: 'LegalBasis', legalBasis: 'x' } }),
        ).withdrawn(),
      shelter,
      named,
    ],
    [
      'a receiver of a consent that is not on file: none',
      () => accepted(new CaseStory().logged().referred()),
      shelter,
      [],
    ],
    [
      'a receiver whose referral names the criminal file and notes: not these',
      () =>
        accepted(
          new CaseStory()
            .logged()
            .consented(['CriminalFile', 'CounsellingNotes', 'Contact'])
            .referred({ fieldGroups: ['CriminalFile', 'CounsellingNotes', 'Contact'] }),
        ),
      shelter,
      ['Contact', fact],
    ],
    [
      'the office of a proceeding: that help is given',
      () => new CaseStory().logged(otherNgo).prosecuted(),
      office,
      [fact],
    ],
    ['police that registered one, with no part: none', () => new CaseStory().logged(otherNgo).prosecuted(), police, []],
    ['a commission: that help is given', () => new CaseStory().logged(), commission, [fact]],
    [
      'a commission that she agreed to show it to: that',
      () =>
        new CaseStory().logged().tell(police, ConsentGiven, {
          caseId,
          consentId,
          purpose: 'Identification',
          recipients: [commission],
          fieldGroups: ['Narrative', 'Location', 'CriminalFile'],
          language: 'ky',
          form: 'Oral',
          textVersion: 'kg-draft-1',
          givenOn: day.on,
          late: false,
        }),
      commission,
      ['Narrative', fact],
    ],
    [
      'the administration that imported it: none',
      () => new CaseStory().logged(administration, { organisationId: otherNgo }),
      administration,
      [],
    ],
    [
      'the organisation that an import names: all',
      () => new CaseStory().logged(administration, { organisationId: otherNgo }),
      otherNgo,
      ownRecord,
    ],
    ['a stranger: none', () => arrived(referred()).prosecuted(), otherNgo, []],
  ])('%s', (_, story, organisationId, expected) => {
    expect(groups(story(), organisationId)).toEqual(expected);
  });
});

describe('the criminal file of a proceeding', () => {
  const otherPolice = '00000000-0000-4000-8000-000000000001';
  const otherOffice = '00000000-0000-4000-8000-000000000002';
  const otherProceeding = '00000000-0000-4000-8000-000000000003';
  const moved = { caseId, from: 'Registered', stage: 'Dismissed', ground: 'said', ...day } as const;
  const requalified = { caseId, from: '166', to: '170-1', ground: 'said', ...day };
  const story = new CaseStory()
    .logged()
    .referred({ to: otherPolice, basis: { kind: 'LegalBasis', legalBasis: 'x' } })
    .tell(otherPolice, ReferralAccepted, about)
    .prosecuted()
    .tell(office, ChargeRequalified, { ...requalified, proceedingId })
    .tell(office, ProceedingStageMoved, { ...moved, proceedingId })
    .prosecuted(otherPolice, { proceedingId: otherProceeding, office: otherOffice })
    .tell(otherOffice, ProceedingStageMoved, { ...moved, proceedingId: otherProceeding });
  const seenBy = (organisationId: string, role: Role) => {
    const caller = callerFrom(organisationId, role);
    const { disclosed } = sightOf(standingOf(story.file, caller), asked(caller));
    return story.events
      .filter((event) => /^(Proceeding|Charge)/.test(event.type) && disclosed(event).shown.has('CriminalFile'))
      .map(({ position }) => position);
  };

  it('is seen by the office that leads it and the police that registered it, and by no other', () => {
    expect([seenBy(office, 'prosecutor'), seenBy(police, 'police-officer')]).toEqual([
      [4, 5, 6],
      [4, 5, 6],
    ]);
    expect([seenBy(otherOffice, 'prosecutor'), seenBy(otherPolice, 'police-officer')]).toEqual([
      [7, 8],
      [7, 8],
    ]);
    const seen = view(story, callerFrom(office, 'prosecutor'));
    expect(seen.proceedings).toMatchObject([
      {
        proceedingId,
        stage: 'Dismissed',
        articles: ['170-1'],
        requalifications: [{ from: '166', to: '170-1', ground: expect.stringContaining('CriminalFile!'), on: day.on }],
      },
    ]);
    expect(types(seen)).toEqual([
      'IdentificationLogged',
      'ProceedingRegistered',
      'ChargeRequalified',
      'ProceedingStageMoved',
    ]);
  });

  it('is not known of by anybody else: not that there is one either', () => {
    const seen = view(story, callerFrom(otherPolice, 'police-officer'));
    expect(seen.proceedings).toMatchObject([{ proceedingId: otherProceeding, requalifications: [] }]);
    expect(types(seen)).not.toContain('ChargeRequalified');
    const helper = view(full(), callerFrom(shelter));
    expect(helper).not.toHaveProperty('proceedings');
    expect(helper.hidden).not.toContain('CriminalFile');
  });
});

describe('an exclusion', () => {
  const excluded = (organisationId: string, user?: string): CaseFile => ({
    ...arrived(referred()).file,
    assignee: 'somebody',
    breakGlass: [{ breakGlassId: caseId, organisationId, user: 'somebody', until: '2027-01-01T00:00:00.000Z' }],
    exclusions: [{ exclusionId: caseId, organisationId, ...(user ? { user } : {}) }],
  });
  const partsOf = (file: CaseFile, caller: Caller) => [...relationsOf(file, caller, osh, now)];

  it('of an organisation takes every part from all its people', () => {
    expect(partsOf(excluded(shelter), callerFrom(shelter))).toEqual([]);
    expect(partsOf(excluded(police), callerFrom(police, 'police-supervisor'))).toEqual([]);
    expect(partsOf(excluded(commission), callerFrom(commission, 'commission-member'))).toEqual([]);
    expect(partsOf(excluded(otherNgo), callerFrom(otherNgo))).toEqual([]);
  });

  it('of an officer takes every part from that one, also where the case is assigned to them, and from no other', () => {
    const file = excluded(shelter, 'somebody');
    expect(partsOf(file, callerFrom(shelter))).toEqual([]);
    expect(partsOf(file, { ...callerFrom(shelter), user: 'a colleague' })).toEqual(['Holder', 'Accepted']);
    expect(partsOf(file, { ...callerFrom(police), user: 'a colleague' })).toEqual(['Logger']);
    // the same officer, who works for another organisation by now
    expect(partsOf(file, callerFrom(police))).toEqual([]);
  });
});

/** Everything that can happen to one case, by who does it. */
const full = () =>
  arrived(referred())
    .tell(shelter, AssistancePlanned, {
      caseId,
      organisationId: shelter,
      needs: ['Legal'],
      goals: [{ goalId: 'a1', service: 'Legal', description: 'said' }],
    })
    .tell(shelter, ServiceDelivered, {
      caseId,
      organisationId: shelter,
      service: 'Psychological',
      deliveredOn: day.on,
      note: 'said',
      late: false,
    })
    .tell(shelter, RehabilitationPlanned, {
      caseId,
      organisationId: shelter,
      goals: [{ goalId: 'r1', right: 'Housing', description: 'said' }],
    })
    .tell(shelter, GoalProgressed, { caseId, goalId: 'r1', status: 'Achieved', note: 'said', ...day })
    .tell(shelter, FollowUpRecorded, { caseId, situation: 'AtRisk', note: 'said', ...day })
    .prosecuted()
    .tell(commission, StatusDecided, {
      caseId,
      status: 'ActualVictimOfTrafficking',
      previous: 'PossibleVictimOfTrafficking',
      reconsidered: false,
      decidedOn: day.on,
      decidingBody: 'Commission',
      ruleVersion: '1',
      reasons: ['said'],
      late: false,
    })
    .tell(shelter, ReferralCompleted, { ...about, outcome: 'Successful', ...day })
    .tell(shelter, CaseClosed, { caseId, reason: 'Reintegrated', ...day });

function viewOf(
  events: readonly RecordedEvent[],
  file: CaseFile,
  caller: Caller,
  regions: string[] = [],
  purpose?: Purpose,
): CaseAnswer {
  return viewTo(marked(events), file, asked(caller, purpose), regions);
}
function viewTo(events: readonly RecordedEvent[], file: CaseFile, asking: Asking, regions: string[] = []): CaseAnswer {
  const standing = standingOf(file, asking.caller, regions);
  const sight = sightOf(standing, asking);
  return viewCase(file, opened(events, sight.disclosed), standing, sight, asking, 'KG');
}
const view = (story: CaseStory, caller: Caller, regions: string[] = [], purpose?: Purpose) =>
  viewOf(story.events, story.file, caller, regions, purpose);
const types = ({ timeline }: CaseAnswer): string[] => timeline.map(({ type }) => type);

describe('the timeline', () => {
  it('of those who work with her: everything but the criminal file of others', () => {
    const seen = types(view(full(), callerFrom(shelter)));
    expect(seen).toEqual(
      full()
        .events.map(({ type }) => type)
        .filter((type) => !type.startsWith('Proceeding')),
    );
  });

  it('of the police that logged her and registered the proceeding: everything', () => {
    expect(types(view(full(), callerFrom(police, 'police-officer')))).toEqual(full().events.map(({ type }) => type));
  });

  it('of a prosecutor: the status, the proceeding and the end, and not who helps her', () => {
    const seen = view(full(), callerFrom(office, 'prosecutor'));
    expect(types(seen)).toEqual(['IdentificationLogged', 'ProceedingRegistered', 'StatusDecided', 'CaseClosed']);
    expect(seen.timeline.map(({ organisationId }) => organisationId)).toEqual([
      undefined,
      police,
      commission,
      undefined,
    ]);
    const text = JSON.stringify(seen);
    for (const hidden of [
      shelter,
      'Psychological',
      'Housing',
      'Legal',
      'Needs!',
      'Contact!',
      'Identity!',
      'ServicesContent!',
      'Narrative!',
    ])
      expect(text).not.toContain(hidden);
    expect(seen).toMatchObject({ assisted: true, stage: 'Closed' });
    expect(seen).not.toHaveProperty('holder');
    expect(seen).not.toHaveProperty('facts');
    expect(seen.hidden).toEqual(expect.arrayContaining(['Identity', 'Contact', 'Narrative', 'ServicesContent']));
    expect(seen.assistedSince).toBe(day.on);
    expect(seen.proceedings).toMatchObject([{ registerNumber: expect.stringContaining('CriminalFile!') }]);
  });

  it('of a commission: the coded facts, the status and the end, and not who helps her', () => {
    const seen = view(full(), callerFrom(commission, 'commission-member'), osh);
    expect(types(seen)).toEqual(['IdentificationLogged', 'StatusDecided', 'CaseClosed']);
    expect(seen.facts).toMatchObject({ exploitation: ['ForcedLabour'] });
    expect(JSON.stringify(seen)).not.toContain(shelter);
    expect(seen).not.toHaveProperty('proceedings');
  });

  it('of a receiver whose referral is over: its own referral and what it did', () => {
    const story = completed(accepted(referred()));
    expect(types(view(story, callerFrom(shelter)))).toEqual(['ReferralSent', 'ReferralAccepted', 'ReferralCompleted']);
  });

  it('never tells an NGO of a proceeding that it did not register', () => {
    const events = full().events.filter(({ type }) => type.startsWith('Proceeding'));
    expect(events).toHaveLength(1);
    const all = new Set<Relation>(['Holder', 'Logger', 'Offered', 'Accepted', 'Ended', 'TurnedAway']);
    for (const event of events) {
      const standing = { file: full().file, relations: all, revision: 1 };
      expect(sightOf(standing, asked(callerFrom(shelter))).inTimeline(event)).toBe(false);
    }
  });
});

const helpSteps = new Set([
  'AssistancePlanned',
  'ServiceDelivered',
  'RehabilitationPlanned',
  'GoalProgressed',
  'FollowUpRecorded',
]);

describe('a line of the timeline', () => {
  const line = (seen: CaseAnswer, type: string) => seen.timeline.find((entry) => entry.type === type);
  const detail = (story: CaseStory, caller: Caller, type: string, purpose?: Purpose) =>
    line(view(story, caller, osh, purpose), type)?.detail;
  const officer = callerFrom(police, 'police-officer');
  const worker = callerFrom(shelter);

  it('names the role where it names the organisation, and a user to colleagues only', () => {
    const seen = view(full(), worker);
    expect(line(seen, 'ServiceDelivered')).toMatchObject({
      organisationId: shelter,
      role: 'police-officer',
      user: 'somebody',
    });
    expect(line(seen, 'IdentificationLogged')).toMatchObject({ organisationId: police, role: 'police-officer' });
    expect(line(seen, 'IdentificationLogged')).not.toHaveProperty('user');
    const outside = line(view(full(), callerFrom(office, 'prosecutor')), 'IdentificationLogged');
    expect(Object.keys(outside!).sort()).toEqual(['occurredAt', 'recordedAt', 'type']);
    const imported = new CaseStory().logged(administration, { organisationId: police });
    expect(line(view(imported, officer), 'IdentificationLogged')).toEqual({
      type: 'IdentificationLogged',
      occurredAt: expect.any(String),
      recordedAt: expect.any(String),
      organisationId: police,
    });
  });

  it('points to what it is about where the same answer has it', () => {
    const seen = view(full(), worker);
    const abouts = Object.fromEntries(seen.timeline.flatMap(({ type, about }) => (about ? [[type, about]] : [])));
    expect(abouts).toEqual({
      ConsentGiven: { kind: 'Consent', id: consentId },
      ReferralSent: { kind: 'Referral', id: referralId },
      ReferralAccepted: { kind: 'Referral', id: referralId },
      ReferralHandedOver: { kind: 'Referral', id: referralId },
      ReferralCompleted: { kind: 'Referral', id: referralId },
      GoalProgressed: { kind: 'Goal', id: 'r1' },
    });
    expect(line(view(full(), officer), 'ProceedingRegistered')).toMatchObject({
      about: { kind: 'Proceeding', id: proceedingId },
    });
    // the police do not see the plan
    expect(line(view(full(), officer), 'GoalProgressed')).not.toHaveProperty('about');
    expect(line(view(referred(), worker), 'ReferralSent')).toMatchObject({
      about: { kind: 'Referral', id: referralId },
    });
    // the referral is over, and no longer on its file
    expect(line(view(completed(accepted(referred())), worker), 'ReferralSent')).not.toHaveProperty('about');
  });

  it('tells the content of help to whom it is shown', () => {
    const told = Object.fromEntries(
      view(full(), worker).timeline.flatMap(({ type, detail: codes }) => (codes ? [[type, codes]] : [])),
    );
    expect(told).toEqual({
      ConsentGiven: { purpose: 'Referral', fieldGroups: ['Contact', 'Needs'], form: 'Oral' },
      ReferralSent: { services: ['Shelter'] },
      AssistancePlanned: { needs: ['Legal'] },
      ServiceDelivered: { service: 'Psychological' },
      RehabilitationPlanned: { rights: ['Housing'] },
      GoalProgressed: { status: 'Achieved' },
      FollowUpRecorded: { situation: 'AtRisk' },
      StatusDecided: { status: 'ActualVictimOfTrafficking', previous: 'PossibleVictimOfTrafficking' },
      ReferralCompleted: { outcome: 'Successful' },
      CaseClosed: { reason: 'Reintegrated' },
    });
    for (const type of helpSteps) expect([type, detail(full(), officer, type)]).toEqual([type, undefined]);
    const manager = callerFrom(shelter, 'ngo-manager');
    for (const type of helpSteps) {
      expect([type, detail(full(), manager, type, 'Supervision')]).toEqual([type, undefined]);
    }
  });

  it('tells an office and a commission the status, and not why it ended', () => {
    for (const caller of [callerFrom(office, 'prosecutor'), callerFrom(commission, 'commission-member')]) {
      expect(detail(full(), caller, 'StatusDecided')).toMatchObject({ status: 'ActualVictimOfTrafficking' });
      expect(line(view(full(), caller, osh), 'CaseClosed')).not.toHaveProperty('detail');
    }
    const moved = full().tell(office, ProceedingStageMoved, {
      caseId,
      proceedingId,
      from: 'Registered',
      stage: 'Dismissed',
      ground: 'said',
      ...day,
    });
    expect(detail(moved, callerFrom(office, 'prosecutor'), 'ProceedingStageMoved')).toEqual({
      stage: 'Dismissed',
      from: 'Registered',
    });
    const requalified = full().tell(office, ChargeRequalified, {
      caseId,
      proceedingId,
      from: '166',
      to: '170-1',
      ground: 'said',
      ...day,
    });
    expect(detail(requalified, callerFrom(office, 'prosecutor'), 'ChargeRequalified')).toEqual({
      from: '166',
      to: '170-1',
    });
  });

  it('tells what a referral asked for, and how it ended, to the holder and its two sides', () => {
    const onward = '00000000-0000-4000-8000-000000000004';
    const story = arrived(referred())
      .tell(shelter, ReferralSent, {
        referralId: onward,
        caseId,
        from: shelter,
        to: otherNgo,
        services: ['Medical'],
        fieldGroups: ['Contact'],
        basis: { kind: 'LegalBasis', legalBasis: 'x' },
        sentAt: '2026-11-02T06:00:00.000Z',
        respondBy: '2026-11-03T06:00:00.000Z',
      })
      .tell(otherNgo, ReferralDeclined, { caseId, referralId: onward, reason: 'NoCapacity' });
    expect(detail(story, worker, 'ReferralDeclined')).toEqual({ reason: 'NoCapacity' });
    expect(detail(story, officer, 'ReferralDeclined')).toBeUndefined();
    expect(JSON.stringify(view(story, officer))).not.toContain('Medical');
    const over = completed(accepted(referred()));
    expect(detail(over, worker, 'ReferralSent')).toEqual({ services: ['Shelter'] });
  });

  it('tells to whom a case was given to colleagues only', () => {
    const story = arrived(referred()).tell(shelter, CaseAssigned, { caseId, organisationId: shelter, assignee: 'x' });
    expect(detail(story, worker, 'CaseAssigned')).toEqual({ assignee: 'x' });
    expect(detail(story, officer, 'CaseAssigned')).toBeUndefined();
  });

  it('tells of a correction which fields it named, as far as they are shown, and old and new of codes', () => {
    const story = arrived(referred()).tell(police, IdentificationCorrected, {
      caseId,
      before: { region: 'KG-GO', exploitation: ['ForcedLabour'] },
      after: { region: 'KG-O', exploitation: ['ForcedLabour', 'SexualExploitation'] },
      person: { name: 'said', phone: 'said' },
      narrative: 'said',
      reason: 'said',
    });
    const codes = {
      'before.region': 'KG-GO',
      'after.region': 'KG-O',
      'before.exploitation': ['ForcedLabour'],
      'after.exploitation': ['ForcedLabour', 'SexualExploitation'],
    };
    expect(detail(story, officer, 'IdentificationCorrected')).toEqual({
      ...codes,
      fields: ['region', 'exploitation', 'name', 'phone', 'narrative'],
    });
    // her consent brings the telephone number to the shelter, and neither name nor story
    expect(detail(story, worker, 'IdentificationCorrected')).toEqual({
      ...codes,
      fields: ['region', 'exploitation', 'phone'],
    });
    // sealed, as the guard has it: the same
    const sight = sightOf(standingOf(story.file, worker), asked(worker));
    expect(timelineEntry(marked(story.events).at(-1)!, sight).detail).toMatchObject({
      fields: ['region', 'exploitation', 'phone'],
    });
  });
});

describe('the view', () => {
  it('says of her what was corrected last', () => {
    const caller = callerFrom(police, 'police-officer');
    const { person, narrative, needs, hidden } = view(full(), caller);
    expect(person).toEqual({
      name: '<Identity!1>',
      phone: '<Contact!1>',
      safeContact: '<SafeContact!1>',
      address: '<Location!1>',
    });
    expect([narrative, needs]).toEqual(['<Narrative!1>', '<Needs!1>']);
    // what the shelter wrote is not the police's to read
    expect(hidden).toContain('ServicesContent');
    expect(hidden).not.toContain('ServicesFact');
    expect(JSON.stringify(view(full(), caller))).not.toMatch(/ServicesContent!|Psychological/);
  });

  it('shows the help to who gives it', () => {
    const seen = view(full(), callerFrom(shelter));
    expect(seen.assistance).toMatchObject({
      needs: ['Legal'],
      goals: [{ description: '<ServicesContent!6>' }],
      services: [{ service: 'Psychological', note: '<ServicesContent!7>' }],
    });
    expect(seen.rehabilitation).toMatchObject({
      goals: [{ goalId: 'r1', status: 'Achieved' }],
      followUps: [{ situation: 'AtRisk' }],
    });
  });

  it('shows an offer with what is needed to answer it', () => {
    const seen = view(referred(), callerFrom(shelter));
    expect(seen.offer).toEqual({ referralId, services: ['Shelter'], respondBy: '2026-11-03T06:00:00.000Z' });
    expect(seen.facts).toEqual({ ageGroup: 'Adult', gender: 'Feminine' });
    expect(JSON.stringify(seen)).not.toContain('!');
  });

  it('shows a health note to who wrote it, and tells others nothing of it', () => {
    const note = { caseId, noteId: referralId, organisationId: shelter, text: 'said' };
    const story = full().tell(shelter, HealthNoteRecorded, note).tell(shelter, CounsellingNoteRecorded, note);
    const own = view(story, callerFrom(shelter));
    expect(own.health).toEqual([
      { text: expect.stringContaining('<Health!'), recordedAt: expect.any(String), organisationId: shelter },
    ]);
    expect(own.hidden).toContain('CounsellingNotes');
    expect(types(own)).toEqual(expect.arrayContaining(['HealthNoteRecorded', 'CounsellingNoteRecorded']));
    for (const other of [
      view(story, callerFrom(police, 'police-officer')),
      view(story, callerFrom(commission, 'commission-member'), osh),
      view(story, callerFrom(office, 'prosecutor')),
    ]) {
      expect(JSON.stringify(other)).not.toMatch(/HealthNote|CounsellingNote|"Health"/);
      expect(other).not.toHaveProperty('health');
    }
  });

  it('shows who supervises which file it is, and not who she is', () => {
    const person = { name: 'Айпери Токтогулова', birthDate: '1999-02-11', phone: '+996700000042', email: 'a@b.kg' };
    const story = new CaseStory().logged(police, { person });
    const supervisor = callerFrom(police, 'police-supervisor');
    const seen = viewTo(story.events, story.file, asked(supervisor, 'Supervision'));
    expect(seen.person).toEqual({ name: 'А. Т.', birthDate: '1999', phone: '…42' });
    expect(seen.masked).toEqual(['Contact', 'Identity']);
    expect(seen.hidden).toEqual(['Narrative', 'Needs']);
    expect(seen).not.toHaveProperty('narrative');
  });

  it('keeps who she is until a second factor was shown, and says so', () => {
    const story = new CaseStory().logged();
    const asking = { ...asked(callerFrom(police, 'police-officer')), secondFactor: false };
    const seen = viewTo(marked(story.events), story.file, asking);
    expect(seen.person).not.toHaveProperty('name');
    expect(seen.person).toHaveProperty('phone');
    expect(seen).toMatchObject({ hidden: ['Identity'], secondFactorFor: ['Identity'] });
    expect(view(story, asking.caller)).not.toHaveProperty('secondFactorFor');
  });

  it('of an emergency: how to find and treat her for its term, and nothing of who helps her', () => {
    const story = full().tell(shelter, HealthNoteRecorded, {
      caseId,
      noteId: referralId,
      organisationId: shelter,
      text: 'said',
    });
    const caller = callerFrom(otherNgo);
    const opening = { breakGlassId: referralId, organisationId: otherNgo, user: caller.user };
    const during = { ...story.file, breakGlass: [{ ...opening, until: new Date(now.getTime() + 1).toISOString() }] };
    const seen = viewOf(story.events, during, caller);
    expect(
      JSON.stringify(seen)
        .match(/<(\w+)!/g)
        ?.sort(),
    ).toEqual(['<Contact!', '<Health!', '<Identity!', '<Needs!', '<SafeContact!']);
    expect(seen.timeline).toEqual([]);
    expect(relationsOf(during, { ...caller, user: 'a colleague' }, [], now).size).toBe(0);
    const over = { ...story.file, breakGlass: [{ ...opening, until: now.toISOString() }] };
    expect(relationsOf(over, caller, [], now).size).toBe(0);
  });

  it('does not change the file it is made from', () => {
    const story = full();
    const before = structuredClone(story.file);
    const seen = view(story, callerFrom(shelter));
    seen.consents![0]!.recipients.push('x');
    expect(story.file).toEqual(before);
  });

  it('of any history, for anybody, has nothing of a group that is not open to him', () => {
    const callers = fc.record({
      organisation: fc.nat(11),
      role: fc.constantFrom<Caller['roles'][number]>(
        'police-officer',
        'ngo-caseworker',
        'prosecutor',
        'commission-member',
      ),
      regions: fc.subarray(['KG-GB', 'KG-GO', 'KG-C', 'KG-J']),
    });
    let shown = 0;
    let said = 0;
    let details = 0;
    fc.assert(
      fc.property(fc.nat(10_000), callers, (seed, { organisation, role, regions }) => {
        const events = makeHistory({ cases: 6, seed });
        const ids = events
          .filter(({ type }) => type === 'OrganisationRegistered')
          .map(({ data }) => (data as { organisationId: string }).organisationId);
        const caller = callerFrom(ids[organisation]!, role);
        for (const id of new Set(events.flatMap((event) => caseOf(event) ?? []))) {
          const own = events.filter((event) => caseOf(event) === id);
          const file = own.reduce<CaseFile | undefined>(evolveCaseFile, undefined)!;
          const seen = viewOf(own, file, caller, regions);
          const text = JSON.stringify(seen);
          // said once more, from the rules: what came by a referral that lives, on a consent that lives; what is kept in
          // care; what she agreed to show for her identification
          const received = new Set(
            file.referrals
              .filter(({ to }) => to === caller.organisationId)
              .filter(
                ({ state }) =>
                  ['Accepted', 'HandedOver'].includes(state) ||
                  (state === 'Completed' && file.holder === caller.organisationId),
              )
              .flatMap((referral) =>
                !referral.consentId ||
                file.consents.some((consent) => consent.consentId === referral.consentId && !consent.withdrawn)
                  ? referral.fieldGroups
                  : referral.fieldGroups.filter((group) => ['Contact', 'SafeContact', 'Needs'].includes(group)),
              ),
          );
          for (const consent of file.consents) {
            if (consent.purpose !== 'Identification' || !consent.recipients.includes(caller.organisationId)) continue;
            for (const group of consent.fieldGroups) received.add(group);
          }
          const led = file.proceedings
            .filter((item) => [item.office, item.registeredBy].includes(caller.organisationId))
            .map(({ proceedingId: id }) => id);
          for (const [, group, position] of text.matchAll(/<(\w+)!(\d+)>/g)) {
            const { data, metadata } = own.find((event) => event.position === Number(position))!;
            const mayBe =
              metadata.actor.organisation === caller.organisationId ||
              received.has(group as FieldGroup) ||
              (group === 'CriminalFile' && led.includes((data as { proceedingId: string }).proceedingId));
            expect([group, mayBe]).toEqual([group, true]);
            shown += 1;
          }
          for (const { type, recordedAt, user, detail } of seen.timeline) {
            const event = own.find((one) => one.type === type && one.recordedAt === recordedAt)!;
            const { organisation } = event.metadata.actor;
            if (user !== undefined) expect(organisation).toBe(caller.organisationId);
            if (!detail || !helpSteps.has(type)) continue;
            expect([type, organisation === caller.organisationId || received.has('ServicesContent')]).toEqual([
              type,
              true,
            ]);
            details += 1;
          }
          said += JSON.stringify(marked(own)).match(/<\w+!\d+>/g)?.length ?? 0;
        }
      }),
      { numRuns: 150 },
    );
    expect(shown).toBeGreaterThan(50);
    expect(details).toBeGreaterThan(10);
    expect(said).toBeGreaterThan(2 * shown);
  });
});
