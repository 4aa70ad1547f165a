import { randomUUID } from 'node:crypto';
import type { Caller } from '#access';
import { EventCatalogue } from '#event-store';
import { personOf } from '#kernel';
import {
  type Application,
  type Answer,
  daysAgo,
  naming,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from '../casework/application.testing.js';
import { nrmEvents } from '../casework/subjects.js';
import { makeHistory } from '../projections/history.testing.js';
import { describeProjection } from '../projections/projection.testing.js';
import { noticesProjection } from './notices.projection.js';

describeProjection(noticesProjection, {
  history: () => makeHistory({ cases: 60, seed: 11 }),
  catalogue: new EventCatalogue(nrmEvents),
});

describe('GET /notices', () => {
  let on: Application;
  beforeAll(async () => {
    on = await startApplication();
  }, 60_000);
  afterAll(() => on.stop());

  const today = daysAgo(0);
  const get = (who: string | Caller, path: Path, query = ''): Promise<Answer> =>
    on.get(who, `/notices${query}`, { after: path.position });
  /** The kinds of notice that a user gets of a case, newest first. */
  const kindsOf = async (who: string | Caller, path: Path): Promise<string[]> =>
    (await get(who, path)).body.items
      .filter(({ caseId }: { caseId?: string }) => caseId === path.caseId)
      .map(({ kind }: { kind: string }) => kind);

  it('tells child protection of a child at once, and nobody else', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Child' });
    expect(await kindsOf('child.protection', path)).toEqual(['ChildIdentified']);
    for (const who of ['police.osh', 'police.bishkek', 'ngo.bishkek', 'dpo'])
      expect(await kindsOf(who, path)).toEqual([]);
    const { items } = (await get('child.protection', path)).body;
    expect(items[0]).toEqual({
      noticeId: expect.any(String),
      kind: 'ChildIdentified',
      at: expect.stringMatching(/Z$/),
      caseId: path.caseId,
      caseNumber: expect.stringMatching(/^KG-/),
      overdue: false,
      exercise: false,
    });
  });

  it('tells child protection of the region, where it has one', async () => {
    const organisationId = randomUUID();
    const registered = await on.post('admin', '/organisations', {
      organisationId,
      name: 'Child protection, Talas',
      type: 'ChildProtection',
      services: [],
      regions: ['KG-T'],
    });
    expect(registered.status).toBe(201);
    const talas: Caller = { user: 'child.talas', organisationId, roles: ['child-protection-officer'] };
    const inOsh = await new Path(on).logged({ ageGroup: 'Child' });
    const inTalas = await new Path(on).logged({ ageGroup: 'Child', region: 'KG-T' });
    const nowhere = await new Path(on).logged({ ageGroup: 'Child', region: undefined });
    expect(await kindsOf(talas, inOsh)).toEqual([]);
    expect(await kindsOf(talas, inTalas)).toEqual(['ChildIdentified']);
    expect(await kindsOf(talas, nowhere)).toEqual(['ChildIdentified']);
  });

  it('tells child protection everywhere of a child in a region that has none', async () => {
    const inNaryn = await new Path(on).logged({ ageGroup: 'Child', region: 'KG-N' });
    const inTalas = await new Path(on).logged({ ageGroup: 'Child', region: 'KG-T' });
    const worksIn = (regions: string) =>
      on.pool.query('UPDATE case_file.organisations SET regions = $1 WHERE organisation_id = $2', [
        regions,
        organisationOf('child.protection'),
      ]);
    await worksIn('["KG-GO"]');
    expect(await kindsOf('child.protection', inNaryn)).toEqual(['ChildIdentified']);
    expect(await kindsOf('child.protection', inTalas)).toEqual([]);
    await worksIn('[]');
  });

  it('tells the second person of a vital interest, and shows when it is overdue', async () => {
    const path = await (await new Path(on).logged()).referred({ basis: { vitalInterest: 'She is unconscious.' } });
    for (const who of ['police.supervisor', 'dpo']) expect(await kindsOf(who, path)).toEqual(['SecondOpinionNeeded']);
    expect(await kindsOf('police.osh', path)).toEqual([]);
    const notice = async () =>
      (await get('dpo', path)).body.items.find(({ caseId }: { caseId: string }) => caseId === path.caseId);
    expect(await notice()).toMatchObject({ referralId: path.referralId, overdue: false, dueAt: expect.any(String) });
    await on.pool.query(`UPDATE notices.notices SET due_at = now() - interval '1 hour' WHERE case_id = $1`, [
      path.caseId,
    ]);
    expect(await notice()).toMatchObject({ overdue: true });
    const waiting = async (): Promise<number> =>
      (await on.get('police.supervisor', '/notices/count', { after: path.position })).body.open;
    const before = await waiting();
    await path.step('police.supervisor', `/referrals/${path.referralId}/second-opinion`, { agrees: true });
    expect(await notice()).toMatchObject({ overdue: false, doneAt: expect.any(String) });
    expect([before > 0, await waiting()]).toEqual([true, before - 1]);
  });

  it('follows the case to its holder', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    expect(await kindsOf('police.osh', path)).toEqual(['TransferToNotify']);
    await path.arrived();
    expect(await kindsOf('police.osh', path)).toEqual([]);
    expect(await kindsOf('ngo.shelter-osh', path)).toEqual(['TransferToNotify']);
  });

  it('tells what became of a withdrawal: the recipient that it sees no more, the holder both', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    await path.step('police.osh', `/cases/${path.caseId}/consents/${path.consentId}/withdrawal`, { on: today });
    const told = async (): Promise<string[]> => kindsOf('ngo.shelter-osh', path);
    for (let tries = 0; (await told()).length === 0 && tries < 200; tries += 1) {
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    expect(await told()).toEqual(['DisclosureClosed']);
    expect(await kindsOf('police.osh', path)).toEqual(['DisclosureClosed', 'ConsentWithdrawn', 'TransferToNotify']);
  });

  it('tells whoever has a part in a case that she was erased', async () => {
    const path = await new Path(on).atShelter();
    const erasure = { reason: 'PersonAsked', legalGround: 'KG-Law-58-2008' };
    await path.step('dpo', `/persons/${personOf(path.caseId)}/erasure`, erasure);
    for (const who of ['police.osh', 'ngo.shelter-osh']) expect(await kindsOf(who, path)).toContain('PersonErased');
    for (const who of ['ngo.bishkek', 'prosecutor.osh', 'dpo']) expect(await kindsOf(who, path)).toEqual([]);
  });

  it('tells a second person of a file opened in an emergency, and its opener of the review', async () => {
    const path = await new Path(on).logged();
    const opening = await path.step('ngo.bishkek', `/cases/${path.caseId}/break-glass`, {
      reason: 'She is in danger.',
    });
    expect(await kindsOf('dpo', path)).toEqual(['BreakGlassOpened']);
    for (const who of ['police.osh', 'ngo.bishkek']) expect(await kindsOf(who, path)).toEqual([]);
    await path.step('dpo', `/break-glass/${opening.body.breakGlassId}/review`, { outcome: 'Justified' });
    expect(await kindsOf('ngo.bishkek', path)).toEqual(['BreakGlassReviewed']);
    const { items } = (await get('dpo', path)).body;
    expect(items.find(({ caseId }: { caseId: string }) => caseId === path.caseId)).toMatchObject({
      user: 'ngo.bishkek',
      breakGlassId: opening.body.breakGlassId,
      doneAt: expect.any(String),
    });
  });

  it('tells who watches over data protection of an emergency also where an exclusion names them', async () => {
    const path = await new Path(on).atShelter();
    const exclude = { organisationId: organisationOf('dpo'), on: today };
    await path.step('police.osh', `/cases/${path.caseId}/exclusions`, exclude);
    await path.step('police.bishkek', `/cases/${path.caseId}/break-glass`, { reason: 'She is in danger now.' });
    expect(await kindsOf('dpo', path)).toEqual(['BreakGlassOpened']);
  });

  describe('of a proceeding', () => {
    const dismissal = { stage: 'Dismissed', on: today, ground: 'Expert opinion 12.' };
    const registered = async (path: Path, by: string): Promise<string> => {
      const { body } = await path.step(by, `/cases/${path.caseId}/proceedings`, {
        office: organisationOf('prosecutor.osh'),
        registerNumber: '01-2026',
        registeredOn: today,
        articles: ['166'],
      });
      return body.proceedingId;
    };
    const warnings = async (who: string | Caller, path: Path) =>
      (await kindsOf(who, path)).filter((kind) => ['ProceedingDismissed', 'ChargeRequalified'].includes(kind));

    it('warns the office and the police when a charge is requalified or dropped, and nobody else', async () => {
      const path = await new Path(on).atShelter();
      const proceedingId = await registered(path, 'police.osh');
      await path.step('police.osh', `/proceedings/${proceedingId}/requalifications`, {
        from: '166',
        to: '170',
        on: today,
        ground: 'Nobody was recruited.',
      });
      await path.step('prosecutor.osh', `/proceedings/${proceedingId}/stages`, dismissal);
      for (const who of ['prosecutor.osh', 'police.osh', 'police.supervisor']) {
        expect(await warnings(who, path)).toEqual(['ProceedingDismissed', 'ChargeRequalified']);
      }
      const otherOffice = { ...userNamed('prosecutor.osh'), user: 'prosecutor.naryn', organisationId: randomUUID() };
      for (const who of ['ngo.shelter-osh', 'police.bishkek', 'commission.osh', 'dpo', otherOffice]) {
        expect(await warnings(who, path)).toEqual([]);
      }
      const { items } = (await get('prosecutor.osh', path)).body;
      expect(items.find(({ kind }: { kind: string }) => kind === 'ChargeRequalified')).toEqual({
        noticeId: expect.any(String),
        kind: 'ChargeRequalified',
        at: expect.stringMatching(/Z$/),
        caseId: path.caseId,
        caseNumber: expect.stringMatching(/^KG-/),
        proceedingId,
        organisationId: organisationOf('police.osh'),
        overdue: false,
        exercise: false,
      });
    });

    it('tells the police that registered it as long as they have a part in the case', async () => {
      const path = await (
        await (await (await new Path(on, 'police.osh', 'police.bishkek').logged()).consented()).referred()
      ).accepted();
      const proceedingId = await registered(path, 'police.bishkek');
      await path.step('prosecutor.osh', `/proceedings/${proceedingId}/stages`, dismissal);
      expect(await warnings('police.bishkek', path)).toEqual(['ProceedingDismissed']);
      // the police that hold the case lead no proceeding of it
      expect(await warnings('police.osh', path)).toEqual([]);
      await path.step('police.osh', `/referrals/${path.referralId}/recall`, { reason: 'Other' });
      expect(await warnings('police.bishkek', path)).toEqual([]);
      expect(await warnings('prosecutor.osh', path)).toEqual(['ProceedingDismissed']);
    });
  });

  it('tells an excluded officer nothing', async () => {
    const path = await (await (await (await new Path(on).logged()).consented()).referred()).accepted();
    const exclude = { organisationId: organisationOf('police.osh'), user: 'police.osh', on: today };
    await path.step('police.supervisor', `/cases/${path.caseId}/exclusions`, exclude);
    expect(await kindsOf('police.osh', path)).toEqual([]);
    expect(await kindsOf('police.supervisor', path)).toEqual(['TransferToNotify']);
  });

  it('comes in pages, each notice once, newest first', async () => {
    const officer = userNamed('child.protection');
    const all = (await on.get(officer, '/notices?limit=200')).body.items as { noticeId: string; at: string }[];
    expect(all.length).toBeGreaterThan(2);
    const paged: { noticeId: string }[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const { body }: Answer = await on.get(officer, `/notices?limit=1${cursor && `&cursor=${cursor}`}`);
      paged.push(...body.items);
      cursor = body.nextCursor as string | null;
    }
    expect(paged).toEqual(all);
    expect(all.map(({ at }) => at)).toEqual(
      all
        .map(({ at }) => at)
        .toSorted()
        .toReversed(),
    );
    const since = await on.get(officer, `/notices?since=${all[1]!.at}`);
    expect(since.body.items).toEqual([all[0]]);
  });

  it('is in the read log with the cases it names', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Child' });
    await get('child.protection', path);
    const { body } = await on.get('dpo', `/cases/${path.caseId}/readers`);
    expect(body.items).toContainEqual(
      expect.objectContaining({ user: 'child.protection', kind: 'List', fieldGroups: [] }),
    );
  });

  it('is for people of cases and for data protection', async () => {
    expect((await on.get(null, '/notices')).status).toBe(401);
    for (const who of ['analyst', 'rapporteur', 'admin']) expect((await on.get(who, '/notices')).status).toBe(403);
    const bad = await on.get('dpo', '/notices?since=2026-02-30T00:00:00&to=me');
    expect(bad).toMatchObject({ status: 400, body: naming('/to', '/since') });
    const noDay = await on.get('dpo', '/notices?since=2026-02-30T00:00:00Z');
    expect(noDay).toMatchObject({ status: 400, body: naming('/since') });
    expect(await on.get('dpo', '/notices?cursor=x')).toMatchObject({ status: 400, body: naming('/cursor') });
  });
});
