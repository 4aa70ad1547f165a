import { randomUUID } from 'node:crypto';
import { derivedId, type RecordedEvent } from '#kernel';
import { CaseAssigned, IdentificationCorrected, StatusDecided } from '#nrm/identification';
import { OrganisationRegistered } from '#nrm/directory';
import {
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralExpired,
  ReferralRecalled,
} from '#nrm/referral';
import { CaseClosed, CaseReopened, FollowUpRecorded, RehabilitationPlanned } from '#nrm/rehabilitation';
import { makeHistory } from '../projections/history.testing.js';
import { cases, type CaseRow } from './caseload.projection.js';
import { office, otherNgo, police, shelter, Story } from './story.testing.js';

const table = cases('KG');
const caseId = randomUUID();
const referralId = randomUUID();

const fold = (events: readonly RecordedEvent[], group = caseId): readonly CaseRow[] => {
  let rows: readonly CaseRow[] = [];
  for (const event of events) {
    if (table.groups(event).includes(group)) rows = table.evolve(rows, event, group);
  }
  return rows;
};
const rowOf = (organisation: string, story: Story) =>
  fold(story.events).find(({ organisation_id }) => organisation_id === organisation);
const story = () => new Story().logged(caseId);
const sent = () => story().referred(caseId, referralId);
const arrived = () => sent().arrived(caseId, referralId);

describe('a case that was logged', () => {
  it('is in the caseload of whoever logged it, who holds it', () => {
    expect(fold(new Story().logged(caseId, { region: undefined }).events)).toMatchObject([{ part: 'Insider' }]);
    expect(fold(story().events)).toEqual([
      expect.objectContaining({
        case_id: caseId,
        organisation_id: police,
        part: 'Insider',
        person_id: derivedId('person', caseId),
        logged_by: police,
        holder: police,
        assignee: null,
        stage: 'Identified',
        status: 'PossibleVictimOfTrafficking',
        assisted: false,
        identified_on: '2026-11-01',
        region: 'KG-GO',
        age_group: 'Adult',
        gender: 'Feminine',
        answer_due: null,
        follow_up_due: null,
        exercise: false,
        last_event_at: '2026-11-02T06:01:00.000Z',
      }),
      expect.objectContaining({ organisation_id: null, part: 'Commission', region: 'KG-GO' }),
    ]);
    expect(rowOf(police, story())!.case_number).toMatch(/^KG-\w{4}-\w{4}-\w{2}$/);
  });

  it('shows what was decided and corrected, and to each organisation whom it assigned', () => {
    const told = story()
      .tell(CaseAssigned, { caseId, organisationId: police, assignee: 'police.osh' })
      .tell(StatusDecided, {
        caseId,
        status: 'ActualVictimOfTrafficking',
        previous: 'PossibleVictimOfTrafficking',
        reconsidered: false,
        decidedOn: '2026-11-02',
        decidingBody: 'Commission',
        ruleVersion: '1',
        reasons: [],
        late: false,
      })
      .tell(IdentificationCorrected, {
        caseId,
        before: { identifiedOn: '2026-11-01', ageGroup: 'Adult' },
        after: { identifiedOn: '2026-10-31', ageGroup: 'Child' },
      })
      .referred(caseId, referralId);
    const facts = {
      status: 'ActualVictimOfTrafficking',
      identified_on: '2026-10-31',
      age_group: 'Child',
      gender: 'Feminine',
    };
    expect(rowOf(police, told)).toMatchObject({ ...facts, region: 'KG-GO', assignee: 'police.osh' });
    expect(rowOf(shelter, told)).toMatchObject({ ...facts, region: null, assignee: null });
    told.tell(ReferralAccepted, { caseId, referralId });
    expect(rowOf(shelter, told)).toMatchObject({ ...facts, region: 'KG-GO', assignee: null });
  });

  it('is training data when it was logged as such', () => {
    const exercise = new Story();
    exercise.exercise = true;
    expect(rowOf(police, exercise.logged(caseId))).toMatchObject({ exercise: true });
  });

  it('has no row before it was logged, and none from events that are not about a case', () => {
    expect(fold(new Story().referred(caseId, referralId).events)).toEqual([]);
    const [registered] = new Story().tell(OrganisationRegistered, {
      organisationId: police,
      name: 'Police',
      type: 'LawEnforcement',
      services: [],
      regions: [],
    }).events;
    expect(table.groups(registered!)).toEqual([]);
  });
});

describe('a part in a case', () => {
  it('begins for the receiver when the referral is sent, and the holding with her arrival', () => {
    expect(rowOf(shelter, sent())).toMatchObject({ part: 'Offered', holder: null });
    expect(rowOf(shelter, arrived())).toMatchObject({ holder: shelter, logged_by: police, assisted: true });
    expect(rowOf(police, arrived())).toMatchObject({ holder: shelter });
  });

  it('ends when the referral is declined or recalled, and not when it is completed', () => {
    const declined = sent().tell(ReferralDeclined, { caseId, referralId, reason: 'NoCapacity' });
    const recalled = sent()
      .tell(ReferralAccepted, { caseId, referralId })
      .tell(ReferralRecalled, { caseId, referralId, reason: 'NoAnswer' });
    const completed = arrived().tell(ReferralCompleted, {
      caseId,
      referralId,
      outcome: 'Successful',
      on: '2026-11-02',
      late: false,
    });
    expect(rowOf(shelter, declined)).toBeUndefined();
    expect(rowOf(shelter, recalled)).toBeUndefined();
    expect(rowOf(shelter, completed)).toMatchObject({ holder: shelter });
  });

  const withheld = {
    logged_by: null,
    holder: null,
    assignee: null,
    region: null,
    age_group: null,
    gender: null,
    answer_due: null,
    follow_up_due: null,
    facts: null,
  };

  it('of one that was asked is the offer: age group, gender and by when to answer', () => {
    expect(rowOf(shelter, sent())).toMatchObject({
      ...withheld,
      part: 'Offered',
      age_group: 'Adult',
      gender: 'Feminine',
      answer_due: '2026-11-03T06:00:00.000Z',
    });
    const expired = sent().tell(ReferralExpired, { caseId, referralId, respondBy: '2026-11-03T06:00:00.000Z' });
    expect(rowOf(shelter, expired)).toMatchObject({ part: 'Offered', holder: null });
    const accepted = sent().tell(ReferralAccepted, { caseId, referralId });
    expect(rowOf(shelter, accepted)).toMatchObject({ part: 'Insider', holder: police, region: 'KG-GO' });
  });

  it('of one whose referral was completed shrinks when she goes on to another', () => {
    const end = { outcome: 'Successful' as const, on: '2026-11-02', late: false };
    const next = randomUUID();
    const told = arrived().tell(ReferralCompleted, { caseId, referralId, ...end });
    expect(rowOf(shelter, told)).toMatchObject({ part: 'Insider' });
    told.referred(caseId, next, { from: shelter, to: otherNgo }).arrived(caseId, next);
    expect(rowOf(shelter, told)).toMatchObject({ ...withheld, part: 'Outsider' });
    expect(rowOf(otherNgo, told)).toMatchObject({ part: 'Insider', holder: otherNgo });
    expect(rowOf(police, told)).toMatchObject({ part: 'Insider', holder: otherNgo });
  });

  it('of one from whom she has gone on shrinks also when nobody completed its referral', () => {
    const told = arrived();
    expect(rowOf(shelter, told)).toMatchObject({ part: 'Insider' });
    const next = randomUUID();
    told.referred(caseId, next, { from: shelter, to: otherNgo }).arrived(caseId, next);
    expect(rowOf(shelter, told)).toMatchObject({ ...withheld, part: 'Outsider' });
    expect(rowOf(otherNgo, told)).toMatchObject({ part: 'Insider', holder: otherNgo });
  });

  it('of a prosecutor’s office is the proceeding: neither facts about her, nor who helps her, nor what is due', () => {
    const told = sent().prosecuted(caseId).served(caseId);
    expect(rowOf(office, told)).toMatchObject({
      ...withheld,
      part: 'Outsider',
      stage: 'InAssistance',
      assisted: true,
    });
  });

  it('of an office that is also referred to is that of any receiver', () => {
    const told = story().prosecuted(caseId).referred(caseId, referralId, { to: office });
    expect(fold(told.events).filter(({ organisation_id }) => organisation_id === office)).toMatchObject([
      { part: 'Offered', age_group: 'Adult' },
    ]);
    const accepted = told.tell(ReferralAccepted, { caseId, referralId });
    expect(rowOf(office, accepted)).toMatchObject({ part: 'Insider', region: 'KG-GO' });
  });
});

describe('the stage', () => {
  const stage = (told: Story) => rowOf(police, told)!.stage;
  const rehabilitated = () =>
    arrived().tell(RehabilitationPlanned, {
      caseId,
      organisationId: shelter,
      goals: [{ goalId: 'r1', right: 'Housing', description: 'sealed' }],
    });
  const closing = { caseId, on: '2026-11-02', late: false };

  it('follows the case', () => {
    expect(stage(story())).toBe('Identified');
    expect(stage(sent())).toBe('Referred');
    expect(stage(sent().tell(ReferralAccepted, { caseId, referralId }))).toBe('Referred');
    expect(stage(sent().tell(ReferralExpired, { caseId, referralId, respondBy: '2026-11-03T06:00:00.000Z' }))).toBe(
      'Referred',
    );
    expect(stage(sent().tell(ReferralDeclined, { caseId, referralId, reason: 'NoCapacity' }))).toBe('Identified');
    expect(stage(arrived())).toBe('InAssistance');
    expect(stage(story().planned(caseId))).toBe('InAssistance');
    expect(stage(story().served(caseId))).toBe('InAssistance');
    expect(stage(rehabilitated())).toBe('InRehabilitation');
  });

  it('is Closed when closed and what it was when reopened', () => {
    const closed = rehabilitated().tell(CaseClosed, { ...closing, reason: 'Reintegrated' });
    expect(stage(closed)).toBe('Closed');
    expect(stage(closed.tell(CaseReopened, { ...closing, reason: 'ReturnedForHelp' }))).toBe('InRehabilitation');
  });

  it('of a plan alone does not say that she was assisted', () => {
    expect(rowOf(police, story().planned(caseId))).toMatchObject({ assisted: false });
    expect(rowOf(police, story().served(caseId))).toMatchObject({ assisted: true });
  });
});

describe('what is due', () => {
  const later = randomUUID();
  const followUp = (on: string, nextOn?: string) => ({
    caseId,
    on,
    situation: 'Stable' as const,
    late: false,
    ...(nextOn ? { nextOn } : {}),
  });

  it('is the earliest answer to a referral, for those who sent or received it and for the holder', () => {
    const told = arrived()
      .referred(caseId, later, { from: shelter, to: otherNgo, respondBy: '2026-11-09T06:00:00.000Z' })
      .referred(caseId, randomUUID(), { from: police, to: office, respondBy: '2026-11-08T06:00:00.000Z' });
    expect(rowOf(shelter, told)).toMatchObject({ answer_due: '2026-11-08T06:00:00.000Z' });
    expect(rowOf(otherNgo, told)).toMatchObject({ answer_due: '2026-11-09T06:00:00.000Z' });
    expect(rowOf(police, told)).toMatchObject({ answer_due: '2026-11-08T06:00:00.000Z' });
  });

  it('stays due when the referral expired, until it is answered', () => {
    const expired = sent().tell(ReferralExpired, { caseId, referralId, respondBy: '2026-11-03T06:00:00.000Z' });
    expect(rowOf(police, expired)).toMatchObject({ answer_due: '2026-11-03T06:00:00.000Z' });
    expect(rowOf(police, expired.tell(ReferralAccepted, { caseId, referralId }))).toMatchObject({ answer_due: null });
  });

  it('is the holder’s next follow-up, until a later one says otherwise', () => {
    const told = arrived().tell(FollowUpRecorded, followUp('2026-11-02', '2026-12-02'));
    expect(rowOf(shelter, told)).toMatchObject({ follow_up_due: '2026-12-02' });
    expect(rowOf(police, told)).toMatchObject({ follow_up_due: null });
    told.tell(FollowUpRecorded, followUp('2026-11-01', '2026-11-15'));
    expect(rowOf(shelter, told)).toMatchObject({ follow_up_due: '2026-12-02' });
    told.tell(FollowUpRecorded, followUp('2026-12-02'));
    expect(rowOf(shelter, told)).toMatchObject({ follow_up_due: null });
  });

  it('of a closed case are its follow-ups, but no answers', () => {
    const told = sent()
      .tell(FollowUpRecorded, followUp('2026-11-02', '2026-12-02'))
      .tell(CaseClosed, { caseId, reason: 'ContactLost', on: '2026-11-02', late: false });
    expect(rowOf(police, told)).toMatchObject({ answer_due: null, follow_up_due: '2026-12-02' });
  });
});

describe('any history', () => {
  it.each([1, 2, 3, 4, 5])('leaves one row per organisation, one of them the holder’s (seed %i)', (seed) => {
    const groups = new Map<string, readonly CaseRow[]>();
    for (const event of makeHistory({ cases: 40, seed })) {
      const before = JSON.stringify(event);
      for (const group of table.groups(event)) {
        groups.set(group, table.evolve(groups.get(group) ?? [], event, group));
      }
      expect(JSON.stringify(event)).toBe(before);
    }
    expect(groups.size).toBe(40);
    for (const rows of groups.values()) {
      expect(new Set(rows.map(({ organisation_id }) => organisation_id)).size).toBe(rows.length);
      expect(rows.filter(({ organisation_id, holder }) => holder !== null && organisation_id === holder)).toMatchObject(
        [{ part: 'Insider' }],
      );
      expect(rows.filter(({ facts }) => facts !== null)).toMatchObject([{ part: 'Insider' }]);
      for (const row of rows.filter(({ part }) => part !== 'Insider')) {
        expect(row).toMatchObject({ holder: null, logged_by: null, assignee: null, facts: null });
        expect(row.region === null).toBe(row.part !== 'Commission');
        if (row.part === 'Commission') expect(row).toMatchObject({ answer_due: null, follow_up_due: null });
      }
    }
  });
});
