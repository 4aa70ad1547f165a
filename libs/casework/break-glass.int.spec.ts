import { randomUUID } from 'node:crypto';
import type { Caller } from '#access';
import { caseNumber } from '#kernel';
import { type Application, naming, organisationOf, Path, startApplication, userNamed } from './application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

const reason = 'Her husband waits outside the clinic; she cannot speak.';
const body = { reason };
const supervisor: Caller = { ...userNamed('police.bishkek'), user: 'supervisor.bishkek', roles: ['police-supervisor'] };
/** A case of Osh, at the shelter there: Bishkek has no part in it. */
const elsewhere = () => new Path(on).atShelter();
const officer = (name: string): Caller => ({ ...userNamed('police.bishkek'), user: name });
const open = (who: string | Caller, caseId: string, more: object = {}) =>
  on.post(who, `/cases/${caseId}/break-glass`, { ...body, ...more });

describe('opening a file in an emergency', () => {
  it('lets in who has no part, for the time and no longer, and says so in the case', async () => {
    const { caseId } = await elsewhere();
    expect(await on.get('police.bishkek', `/cases/${caseId}`)).toMatchObject({ status: 404 });
    const opened = await open('police.bishkek', caseId, { hours: 3 });
    expect(opened).toMatchObject({ status: 201, body: { caseId } });
    const hours = (Date.parse(opened.body.until) - Date.now()) / 3_600_000;
    expect(hours).toBeGreaterThan(2.9);
    expect(hours).toBeLessThanOrEqual(3);
    const seen = await on.get('police.bishkek', `/cases/${caseId}`);
    expect(seen).toMatchObject({ status: 200, body: { person: { name: 'Айпери Токтогулова' } } });
    expect((await on.get('ngo.shelter-osh', `/cases/${caseId}`)).body.timeline).toContainEqual(
      expect.objectContaining({ type: 'BreakGlassOpened' }),
    );
    // a colleague of the same organisation did not open it
    expect(await on.get(officer('another.officer'), `/cases/${caseId}`)).toMatchObject({ status: 404 });
  });

  it('is told at once to the data protection officer and to whoever leads the organisation', async () => {
    const { caseId } = await elsewhere();
    const { body: opening, position: after } = await open(officer('told.of'), caseId);
    const told = async (who: string | Caller) =>
      (await on.get(who, '/notices', { after })).body.items.find(
        (notice: { breakGlassId?: string }) => notice.breakGlassId === opening.breakGlassId,
      );
    for (const who of ['dpo', supervisor]) {
      expect(await told(who)).toMatchObject({ kind: 'BreakGlassOpened', caseId, user: 'told.of' });
    }
    expect(await told('police.osh')).toBeUndefined();
  });

  it('gives a sight of the file and no hand in it', async () => {
    const { caseId } = await elsewhere();
    await open(officer('onlooker'), caseId);
    const steps = { corrections: { gender: 'Masculine' }, 'follow-ups': { on: '2026-11-01', situation: 'Stable' } };
    for (const [step, change] of Object.entries(steps)) {
      expect(await on.post(officer('onlooker'), `/cases/${caseId}/${step}`, change)).toMatchObject({ status: 403 });
    }
  });

  it('takes the number that people call the case', async () => {
    const { caseId } = await elsewhere();
    const typed = caseNumber('KG', caseId).toLowerCase().replaceAll('-', ' ');
    expect(await open(officer('by.number'), encodeURIComponent(typed))).toMatchObject({
      status: 201,
      body: { caseId },
    });
  });

  it('needs a reason, three hours at most, and an id or a number that is there', async () => {
    const { caseId } = await elsewhere();
    expect(await on.post('police.bishkek', `/cases/${caseId}/break-glass`, {})).toMatchObject({
      status: 400,
      body: naming('/reason'),
    });
    expect(await open('police.bishkek', caseId, { hours: 4 })).toMatchObject({ status: 400, body: naming('/hours') });
    expect(await open('police.bishkek', randomUUID())).toMatchObject({ status: 404 });
    expect(await open('police.bishkek', 'KG-7F3K-9QXD-2M')).toMatchObject({ status: 404 });
    expect(await open('police.bishkek', 'no-id')).toMatchObject({ status: 404 });
  });

  it('is for who has no part in the case, once at a time, and not for who only watches', async () => {
    const { caseId } = await elsewhere();
    expect(await open('police.osh', caseId)).toMatchObject({ status: 409 });
    for (const who of ['prosecutor.osh', 'rapporteur', 'admin', 'dpo', 'labour', 'commission.osh']) {
      expect([who, (await open(who, caseId)).status]).toEqual([who, 403]);
    }
    expect((await open(officer('twice'), caseId)).status).toBe(201);
    expect((await open(officer('twice'), caseId)).status).toBe(409);
  });

  it('is not there for whom she excluded', async () => {
    const path = await elsewhere();
    const bishkek = organisationOf('police.bishkek');
    await path.step('police.osh', `/cases/${path.caseId}/exclusions`, { organisationId: bishkek, on: '2026-11-01' });
    const refused = await open(officer('excluded'), path.caseId);
    const unknown = await open(officer('excluded'), randomUUID());
    expect([refused.status, { ...refused.body, instance: '' }]).toEqual([404, { ...unknown.body, instance: '' }]);
  });

  it('is answered the same when it is sent again', async () => {
    const { caseId } = await elsewhere();
    const again = () => on.post(officer('again'), `/cases/${caseId}/break-glass`, body, { key: 'break-glass-again' });
    const first = await again();
    expect([first.status, (await again()).body]).toEqual([201, first.body]);
  });

  it('waits for reviews after three', async () => {
    for (let i = 0; i < 3; i += 1) expect((await open(officer('often'), (await elsewhere()).caseId)).status).toBe(201);
    const fourth = await open(officer('often'), (await elsewhere()).caseId);
    expect(fourth).toMatchObject({ status: 409, body: { detail: expect.stringContaining('review') } });
  });

  it('waits for reviews after three also of who opens many at once', async () => {
    const cases = await Promise.all(Array.from({ length: 8 }, () => new Path(on).logged()));
    const opened = await Promise.all(cases.map(({ caseId }) => open(officer('all.at.once'), caseId)));
    const statuses = opened.map(({ status }) => status);
    expect(statuses.filter((status) => ![201, 409, 503].includes(status))).toEqual([]);
    expect(statuses.filter((status) => status === 201).length).toBeLessThanOrEqual(3);
    expect(statuses).toContain(201);
  });

  it('leaves the reason sealed in the store, and in no log', async () => {
    expect(JSON.stringify(await on.events()) + on.logger.text).not.toContain('husband');
  });
});

describe('the review', () => {
  it('is made by a second person, from a list, once', async () => {
    const { caseId } = await elsewhere();
    const [opener, manager] = ['opener.bishkek', 'manager.bishkek'].map((user): Caller => ({
      ...userNamed('ngo.bishkek'),
      user,
      roles: ['ngo-manager'],
    })) as [Caller, Caller];
    const { breakGlassId } = (await open(opener, caseId)).body;
    const listed = async (who: string | Caller, state: string) =>
      (await on.get(who, `/break-glass?state=${state}&limit=200`)).body.items.find(
        (item: { breakGlassId: string }) => item.breakGlassId === breakGlassId,
      );
    for (const who of ['dpo', manager]) {
      expect(await listed(who, 'Unreviewed')).toMatchObject({
        caseId,
        user: 'opener.bishkek',
        reason,
        state: 'Unreviewed',
      });
    }
    // another organisation's
    expect(await listed(supervisor, 'Unreviewed')).toBeUndefined();
    const review = (who: string | Caller) =>
      on.post(who, `/break-glass/${breakGlassId}/review`, { outcome: 'Justified', note: 'Called back.' });
    expect(await review('ngo.bishkek')).toMatchObject({ status: 403 });
    expect(await review(opener)).toMatchObject({ status: 422 });
    expect(await review(supervisor)).toMatchObject({ status: 404 });
    expect(await review(manager)).toMatchObject({ status: 200 });
    expect(await review('dpo')).toMatchObject({ status: 409 });
    expect(await listed('dpo', 'Reviewed')).toMatchObject({
      outcome: 'Justified',
      note: 'Called back.',
      reviewedBy: 'manager.bishkek',
    });
    expect(await listed('dpo', 'Unreviewed')).toBeUndefined();
  });

  it('of not justified ends the opening at once', async () => {
    const { caseId } = await elsewhere();
    const { breakGlassId } = (await open(officer('hasty'), caseId, { hours: 3 })).body;
    expect((await on.get(officer('hasty'), `/cases/${caseId}`)).status).toBe(200);
    const reviewed = await on.post('dpo', `/break-glass/${breakGlassId}/review`, { outcome: 'NotJustified' });
    expect(reviewed.status).toBe(200);
    expect((await on.get(officer('hasty'), `/cases/${caseId}`)).status).toBe(404);
  });

  it('is not for whom she excluded; who watches all is not blinded by it', async () => {
    const path = await new Path(on, 'police.bishkek').logged();
    const { breakGlassId } = (await open('ngo.shelter-osh', path.caseId)).body;
    const manager = userNamed('ngo.manager-osh');
    const excluded = (body: object) =>
      path.step('police.bishkek', `/cases/${path.caseId}/exclusions`, { ...body, on: '2026-11-01' });
    await excluded({ organisationId: manager.organisationId, user: manager.user });
    await excluded({ organisationId: organisationOf('dpo') });
    const sees = async (who: string | Caller) =>
      (await on.get(who, '/break-glass?limit=200')).body.items.some(
        (item: { breakGlassId: string }) => item.breakGlassId === breakGlassId,
      );
    const other: Caller = { ...manager, user: 'other.manager' };
    expect([await sees(manager.user), await sees(other), await sees('dpo')]).toEqual([false, true, true]);
    const review = (who: string | Caller) =>
      on.post(who, `/break-glass/${breakGlassId}/review`, { outcome: 'NotJustified' });
    expect((await review(manager.user)).status).toBe(404);
    expect((await review('dpo')).status).toBe(200);
  });

  it('is a list in pages, newest first, and reading it is recorded case by case', async () => {
    const first = (await on.get('dpo', '/break-glass?limit=1')).body;
    const second = (await on.get('dpo', `/break-glass?limit=1&cursor=${first.nextCursor}`)).body;
    expect(first.items[0].openedAt > second.items[0].openedAt).toBe(true);
    expect((await on.readLog.readAll(0, 10_000)).at(-1)).toMatchObject({
      data: { kind: 'List', cases: [{ caseId: second.items[0].caseId, fieldGroups: ['Narrative'] }] },
      metadata: { actor: { user: 'dpo' } },
    });
    expect(await on.get('dpo', '/break-glass?state=Some')).toMatchObject({ status: 400, body: naming('/state') });
    expect(await on.get('dpo', '/break-glass?cursor=x')).toMatchObject({ status: 400, body: naming('/cursor') });
    expect(await on.get('police.osh', '/break-glass')).toMatchObject({ status: 403 });
  });
});
