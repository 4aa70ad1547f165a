import { derivedId, personOf } from '#kernel';
import { ExclusionRecorded } from '#nrm/consent';
import { OrganisationChanged, OrganisationRegistered } from '#nrm/directory';
import { CaseAssigned } from '#nrm/identification';
import { ReferralAccepted, ReferralCompleted, ReferralDeclined } from '#nrm/referral';
import { FollowUpRecorded } from '#nrm/rehabilitation';
import { describeProjection } from '../projections/projection.testing.js';
import type { CaseloadItem, CaseloadPage, CaseloadSummary } from './caseload.answers.js';
import { CaseloadModule } from './caseload.module.js';
import { caseloadProjection } from './caseload.projection.js';
import { NameSearch } from '#privacy';
import { listed } from './caseload.queries.js';
import { callerOf, planByIndex, type ReadSide, startReadSide } from './read-side.testing.js';
import { office, otherNgo, police, shelter, Story } from './story.testing.js';

describeProjection(caseloadProjection('KG'));

const inDays = (days: number) => new Date(Date.now() + days * 86_400_000).toISOString();
const day = (days: number) => inDays(days).slice(0, 10);
const named = (name: string) => derivedId('caseload', name);
const ids = (items: readonly CaseloadItem[]) => items.map(({ caseId }) => caseId);

/** Identified on 1 to 6 November; `f` by the other NGO. */
const [a, b, c, d, e, f] = ['a', 'b', 'c', 'd', 'e', 'f'].map(named) as [
  string,
  string,
  string,
  string,
  string,
  string,
];
const personId = personOf;

function told(): Story {
  const story = new Story();
  [a, b, c, d, e].forEach((caseId, i) => {
    story.logged(caseId, { personId: personId(caseId), identifiedOn: `2026-11-0${i + 1}` });
  });
  story.logged(f, {
    personId: personId(a),
    organisationId: otherNgo,
    identifiedOn: '2026-11-06',
    region: 'KG-C',
    gender: 'Masculine',
  });
  // a: arrived at the shelter, follow-up in three days; b: an answer is overdue; c: an answer is due in two days
  story.referred(a, named('ra'), { respondBy: inDays(-3) }).arrived(a, named('ra'));
  story.tell(FollowUpRecorded, { caseId: a, on: day(-1), situation: 'Stable', nextOn: day(3), late: false });
  story.referred(b, named('rb'), { respondBy: inDays(-1) });
  story.referred(c, named('rc'), { respondBy: inDays(2) });
  // d: declined; given to a prosecutor
  story.referred(d, named('rd'), { respondBy: inDays(-1) });
  story.tell(ReferralDeclined, { caseId: d, referralId: named('rd'), reason: 'NoCapacity' }).prosecuted(d);
  // e: accepted, and due in ten days at another organisation
  story.tell(CaseAssigned, { caseId: e, organisationId: police, assignee: 'police.osh' });
  story.referred(e, named('re')).tell(ReferralAccepted, { caseId: e, referralId: named('re') });
  story.referred(e, named('re2'), { to: otherNgo, respondBy: inDays(10) });
  story.exercise = true;
  return story.logged(named('exercise'), { organisationId: shelter, identifiedOn: '2026-10-01' });
}

describe('the caseload', () => {
  let side: ReadSide;
  const story = told();
  /** Goes on with the story. */
  const tell = async (more: (story: Story) => unknown) => {
    const before = story.events.length;
    story.exercise = false;
    more(story);
    await side.play(story.events.slice(before));
  };
  const officer = callerOf(police, 'police-officer', 'police.osh');
  const worker = callerOf(shelter, 'ngo-caseworker');
  const found: Record<string, string[]> = {};
  const waits: [position: number, timeoutMs: number][] = [];
  let namesReached = true;
  const names: Pick<NameSearch, 'find' | 'waitFor'> = {
    find: (name) => Promise.resolve(found[name] ?? []),
    waitFor: (...asked) => {
      waits.push(asked);
      return Promise.resolve(namesReached);
    },
  };

  beforeAll(async () => {
    side = await startReadSide(caseloadProjection('KG'), CaseloadModule, [{ provide: NameSearch, useValue: names }]);
    await side.play(story.events);
  });
  afterAll(() => side.stop());

  const list = async (query = '', caller = officer) => {
    const { status, body } = await side.call(caller, 'GET', `/caseload${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as unknown as CaseloadPage;
  };

  it('is newest first, of the cases that the organisation has a part in', async () => {
    expect(ids((await list()).items)).toEqual([e, d, c, b, a]);
    expect(ids((await list('', worker)).items)).toEqual([e, c, b, a, named('exercise')]);
    expect(ids((await list('', callerOf(otherNgo, 'ngo-manager'))).items)).toEqual([f, e]);
    expect(await list('', callerOf(named('stranger'), 'ngo-manager'))).toEqual({ items: [], nextCursor: null });
  });

  it('says of a case who holds it, how far it is and what is due', async () => {
    const { items } = await list('', worker);
    expect(items.at(-2)).toEqual({
      caseId: a,
      caseNumber: expect.stringMatching(/^KG-\w{4}-\w{4}-\w{2}$/),
      stage: 'InAssistance',
      status: 'PossibleVictimOfTrafficking',
      holder: shelter,
      loggedBy: police,
      assisted: true,
      assignee: null,
      identifiedOn: '2026-11-01',
      region: 'KG-GO',
      ageGroup: 'Adult',
      gender: 'Feminine',
      due: { what: 'FollowUp', on: day(3), overdue: false },
      exercise: false,
      lastEventAt: expect.stringMatching(/^2026-11-02T06:\d\d:00.000Z$/),
    });
    expect(items.at(-1)).toMatchObject({ exercise: true });
    expect(items.find(({ caseId }) => caseId === b)!.due).toMatchObject({ what: 'ReferralAnswer', overdue: true });
  });

  const outsiderMembers = [
    'assisted',
    'caseId',
    'caseNumber',
    'exercise',
    'identifiedOn',
    'lastEventAt',
    'stage',
    'status',
  ];
  const members = (item: CaseloadItem | undefined) => Object.keys(item ?? {}).sort();

  it('tells a prosecutor’s office neither about her, nor who helps her, nor what is due', async () => {
    const prosecutor = callerOf(office, 'prosecutor');
    const { items } = await list('', prosecutor);
    expect(ids(items)).toEqual([d]);
    expect(members(items[0])).toEqual(outsiderMembers);
    for (const query of ['region=KG-GO', 'due=week', 'holding=mine', 'assignee=police.osh']) {
      expect((await list(`?${query}`, prosecutor)).items).toEqual([]);
    }
  });

  it('tells an organisation that was asked her age group, her gender and by when it is to answer', async () => {
    const { items } = await list('?due=overdue', worker);
    expect(ids(items)).toEqual([b]);
    expect(members(items[0])).toEqual([...outsiderMembers, 'ageGroup', 'due', 'gender'].sort());
    expect(items[0]).toMatchObject({ ageGroup: 'Adult', gender: 'Feminine', due: { what: 'ReferralAnswer' } });
    expect(ids((await list('?region=KG-GO', worker)).items)).toEqual([e, a, named('exercise')]);
  });

  it('tells a receiver whose referral was completed nothing of who holds her now', async () => {
    const [first, next] = [named('first receiver'), named('next receiver')];
    const moved = named('moved on');
    await tell((story) => {
      story.logged(moved, { organisationId: named('its logger'), identifiedOn: '2026-09-01' });
      story.referred(moved, named('rm1'), { to: first }).arrived(moved, named('rm1'));
      const end = { outcome: 'Successful' as const, on: '2026-11-02', late: false };
      story.tell(ReferralCompleted, { caseId: moved, referralId: named('rm1'), ...end });
    });
    expect((await list('', callerOf(first, 'ngo-manager'))).items).toMatchObject([{ caseId: moved, holder: first }]);
    await tell((story) => {
      story.referred(moved, named('rm2'), { from: first, to: next }).arrived(moved, named('rm2'));
    });
    const { items } = await list('', callerOf(first, 'ngo-manager'));
    expect(ids(items)).toEqual([moved]);
    expect(members(items[0])).toEqual(outsiderMembers);
  });

  it.each([
    ['stage=Referred', [e, c, b]],
    ['stage=Identified', [d]],
    ['status=PossibleVictimOfTrafficking', [e, d, c, b, a]],
    ['status=Withdrawn', []],
    ['region=KG-GO', [e, d, c, b, a]],
    ['region=KG-C', []],
    ['assignee=me', [e]],
    ['assignee=police.osh', [e]],
    ['assignee=nobody', []],
    ['holding=mine', [e, d, c, b]],
    ['holding=all', [e, d, c, b, a]],
    ['due=overdue', [b]],
    ['due=week', [c, b]],
    ['due=any', [e, c, b]],
    ['what=ReferralAnswer', [e, c, b]],
    ['what=ReferralAnswer&due=week', [c, b]],
    ['what=FollowUp', []],
    ['stage=Referred&due=week&limit=1', [c]],
  ])('answers %s', async (query, expected) => {
    expect(ids((await list(`?${query}`)).items)).toEqual(expected);
  });

  it('finds a case by its number, exact or beginning, in any case, with or without dashes', async () => {
    const { caseNumber } = (await list()).items[2]!;
    for (const q of [caseNumber, caseNumber.toLowerCase(), caseNumber.replaceAll('-', ''), caseNumber.slice(0, 8)]) {
      expect(ids((await list(`?q=${q}`)).items)).toEqual([c]);
    }
    expect((await list('?q=kg')).items).toHaveLength(5);
    expect((await list(`?q=${caseNumber}0`)).items).toEqual([]);
  });

  it('is paged without a gap or a double, however many are identified on one day', async () => {
    await tell((story) => {
      for (let i = 0; i < 7; i += 1) story.logged(named(`same day ${i}`), { organisationId: named('busy') });
    });
    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page: CaseloadPage = await list(
        `?limit=3${cursor ? `&cursor=${cursor}` : ''}`,
        callerOf(named('busy'), 'ngo-manager'),
      );
      seen.push(...ids(page.items));
      cursor = page.nextCursor;
    } while (cursor);
    expect(seen).toHaveLength(7);
    expect(seen).toEqual([...new Set(seen)].sort().reverse());
  });

  it('is listed in the order of an index', async () => {
    const plan = await planByIndex(side.pool, listed, [police, ...Array<null>(10).fill(null), 51, 'officer', null]);
    expect(plan).toContain('Index Scan Backward');
    expect(plan).not.toContain('Sort');
  });

  it.each([
    ['stage', 'stage=Gone'],
    ['status', 'status=Gone'],
    ['region', 'region=Osh'],
    ['holding', 'holding=theirs'],
    ['due', 'due=never'],
    ['what', 'what=Tea'],
    ['assignee', 'assignee=%00'],
    ['assignee', 'assignee='],
    ['q', 'q=%25'],
    ['q', 'q=-'],
    ['limit', 'limit=0'],
    ['limit', 'limit=201'],
    ['limit', 'limit=many'],
    ['cursor', 'cursor=nonsense'],
    ['cursor', `cursor=${Buffer.from('["2026-02-30","x"]').toString('base64url')}`],
    ['stage', 'stage=Closed&stage=Referred'],
    ['surprise', 'surprise=1'],
  ])('refuses a bad %s (%s)', async (field, query) => {
    const { status, body } = await side.call(officer, 'GET', `/caseload?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ type: 'urn:tirek:problem:malformed-request', errors: [{ pointer: `/${field}` }] });
  });

  it('is for those who may have a part in a case', async () => {
    expect((await side.call(callerOf(police, 'rapporteur'), 'GET', '/caseload')).status).toBe(403);
    expect((await side.call(callerOf(police, 'administrator'), 'GET', '/caseload')).status).toBe(403);
    expect((await side.call(callerOf(police, 'administrator'), 'GET', '/caseload/summary?by=stage')).status).toBe(403);
    expect((await side.call(callerOf(office, 'prosecutor'), 'POST', '/caseload/search', { name: 'x' })).status).toBe(
      403,
    );
  });

  it('is summed up: for an organisation its own, for oversight all, without training data', async () => {
    const summary = async (by: string, caller = officer) => {
      const { status, body } = await side.call(caller, 'GET', `/caseload/summary?by=${by}`);
      expect(status).toBe(200);
      return body as unknown as CaseloadSummary;
    };
    expect(await summary('stage')).toEqual({
      items: [
        { stage: 'Identified', count: 1, overdue: 0 },
        { stage: 'InAssistance', count: 1, overdue: 0 },
        { stage: 'Referred', count: 3, overdue: 1 },
      ],
      total: 5,
      overdue: 1,
    });
    const byHolder = await summary('holder');
    expect(byHolder.items).toContainEqual({ holder: shelter, count: 1, overdue: 0 });
    expect((await summary('holder', callerOf(office, 'prosecutor'))).items).toEqual([
      { holder: 'Unknown', count: 1, overdue: 0 },
    ]);
    expect((await summary('region', callerOf(office, 'prosecutor'))).items).toEqual([
      { region: 'Unknown', count: 1, overdue: 0 },
    ]);
    const all = await summary('region', callerOf(named('rapporteur'), 'rapporteur'));
    expect(all.items.find(({ region }) => region === 'KG-C')).toEqual({ region: 'KG-C', count: 1, overdue: 0 });
    expect(all.overdue).toBe(1);
    expect(all.items.reduce((sum, { count }) => sum + count, 0)).toBe(all.total);
    expect((await summary('stage', worker)).total).toBe(4);
    const bad = await side.call(officer, 'GET', '/caseload/summary?by=name');
    expect(bad).toMatchObject({ status: 400, body: { errors: [{ pointer: '/by' }] } });
  });

  it('finds by name only what the organisation itself logged', async () => {
    const search = async (name: string, caller = officer) => side.call(caller, 'POST', '/caseload/search', { name });
    found['Ayperi'] = [personId(a), personId(b), personId(named('somebody else'))];
    const { status, body } = await search('Ayperi');
    expect(status).toBe(200);
    expect(ids(body.items as CaseloadItem[])).toEqual([b, a]);
    // the other NGO logged the same person; the shelter holds her case and logged none
    expect(ids((await search('Ayperi', callerOf(otherNgo, 'ngo-caseworker'))).body.items as CaseloadItem[])).toEqual([
      f,
    ]);
    expect((await search('Ayperi', worker)).body).toEqual({ items: [] });
    expect((await search('Nobody')).body).toEqual({ items: [] });
    expect(await search('')).toMatchObject({ status: 400, body: { errors: [{ pointer: '/name' }] } });
    expect(waits).toEqual([]);
  });

  it('waits for Tirek-After in the index of names too, in what is left of the time, and says when it is behind', async () => {
    const search = (headers: Record<string, string>) =>
      side.call(officer, 'POST', '/caseload/search', { name: 'Ayperi' }, headers);
    expect((await search({ 'tirek-after': '1', prefer: 'wait=5' })).headers).not.toHaveProperty('tirek-stale');
    const [[position, timeoutMs]] = waits as [[number, number]];
    expect(position).toBe(1);
    expect(timeoutMs).toBeGreaterThan(0);
    expect(timeoutMs).toBeLessThanOrEqual(5_000);
    namesReached = false;
    expect((await search({ 'tirek-after': '1' })).headers).toMatchObject({ 'tirek-stale': 'true' });
    // nothing is left when the read model has used it up
    expect((await search({ 'tirek-after': '999999999', prefer: 'wait=1' })).headers['tirek-stale']).toBe('true');
    expect(waits[2]).toEqual([999_999_999, 0]);
    expect((await search({ 'tirek-after': 'x' })).status).toBe(400);
  });

  it('says of a case what was asked for', async () => {
    const both = named('both are due');
    await tell((story) => {
      story.logged(both, { organisationId: named('owing'), identifiedOn: '2026-09-01' });
      story.referred(both, named('rb1'), { from: named('owing'), to: named('late'), respondBy: inDays(-2) });
      story.tell(FollowUpRecorded, { caseId: both, on: day(-9), situation: 'Stable', nextOn: day(2), late: true });
    });
    const owing = callerOf(named('owing'), 'ngo-manager');
    const due = async (query: string) => (await list(query, owing)).items.map((item) => item.due?.what);
    expect(await due('')).toEqual(['ReferralAnswer']);
    expect(await due('?what=FollowUp')).toEqual(['FollowUp']);
    expect(await due('?what=FollowUp&due=week')).toEqual(['FollowUp']);
    expect(await due('?what=FollowUp&due=overdue')).toEqual([]);
    expect(await due('?what=ReferralAnswer&due=overdue')).toEqual(['ReferralAnswer']);
  });

  describe('of a commission', () => {
    const organisationId = named('commission of Osh city');
    const member = callerOf(organisationId, 'commission-member', 'commission.osh');
    const commission = { organisationId, name: 'x', type: 'InteragencyCommission' as const, services: [] };
    const region = 'KG-GO';
    const [shown, offered] = [named('shown to a commission'), named('offered to a commission')];

    beforeAll(() =>
      tell((story) => {
        story.tell(OrganisationRegistered, { ...commission, regions: [region] });
        story.logged(shown, { organisationId: named('its logger'), identifiedOn: '2026-08-02', region });
        story.tell(CaseAssigned, { caseId: shown, organisationId: named('its logger'), assignee: 'officer' });
        story.referred(shown, named('rs'), { from: named('its logger'), to: named('late'), respondBy: inDays(-2) });
        story.logged(offered, { organisationId: named('its logger'), identifiedOn: '2026-08-01', region });
        story.referred(offered, named('ro'), { from: named('its logger'), to: organisationId, respondBy: inDays(2) });
      }),
    );

    it('are the cases of its regions, once each, with their codes and nothing of who helps her', async () => {
      const { items } = await list('?limit=200', member);
      expect(ids(items)).toEqual(expect.arrayContaining([e, d, c, b, a, shown, offered]));
      expect(ids(items)).not.toContain(f);
      expect(new Set(ids(items)).size).toBe(items.length);
      const item = items.find(({ caseId }) => caseId === shown);
      expect(members(item)).toEqual([...outsiderMembers, 'ageGroup', 'gender', 'region'].sort());
      expect(item).toMatchObject({ region, ageGroup: 'Adult', gender: 'Feminine', stage: 'Referred' });
      expect(items.find(({ caseId }) => caseId === offered)).toMatchObject({ due: { what: 'ReferralAnswer' } });
    });

    it('cannot be asked for by what it may not know', async () => {
      for (const query of ['due=overdue', 'due=any', 'assignee=officer', 'holding=mine']) {
        expect(ids((await list(`?limit=200&${query}`, member)).items)).not.toContain(shown);
      }
      expect(ids((await list('?limit=200&region=KG-GO&stage=Referred', member)).items)).toContain(shown);
    });

    it('are paged and summed up the same', async () => {
      const { items } = await list('?limit=200', member);
      const all = ids(items);
      const real = items.filter(({ exercise }) => !exercise).length;
      const paged: string[] = [];
      for (let cursor: string | null = ''; cursor !== null;) {
        const page: CaseloadPage = await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`, member);
        paged.push(...ids(page.items));
        cursor = page.nextCursor;
      }
      expect(paged).toEqual(all);
      const { body } = await side.call(member, 'GET', '/caseload/summary?by=region');
      // of the one that waits for its own answer it does not know the region
      expect(body).toMatchObject({
        items: [
          { region, count: real - 1, overdue: 0 },
          { region: 'Unknown', count: 1 },
        ],
        total: real,
      });
    });

    it('are for its members alone, and none of a person who excluded it', async () => {
      expect(ids((await list('?limit=200', callerOf(organisationId, 'ngo-manager'))).items)).toEqual([offered]);
      expect(ids((await list('', callerOf(otherNgo, 'commission-member'))).items)).toEqual([f, e]);
      await tell((story) => {
        const exclusion = { caseId: shown, exclusionId: named('xc'), organisationId };
        story.tell(ExclusionRecorded, { ...exclusion, on: '2026-11-05', late: false });
      });
      expect(ids((await list('?limit=200', member)).items)).not.toContain(shown);
    });

    it('follow its regions as they are', async () => {
      await tell((story) => story.tell(OrganisationChanged, { ...commission, regions: ['KG-C'] }));
      expect(ids((await list('?limit=200', member)).items)).toEqual([f, offered]);
    });
  });

  it('tells the officer for data protection whose case it is, by number or id, and nobody else', async () => {
    const dpo = callerOf(named('protection'), 'data-protection-officer', 'dpo');
    const find = async (asked: string, caller = dpo) =>
      side.call(caller, 'GET', `/caseload/persons?case=${encodeURIComponent(asked)}`);
    const { caseNumber } = (await list('?limit=200')).items.find(({ caseId }) => caseId === a)!;
    const items = [{ personId: personId(a), caseId: a, caseNumber }];
    for (const asked of [caseNumber, caseNumber.toLowerCase().replaceAll('-', ' '), a, a.toUpperCase()]) {
      expect(await find(asked)).toMatchObject({ status: 200, body: { items } });
    }
    for (const asked of [caseNumber.slice(0, -1), named('no case')]) {
      expect((await find(asked)).body).toEqual({ items: [] });
    }
    expect((await find('%')).body).toMatchObject({ errors: [{ pointer: '/case' }] });
    for (const role of ['administrator', 'police-supervisor', 'prosecutor', 'analyst'] as const) {
      expect((await find(a, callerOf(police, role))).status).toBe(403);
    }
    await tell((story) => {
      const exclusion = { caseId: a, exclusionId: named('xd'), organisationId: named('protection'), user: 'dpo' };
      story.tell(ExclusionRecorded, { ...exclusion, on: '2026-11-05', late: false });
    });
    expect((await find(a)).body).toEqual({ items: [] });
    expect((await find(a, { ...dpo, user: 'another officer' })).body).toEqual({ items });
  });
});
