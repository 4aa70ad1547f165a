import { randomUUID } from 'node:crypto';
import { caseNumber, type RecordedEvent } from '#kernel';
import { OrganisationChanged, OrganisationRegistered } from '#nrm/directory';
import { IdentificationCorrected } from '#nrm/identification';
import {
  HandoverConfirmed,
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralExpired,
  ReferralRecalled,
} from '#nrm/referral';
import { CaseClosed, CaseReopened, RehabilitationPlanned } from '#nrm/rehabilitation';
import type { ProjectionTable, Row } from '#projections';
import { police, shelter, Story } from '../caseload/story.testing.js';
import { journeys } from './journeys.table.js';
import { organisations } from './organisations.table.js';
import { referrals } from './referrals.table.js';

const caseId = randomUUID();
const referralId = randomUUID();

function fold<R extends Row>(table: ProjectionTable<R>, group: string, events: readonly RecordedEvent[]): readonly R[] {
  let rows: readonly R[] = [];
  for (const event of events) {
    if (table.groups(event).includes(group)) rows = table.evolve(rows, event, group);
  }
  return rows;
}

describe('a referral', () => {
  const about = { caseId, referralId };
  const sent = () => new Story().logged(caseId).referred(caseId, referralId);
  const row = (story: Story) => fold(referrals('KG'), referralId, story.events)[0];

  it('is there from the moment it is sent', () => {
    expect(fold(referrals('KG'), referralId, sent().events)).toEqual([
      {
        referral_id: referralId,
        case_id: caseId,
        case_number: caseNumber('KG', caseId),
        from_org: police,
        to_org: shelter,
        services: ['Shelter'],
        state: 'Sent',
        sent_at: '2026-11-02T06:00:00.000Z',
        respond_by: '2026-11-03T06:00:00.000Z',
        answered_at: null,
        decline_reason: null,
        recall_reason: null,
        handed_over_on: null,
        handover_confirmed: false,
        completed_on: null,
        outcome: null,
        exercise: false,
      },
    ]);
  });

  it('is answered when it is accepted or declined', () => {
    expect(row(sent().tell(ReferralAccepted, about))).toMatchObject({
      state: 'Accepted',
      answered_at: '2026-11-02T06:03:00.000Z',
      decline_reason: null,
    });
    expect(row(sent().tell(ReferralDeclined, { ...about, reason: 'NoCapacity' }))).toMatchObject({
      state: 'Declined',
      answered_at: '2026-11-02T06:03:00.000Z',
      decline_reason: 'NoCapacity',
    });
  });

  it('may expire and still be answered', () => {
    const expired = sent().tell(ReferralExpired, { ...about, respondBy: '2026-11-03T06:00:00.000Z' });
    expect(row(expired)).toMatchObject({ state: 'Expired', answered_at: null });
    expect(row(expired.tell(ReferralAccepted, about))).toMatchObject({
      state: 'Accepted',
      answered_at: '2026-11-02T06:04:00.000Z',
    });
  });

  it('may be recalled, before an answer and after', () => {
    const recall = { ...about, reason: 'NoAnswer' as const };
    expect(row(sent().tell(ReferralRecalled, recall))).toMatchObject({
      state: 'Recalled',
      recall_reason: 'NoAnswer',
      answered_at: null,
    });
    expect(row(sent().tell(ReferralAccepted, about).tell(ReferralRecalled, recall))).toMatchObject({
      state: 'Recalled',
      answered_at: '2026-11-02T06:03:00.000Z',
    });
  });

  it('ends with arrival and outcome; the confirmation may come when it likes', () => {
    const over = sent()
      .arrived(caseId, referralId)
      .tell(ReferralCompleted, { ...about, outcome: 'Successful', on: '2026-11-04', late: false });
    const end = { state: 'Completed', handed_over_on: '2026-11-02', completed_on: '2026-11-04', outcome: 'Successful' };
    expect(row(over)).toMatchObject({ ...end, handover_confirmed: false });
    expect(row(over.tell(HandoverConfirmed, { ...about, on: '2026-11-05' }))).toMatchObject({
      ...end,
      handover_confirmed: true,
    });
  });

  it('is not touched by what happens to the case', () => {
    const [logged] = new Story().logged(caseId).events;
    expect(referrals('KG').groups(logged!)).toEqual([]);
    expect(fold(referrals('KG'), referralId, new Story().tell(ReferralAccepted, about).events)).toEqual([]);
  });
});

describe('an organisation', () => {
  const organisationId = shelter;
  const registered = {
    organisationId,
    name: 'A shelter',
    type: 'NGO',
    services: ['Shelter'],
    regions: ['KG-GO'],
  } as const;
  const told = () =>
    new Story().tell(OrganisationRegistered, { ...registered, services: ['Shelter'], regions: ['KG-GO'] });

  it('is in the directory as it is now', () => {
    expect(fold(organisations, organisationId, told().events)).toEqual([
      { organisation_id: organisationId, name: 'A shelter', type: 'NGO', services: ['Shelter'], regions: ['KG-GO'] },
    ]);
    const changed = told().tell(OrganisationChanged, {
      ...registered,
      name: 'The shelter',
      services: ['Shelter', 'Legal'],
      regions: [],
    });
    expect(fold(organisations, organisationId, changed.events)).toEqual([
      {
        organisation_id: organisationId,
        name: 'The shelter',
        type: 'NGO',
        services: ['Shelter', 'Legal'],
        regions: [],
      },
    ]);
  });

  it('is what the events of the directory are about, not those of a case that name one', () => {
    const [logged] = new Story().logged(caseId).events;
    expect(organisations.groups(logged!)).toEqual([]);
  });
});

describe('how far a case got', () => {
  const row = (story: Story) => fold(journeys, caseId, story.events)[0];
  const logged = () => new Story().logged(caseId);
  const closing = { caseId, on: '2026-11-02', late: false };

  it('begins with identification', () => {
    expect(row(logged())).toEqual({
      case_id: caseId,
      identified_on: '2026-11-01',
      furthest: 'Identified',
      closed_reason: null,
      exercise: false,
    });
    const corrected = logged()
      .tell(IdentificationCorrected, { caseId, before: {}, after: { identifiedOn: '2026-10-30' } })
      .tell(IdentificationCorrected, { caseId, before: {}, after: { gender: 'Masculine' } });
    expect(row(corrected)).toMatchObject({ identified_on: '2026-10-30' });
  });

  it('never goes back', () => {
    const referred = logged().referred(caseId, referralId);
    expect(row(referred)).toMatchObject({ furthest: 'Referred' });
    expect(row(referred.tell(ReferralDeclined, { caseId, referralId, reason: 'NoCapacity' }))).toMatchObject({
      furthest: 'Referred',
    });
    expect(row(logged().referred(caseId, referralId).arrived(caseId, referralId))).toMatchObject({
      furthest: 'InAssistance',
    });
    expect(row(logged().planned(caseId))).toMatchObject({ furthest: 'InAssistance' });
    expect(row(logged().served(caseId).referred(caseId, referralId))).toMatchObject({ furthest: 'InAssistance' });
    const rehabilitated = logged().tell(RehabilitationPlanned, {
      caseId,
      organisationId: shelter,
      goals: [{ goalId: 'r1', right: 'Housing', description: 'sealed' }],
    });
    expect(row(rehabilitated.served(caseId))).toMatchObject({ furthest: 'InRehabilitation' });
  });

  it('ends when it is closed, and goes on when it is reopened', () => {
    const closed = logged().tell(CaseClosed, { ...closing, reason: 'ContactLost' });
    expect(row(closed)).toMatchObject({ furthest: 'Identified', closed_reason: 'ContactLost' });
    expect(row(closed.tell(CaseReopened, { ...closing, reason: 'ReturnedForHelp' }))).toMatchObject({
      closed_reason: null,
    });
  });
});
