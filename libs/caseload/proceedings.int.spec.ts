import { derivedId } from '#kernel';
import { ExclusionRecorded } from '#nrm/consent';
import { ChargeRequalified, ProceedingRegistered, ProceedingStageMoved } from '#nrm/prosecution';
import { ReferralAccepted, ReferralRecalled } from '#nrm/referral';
import { NameSearch } from '#privacy';
import type { ProceedingsPage } from './caseload.answers.js';
import { CaseloadModule } from './caseload.module.js';
import { caseloadProjection } from './caseload.projection.js';
import { callerOf, type ReadSide, startReadSide } from './read-side.testing.js';
import { office, otherNgo, police, Story } from './story.testing.js';

const named = (name: string) => derivedId('proceedings', name);
const [a, b, c, d] = ['a', 'b', 'c', 'd'].map(named) as [string, string, string, string];
const of = (caseId: string) => named(`proceeding of ${caseId}`);
const otherPolice = named('other police');

class Proceedings extends Story {
  registered(caseId: string, registeredOn: string, by = police): this {
    return this.tell(ProceedingRegistered, {
      proceedingId: of(caseId),
      caseId,
      office,
      registeredBy: by,
      registerNumber: 'sealed',
      registeredOn,
      articles: ['171', '166-1'],
      late: true,
    });
  }

  moved(caseId: string, from: 'Registered' | 'Dismissed', stage: 'Dismissed' | 'Reopened', on: string): this {
    return this.tell(ProceedingStageMoved, { proceedingId: of(caseId), caseId, from, stage, on, late: false });
  }

  requalified(caseId: string, from: string, to: string): this {
    const change = { from, to, on: '2026-11-05', ground: 'sealed', late: false };
    return this.tell(ChargeRequalified, { proceedingId: of(caseId), caseId, ...change });
  }
}

function told(): Proceedings {
  const story = new Proceedings();
  for (const caseId of [a, b, c]) story.logged(caseId);
  story.registered(a, '2026-11-01').registered(b, '2026-11-03').registered(c, '2026-11-02');
  story.moved(b, 'Registered', 'Dismissed', '2026-11-04');
  story.moved(c, 'Registered', 'Dismissed', '2026-11-04').moved(c, 'Dismissed', 'Reopened', '2026-11-05');
  // other police registered one on the case of an NGO, whose referral to them was then recalled
  story.logged(d, { organisationId: otherNgo }).referred(d, named('r'), { from: otherNgo, to: otherPolice });
  story.tell(ReferralAccepted, { caseId: d, referralId: named('r') }).registered(d, '2026-10-01', otherPolice);
  return story;
}

describe('the proceedings', () => {
  let side: ReadSide;
  const story = told();
  beforeAll(async () => {
    side = await startReadSide(caseloadProjection('KG'), CaseloadModule, [{ provide: NameSearch, useValue: {} }]);
    await side.play(story.events);
  });
  afterAll(() => side.stop());

  const prosecutor = callerOf(office, 'prosecutor', 'prosecutor.osh');
  const officer = callerOf(police, 'police-officer', 'police.osh');
  const list = async (caller = prosecutor, query = '') => {
    const { status, body } = await side.call(caller, 'GET', `/caseload/proceedings${query}`);
    expect({ status, body }).toMatchObject({ status: 200 });
    return body as unknown as ProceedingsPage;
  };
  const ids = ({ items }: ProceedingsPage) => items.map(({ caseId }) => caseId);
  const tell = async (more: () => unknown) => {
    const before = story.events.length;
    more();
    await side.play(story.events.slice(before));
  };

  it('are those that the office leads or the police registered, registered last first', async () => {
    expect(ids(await list())).toEqual([b, c, a, d]);
    expect(ids(await list(officer))).toEqual([b, c, a]);
    expect(ids(await list(callerOf(otherPolice, 'police-supervisor')))).toEqual([d]);
    expect(await list(callerOf(named('stranger'), 'prosecutor'))).toEqual({ items: [], nextCursor: null });
  });

  it('say where each stands since when, and whether it was ever dropped or reopened', async () => {
    const { items } = await list();
    expect(items[0]).toEqual({
      proceedingId: of(b),
      caseId: b,
      caseNumber: expect.stringMatching(/^KG-\w{4}-\w{4}-\w{2}$/),
      office,
      registeredBy: police,
      registeredOn: '2026-11-03',
      articles: ['171', '166-1'],
      earlierArticles: [],
      stage: 'Dismissed',
      stageSince: '2026-11-04',
      dropped: true,
      reopened: false,
      exercise: false,
      lastEventAt: expect.stringMatching(/^2026-11-02T06:\d\d:00.000Z$/),
    });
    expect(items[1]).toMatchObject({ stage: 'Reopened', stageSince: '2026-11-05', dropped: true, reopened: true });
    expect(items[2]).toMatchObject({ stage: 'Registered', stageSince: '2026-11-01', dropped: false, reopened: false });
  });

  it('say what they are charged with now, and were before', async () => {
    const about = async () => {
      const { articles, earlierArticles, stage } = (await list()).items.find(({ caseId }) => caseId === a)!;
      return { articles, earlierArticles, stage };
    };
    await tell(() => story.requalified(a, '171', '124'));
    expect(await about()).toEqual({ articles: ['124', '166-1'], earlierArticles: ['171'], stage: 'Registered' });
    await tell(() => story.requalified(a, '124', '166-1'));
    expect(await about()).toEqual({ articles: ['166-1'], earlierArticles: ['171', '124'], stage: 'Registered' });
    await tell(() => story.requalified(a, '166-1', '171'));
    expect(await about()).toEqual({ articles: ['171'], earlierArticles: ['124', '166-1'], stage: 'Registered' });
  });

  it('are filtered by stage, and paged', async () => {
    expect(ids(await list(prosecutor, '?stage=Dismissed'))).toEqual([b]);
    const first = await list(prosecutor, '?limit=3');
    expect(ids(first)).toEqual([b, c, a]);
    expect(await list(prosecutor, `?limit=3&cursor=${first.nextCursor}`)).toMatchObject({
      items: [{ caseId: d }],
      nextCursor: null,
    });
    const { status, body } = await side.call(prosecutor, 'GET', '/caseload/proceedings?stage=Gone');
    expect({ status, body }).toMatchObject({ status: 400, body: { errors: [{ pointer: '/stage' }] } });
  });

  it('are for nobody else', async () => {
    for (const role of ['ngo-manager', 'commission-member', 'administrator', 'data-protection-officer'] as const) {
      expect((await side.call(callerOf(police, role), 'GET', '/caseload/proceedings')).status).toBe(403);
    }
  });

  it('are none of a case in which the police have no part any more', async () => {
    await tell(() => story.tell(ReferralRecalled, { caseId: d, referralId: named('r'), reason: 'Other' }));
    expect(ids(await list(callerOf(otherPolice, 'police-supervisor')))).toEqual([]);
    expect(ids(await list())).toContain(d);
  });

  it('are none of a person who excluded the prosecutor', async () => {
    const exclusion = { caseId: a, exclusionId: named('x'), organisationId: office, user: prosecutor.user };
    await tell(() => story.tell(ExclusionRecorded, { ...exclusion, on: '2026-11-05', late: false }));
    expect(ids(await list())).toEqual([b, c, d]);
    expect(ids(await list(callerOf(office, 'prosecutor', 'a colleague')))).toEqual([b, c, a, d]);
  });
});
