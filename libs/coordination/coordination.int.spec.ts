import { derivedId } from '#kernel';
import { OrganisationRegistered } from '#nrm/directory';
import {
  HandoverConfirmed,
  ReferralAccepted,
  ReferralCompleted,
  ReferralDeclined,
  ReferralExpired,
  ReferralHandedOver,
  ReferralRecalled,
} from '#nrm/referral';
import { CaseClosed } from '#nrm/rehabilitation';
import { callerOf, planByIndex, type ReadSide, startReadSide } from '../caseload/read-side.testing.js';
import { office, otherNgo, police, shelter, Story } from '../caseload/story.testing.js';
import { describeProjection } from '../projections/projection.testing.js';
import type { Flows, OrganisationsPage, ReferralsPage, ResponseTimes } from './coordination.answers.js';
import { CoordinationModule } from './coordination.module.js';
import { coordinationProjection } from './coordination.projection.js';
import { listed, ReferralQueries } from './referral.queries.js';

describeProjection(coordinationProjection('KG'));

const named = (name: string) => derivedId('coordination', name);
const [a, b, c] = [named('a'), named('b'), named('c')];
const [r1, r2, r3, r4, r5, r6] = [1, 2, 3, 4, 5, 6].map((n) => named(`r${n}`)) as [
  ...[string, string, string],
  ...[string, string, string],
];
const registry = named('import');

/** What the story says was recorded at its n-th event. */
const recorded = (n: number) => new Date(Date.parse('2026-11-02T06:00:00.000Z') + n * 60_000).toISOString();
const future = '2999-01-01T00:00:00.000Z';

function told(): Story {
  const story = new Story();
  story.tell(OrganisationRegistered, {
    organisationId: shelter,
    name: 'Shelter of Osh',
    type: 'NGO',
    services: ['Shelter', 'Psychological'],
    regions: ['KG-GO', 'KG-O'],
  });
  story.tell(OrganisationRegistered, {
    organisationId: otherNgo,
    name: 'Legal Clinic',
    type: 'NGO',
    services: ['Legal', 'Shelter'],
    regions: [],
  });
  story.tell(OrganisationRegistered, {
    organisationId: registry,
    name: 'Imported',
    type: 'LawEnforcement',
    services: [],
    regions: [],
  });
  story.logged(a).logged(b).logged(c, { identifiedOn: '2026-10-15' });
  // accepted at event 8; what is sent at 18:10Z and later is sent on 3 November in Bishkek
  story.referred(a, r1, { sentAt: '2026-11-02T04:00:00.000Z' }).tell(ReferralAccepted, { caseId: a, referralId: r1 });
  story.tell(ReferralHandedOver, { caseId: a, referralId: r1, on: '2026-11-02', late: false });
  story.tell(ReferralCompleted, { caseId: a, referralId: r1, outcome: 'Successful', on: '2026-11-02', late: false });
  story.referred(b, r2, { sentAt: '2026-11-02T05:00:00.000Z' });
  story.tell(ReferralDeclined, { caseId: b, referralId: r2, reason: 'NoCapacity' });
  story.referred(b, r3, { sentAt: '2026-11-02T18:10:00.000Z', respondBy: '2026-11-03T18:10:00.000Z', to: otherNgo });
  story.tell(ReferralExpired, { caseId: b, referralId: r3, respondBy: '2026-11-03T18:10:00.000Z' });
  story.referred(c, r4, { sentAt: '2026-11-02T18:20:00.000Z', respondBy: '2026-11-03T06:00:00.000Z' });
  story.referred(c, r5, { sentAt: '2026-11-02T18:20:00.000Z', respondBy: future, to: otherNgo, from: shelter });
  story.referred(c, r6, { sentAt: '2026-11-02T18:30:00.000Z', to: office });
  story.tell(ReferralRecalled, { caseId: c, referralId: r6, reason: 'SentInError' });
  story.tell(CaseClosed, { caseId: a, reason: 'Reintegrated', on: '2026-11-02', late: false });
  story.tell(CaseClosed, { caseId: b, reason: 'ContactLost', on: '2026-11-02', late: false });
  story.exercise = true;
  return story.logged(named('exercise')).referred(named('exercise'), named('r of the exercise'), { from: office });
}

describe('coordination', () => {
  let side: ReadSide;
  let referrals: ReferralQueries;
  const officer = callerOf(police, 'police-officer');
  const worker = callerOf(shelter, 'ngo-caseworker');
  const rapporteur = callerOf(named('rapporteur'), 'rapporteur');

  beforeAll(async () => {
    side = await startReadSide(coordinationProjection('KG'), CoordinationModule);
    referrals = new ReferralQueries(side.pool);
    await side.play(told().events);
  });
  afterAll(() => side.stop());

  const get = async <T>(path: string, caller = officer): Promise<T> => {
    const { status, body } = await side.call(caller, 'GET', path);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as T;
  };
  const refuses = async (path: string, field: string, caller = officer) => {
    const { status, body } = await side.call(caller, 'GET', path);
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ pointer: `/${field}` }] } });
  };

  describe('the directory', () => {
    const list = async (query: string) =>
      (await get<OrganisationsPage>(`/organisations${query}`)).items.map(({ name }) => name);

    it.each([
      ['', ['Imported', 'Legal Clinic', 'Shelter of Osh']],
      ['?service=Shelter', ['Legal Clinic', 'Shelter of Osh']],
      ['?service=Psychological', ['Shelter of Osh']],
      ['?service=Medical', []],
      ['?service=Shelter&region=KG-GO', ['Legal Clinic', 'Shelter of Osh']],
      ['?service=Shelter&region=KG-C', ['Legal Clinic']],
      ['?type=NGO', ['Legal Clinic', 'Shelter of Osh']],
      ['?type=LawEnforcement', ['Imported']],
      ['?limit=2', ['Imported', 'Legal Clinic']],
    ])('answers %s', async (query, names) => {
      expect(await list(query)).toEqual(names);
    });

    it('names an organisation, its services and its regions, and is open to everybody signed in', async () => {
      const page = await get<OrganisationsPage>('/organisations?service=Psychological', callerOf(registry, 'analyst'));
      expect(page).toEqual({
        items: [
          {
            organisationId: shelter,
            name: 'Shelter of Osh',
            type: 'NGO',
            services: ['Shelter', 'Psychological'],
            regions: ['KG-GO', 'KG-O'],
          },
        ],
        nextCursor: null,
      });
    });

    it('is paged by name', async () => {
      const first = await get<OrganisationsPage>('/organisations?limit=2');
      expect(await list(`?limit=2&cursor=${first.nextCursor}`)).toEqual(['Shelter of Osh']);
    });

    it('refuses what is no service, region, type or cursor', async () => {
      await refuses('/organisations?service=Magic', 'service');
      await refuses('/organisations?region=Osh', 'region');
      await refuses('/organisations?type=Circus', 'type');
      await refuses('/organisations?cursor=x', 'cursor');
      await refuses('/organisations?user=x', 'user');
    });
  });

  describe('the referrals of an organisation', () => {
    const list = async (query = '', caller = officer) =>
      (await get<ReferralsPage>(`/coordination/referrals${query}`, caller)).items.map(({ referralId }) => referralId);

    it('are those it sent or received, newest first', async () => {
      expect(await list()).toEqual([r6, r4, r3, r2, r1]);
      expect(new Set((await list('', worker)).slice(0, 2))).toEqual(new Set([r4, r5]));
      expect((await list('', worker)).slice(2)).toEqual([named('r of the exercise'), r2, r1]);
      expect(await list('', callerOf(named('stranger'), 'ngo-manager'))).toEqual([]);
    });

    it.each([
      ['?direction=in', [r4, named('r of the exercise'), r2, r1]],
      ['?direction=out', [r5]],
      ['?state=Sent&direction=in', [r4, named('r of the exercise')]],
      ['?state=Completed', [r1]],
      ['?state=Declined', [r2]],
      ['?state=Expired', []],
      ['?overdue=true', [r4, named('r of the exercise')]],
      ['?overdue=false', [r5, r2, r1]],
      ['?handoverConfirmed=false', [r1]],
      ['?handoverConfirmed=false&direction=out', []],
      ['?handoverConfirmed=true', []],
      [`?caseId=${named('no case')}`, []],
    ])('answer %s', async (query, expected) => {
      expect(await list(query, worker)).toEqual(expected);
    });

    it('are overdue while nobody answered in time, expired or not', async () => {
      expect(await list('?overdue=true')).toEqual([r4, r3]);
    });

    it('say all that sender and receiver need to know', async () => {
      const { items } = await get<ReferralsPage>('/coordination/referrals?state=Completed', worker);
      expect(items).toEqual([
        {
          referralId: r1,
          caseId: a,
          caseNumber: expect.stringMatching(/^KG-/),
          from: police,
          to: shelter,
          services: ['Shelter'],
          state: 'Completed',
          sentAt: '2026-11-02T04:00:00.000Z',
          respondBy: '2026-11-03T06:00:00.000Z',
          overdue: false,
          answeredAt: recorded(8),
          declineReason: null,
          recallReason: null,
          handedOverOn: '2026-11-02',
          handoverConfirmed: false,
          completedOn: '2026-11-02',
          outcome: 'Successful',
          exercise: false,
        },
      ]);
    });

    it('are paged over both directions without a gap or a double', async () => {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: ReferralsPage = await get<ReferralsPage>(
          `/coordination/referrals?limit=1${cursor ? `&cursor=${cursor}` : ''}`,
          worker,
        );
        seen.push(...page.items.map(({ referralId }) => referralId));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toEqual(await list('', worker));
    });

    it('are listed in the order of an index on each side', async () => {
      const plan = await planByIndex(side.pool, listed, [
        police,
        null,
        null,
        new Date(),
        null,
        null,
        null,
        51,
        null,
        'officer',
        null,
      ]);
      expect(plan).toContain('Merge Append');
      expect(plan.match(/Index Scan Backward/g)).toHaveLength(2);
      expect(plan).not.toMatch(/Seq Scan|Sort$/m);
    });

    it('refuse a bad question, and who has no part in cases', async () => {
      await refuses('/coordination/referrals?state=Lost', 'state');
      await refuses('/coordination/referrals?direction=up', 'direction');
      await refuses('/coordination/referrals?overdue=perhaps', 'overdue');
      await refuses('/coordination/referrals?handoverConfirmed=perhaps', 'handoverConfirmed');
      await refuses('/coordination/referrals?caseId=KG', 'caseId');
      await refuses('/coordination/referrals?cursor=x', 'cursor');
      expect((await side.call(rapporteur, 'GET', '/coordination/referrals')).status).toBe(403);
    });

    it('that are overdue are found for the deadline process, longest overdue first, still Sent', async () => {
      const now = new Date('2026-11-04T00:00:00Z');
      const overdue = await referrals.overdueReferrals(now, 10);
      expect(overdue).toHaveLength(2);
      expect(overdue).toContainEqual({
        referralId: r4,
        caseId: c,
        respondBy: '2026-11-03T06:00:00.000Z',
        exercise: false,
      });
      expect(overdue.filter(({ exercise }) => exercise)).toMatchObject([{ referralId: named('r of the exercise') }]);
      // both were to be answered at one instant: the id tells where to go on
      const first = await referrals.overdueReferrals(now, 1);
      const second = await referrals.overdueReferrals(now, 1, first[0]);
      expect([...first, ...second]).toEqual(overdue);
      expect(await referrals.overdueReferrals(now, 1, second[0])).toEqual([]);
      expect(await referrals.overdueReferrals(new Date('2026-11-03T05:59:59Z'), 10)).toEqual([]);
      expect(await referrals.overdueReferrals(new Date('2026-11-03T06:00:00Z'), 10)).toHaveLength(2);
    });
  });

  it('drops a handover from the unconfirmed once its sender confirmed it', async () => {
    const [caseId, referralId, sender] = [named('confirmed'), named('r confirmed'), named('sender')];
    const story = told();
    story.exercise = true;
    const before = story.events.length;
    story.logged(caseId).referred(caseId, referralId, { from: sender, to: registry }).arrived(caseId, referralId);
    await side.play(story.events.slice(before));
    const list = async (confirmed: boolean) =>
      (
        await get<ReferralsPage>(
          `/coordination/referrals?handoverConfirmed=${confirmed}`,
          callerOf(sender, 'police-officer'),
        )
      ).items.map((item) => item.referralId);
    expect([await list(false), await list(true)]).toEqual([[referralId], []]);
    const arrived = story.events.length;
    story.tell(HandoverConfirmed, { caseId, referralId, on: '2026-11-03' });
    await side.play(story.events.slice(arrived));
    expect([await list(false), await list(true)]).toEqual([[], [referralId]]);
    const ofCase = await get<ReferralsPage>(
      `/coordination/referrals?caseId=${caseId}`,
      callerOf(registry, 'ngo-manager'),
    );
    expect(ofCase.items).toMatchObject([{ caseId, referralId }]);
  });

  describe('response times', () => {
    const times = async (query = '', caller = rapporteur) =>
      (await get<ResponseTimes>(`/coordination/response-times${query}`, caller)).items;
    const shelterTimes = {
      organisationId: shelter,
      name: 'Shelter of Osh',
      answered: 2,
      declined: 1,
      waiting: 1,
      expired: 0,
      // accepted 2 h 8 min after it was sent, declined 1 h 12 min after
      medianHours: (128 / 60 + 72 / 60) / 2,
    };

    it('are those of every receiver, without training data', async () => {
      const items = await times();
      expect(items).toHaveLength(3);
      expect(items[0]).toEqual({
        organisationId: otherNgo,
        name: 'Legal Clinic',
        answered: 0,
        declined: 0,
        waiting: 2,
        expired: 1,
        medianHours: null,
      });
      expect(items[1]).toEqual({ ...shelterTimes, medianHours: expect.closeTo(shelterTimes.medianHours, 6) });
      expect(items[2]).toMatchObject({ organisationId: office, name: null, answered: 0, waiting: 0 });
    });

    it('of the caller’s own organisation are all that it sees', async () => {
      expect(await times('', worker)).toMatchObject([{ organisationId: shelter, answered: 2 }]);
      expect(await times('', officer)).toEqual([]);
    });

    it('are of referrals sent in the period, by the country’s days', async () => {
      // 18:10Z and later is the 3rd in Bishkek
      expect(await times('?from=2026-11-02&to=2026-11-02')).toMatchObject([{ organisationId: shelter, waiting: 0 }]);
      const third = await times('?from=2026-11-03');
      expect(third.map(({ organisationId }) => organisationId)).toEqual([otherNgo, shelter, office]);
      expect(third[1]).toMatchObject({ answered: 0, waiting: 1, medianHours: null });
      expect(await times('?to=2026-11-01')).toEqual([]);
    });

    it('refuse what is no period', async () => {
      await refuses('/coordination/response-times?from=2026-02-30', 'from', rapporteur);
      await refuses('/coordination/response-times?from=2026-11-02&to=2026-11-01', 'to', rapporteur);
      await refuses('/coordination/flows?from=yesterday', 'from', rapporteur);
      await refuses('/coordination/flows?from=2026-11-02&to=2026-11-01', 'to', rapporteur);
    });
  });

  describe('flows', () => {
    it('count what became of the referrals between two organisations, and where people leave the path', async () => {
      const { items, stages } = await get<Flows>('/coordination/flows', rapporteur);
      const nothing = { accepted: 0, declined: 0, expired: 0, recalled: 0, handedOver: 0, completed: 0 };
      expect(items).toHaveLength(4);
      expect(items[0]).toEqual({
        ...nothing,
        from: police,
        to: shelter,
        sent: 3,
        accepted: 1,
        declined: 1,
        handedOver: 1,
        completed: 1,
      });
      expect(items).toEqual(
        expect.arrayContaining([
          { ...nothing, from: police, to: otherNgo, sent: 1, expired: 1 },
          { ...nothing, from: shelter, to: otherNgo, sent: 1 },
          { ...nothing, from: police, to: office, sent: 1, recalled: 1 },
        ]),
      );
      expect(stages).toEqual([
        { stage: 'Identified', reached: 3, left: 0, reasons: {} },
        { stage: 'Referred', reached: 3, left: 1, reasons: { ContactLost: 1 } },
        { stage: 'InAssistance', reached: 1, left: 1, reasons: { Reintegrated: 1 } },
        { stage: 'InRehabilitation', reached: 0, left: 0, reasons: {} },
      ]);
    });

    it('are of referrals sent and cases identified in the period', async () => {
      const { items, stages } = await get<Flows>('/coordination/flows?from=2026-10-01&to=2026-10-31', rapporteur);
      expect(items).toEqual([]);
      expect(stages[0]).toMatchObject({ stage: 'Identified', reached: 1 });
    });

    it('are for oversight only', async () => {
      expect((await side.call(officer, 'GET', '/coordination/flows')).status).toBe(403);
    });
  });
});
