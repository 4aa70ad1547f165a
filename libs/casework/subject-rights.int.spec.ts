import { randomUUID } from 'node:crypto';
import type { Caller } from '#access';
import { type Application, daysAgo, naming, Path, startApplication, userNamed } from './application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

const today = daysAgo(0);
const asked = { kind: 'Access', receivedOn: today };
const received = (path: Path, who = 'dpo', body: object = asked) =>
  on.post(who, `/cases/${path.caseId}/subject-requests`, body);
const answer = (who: string, requestId: string, body: object) =>
  on.post(who, `/subject-requests/${requestId}/answer`, { on: today, ...body });

describe('a request of hers', () => {
  it('is due in a week, is listed for the officer and the holder, and is answered once', async () => {
    const path = await new Path(on).atShelter();
    const request = await received(path, 'ngo.shelter-osh', { kind: 'Access', receivedOn: daysAgo(3) });
    expect(request).toMatchObject({ status: 201, body: { dueOn: daysAgo(-4) } });
    const { requestId } = request.body;
    const listed = async (who: string, state: string) =>
      (await on.get(who, `/subject-requests?limit=200&state=${state}`)).body.items.filter(
        (item: { requestId: string }) => item.requestId === requestId,
      );
    for (const who of ['dpo', 'ngo.shelter-osh']) {
      expect(await listed(who, 'Open')).toMatchObject([{ caseId: path.caseId, kind: 'Access', state: 'Open' }]);
      expect(await listed(who, 'Overdue')).toEqual([]);
    }
    const ofCase = async (caseId: string) => (await on.get('dpo', `/subject-requests?caseId=${caseId}`)).body.items;
    expect(await ofCase(path.caseId)).toMatchObject([{ requestId }]);
    expect(await ofCase(randomUUID())).toEqual([]);
    expect(await listed('police.osh', 'Open')).toEqual([]);
    expect(await answer('police.osh', requestId, { outcome: 'Given' })).toMatchObject({ status: 404 });
    expect(await answer('ngo.bishkek', requestId, { outcome: 'Given' })).toMatchObject({ status: 404 });
    expect(await answer('dpo', randomUUID(), { outcome: 'Given' })).toMatchObject({ status: 404 });
    expect(await answer('dpo', requestId, { outcome: 'Given' })).toMatchObject({ status: 200 });
    expect(await answer('dpo', requestId, { outcome: 'Given' })).toMatchObject({ status: 409 });
    expect(await listed('dpo', 'Answered')).toMatchObject([{ outcome: 'Given', answeredOn: today, state: 'Answered' }]);
  });

  it('is listed to nobody whom she excluded', async () => {
    const path = await new Path(on).logged();
    const { requestId } = (await received(path, 'police.osh')).body;
    const colleague: Caller = { ...userNamed('police.osh'), user: 'a.colleague' };
    const lists = async (who: string | Caller) =>
      (await on.get(who, '/subject-requests?limit=200')).body.items.some(
        (item: { requestId: string }) => item.requestId === requestId,
      );
    expect([await lists('police.osh'), await lists(colleague)]).toEqual([true, true]);
    const excluded = { organisationId: colleague.organisationId, user: 'police.osh', on: today };
    await path.step('police.supervisor', `/cases/${path.caseId}/exclusions`, excluded);
    expect([await lists('police.osh'), await lists(colleague)]).toEqual([false, true]);
  });

  it('shows as overdue when its last day is over', async () => {
    const path = await new Path(on).atShelter();
    const { requestId } = (await received(path, 'dpo', { ...asked, receivedOn: daysAgo(8) })).body;
    const { body } = await on.get('dpo', '/subject-requests?state=Overdue');
    expect(body.items).toContainEqual(expect.objectContaining({ requestId, state: 'Overdue', dueOn: daysAgo(1) }));
  });

  it('is refused on an article of the law', async () => {
    const path = await new Path(on).atShelter();
    const { requestId } = (await received(path)).body;
    expect(await answer('dpo', requestId, { outcome: 'Refused' })).toMatchObject({
      status: 422,
      body: naming('/article'),
    });
    expect(await answer('dpo', requestId, { outcome: 'Refused', article: '15' })).toMatchObject({ status: 200 });
  });

  it('to put something right is answered by a correction', async () => {
    const path = await new Path(on).atShelter();
    const { requestId } = (await received(path, 'dpo', { kind: 'Rectification', receivedOn: today })).body;
    const early = await answer('dpo', requestId, { outcome: 'Given' });
    expect(early).toMatchObject({ status: 422, body: naming('/outcome') });
    expect(early.body.detail).toContain('/corrections');
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/corrections`, {
      person: { name: 'Айпери Токтогул кызы' },
    });
    expect(await answer('dpo', requestId, { outcome: 'Given' })).toMatchObject({ status: 200 });
  });

  it('is recorded by the officer or the holder, with a date that was', async () => {
    const path = await new Path(on).atShelter();
    expect(await received(path, 'police.osh')).toMatchObject({ status: 403 });
    expect(await received(path, 'ngo.bishkek')).toMatchObject({ status: 404 });
    expect(await received(path, 'admin')).toMatchObject({ status: 403 });
    const late = await received(path, 'dpo', { ...asked, receivedOn: daysAgo(-1) });
    expect(late).toMatchObject({ status: 422, body: naming('/receivedOn') });
    expect(await received(path, 'dpo', {})).toMatchObject({ status: 400, body: naming('/kind', '/receivedOn') });
  });
});

describe('the document for her', () => {
  it('has everything that is recorded about her, while she asks, and says what stands elsewhere', async () => {
    const path = await new Path(on).atShelter();
    const document = `/cases/${path.caseId}/subject-access`;
    await path.step('ngo.shelter-osh', `/cases/${path.caseId}/health-notes`, { text: 'Гипертония' });
    await path.step('police.osh', `/cases/${path.caseId}/proceedings`, {
      office: userNamed('prosecutor.osh').organisationId,
      registerNumber: '01-4711',
      registeredOn: today,
      articles: ['166'],
    });
    expect(await on.get('dpo', document)).toMatchObject({ status: 409 });
    const { requestId } = (await received(path)).body;
    const { status, body } = await on.get('dpo', document);
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    for (const said of [
      'Айпери Токтогулова',
      '1999-02-11',
      '+996700000001',
      'wages withheld',
      'Гипертония',
      'Shelter Umut',
    ]) {
      expect(text).toContain(said);
    }
    for (const kept of ['01-4711', 'police.osh', 'ngo.shelter-osh', 'sealed.v1', 'box.v1'])
      expect(text).not.toContain(kept);
    expect(body.leftOut).toMatchObject([{ fieldGroup: 'CriminalFile' }]);
    expect((await on.readLog.readAll(0, 10_000)).at(-1)).toMatchObject({
      data: {
        kind: 'Export',
        cases: [{ caseId: path.caseId, fieldGroups: expect.arrayContaining(['Health', 'Identity']) }],
      },
    });
    await answer('dpo', requestId, { outcome: 'Given' });
    expect(await on.get('dpo', document)).toMatchObject({ status: 409 });
  });

  it('is a page to print in four languages, in which nothing that was typed acts', async () => {
    const path = await new Path(on).logged({ narrative: '<script>alert("x")</script>' });
    await received(path);
    for (const language of ['ky', 'ru', 'tg', 'en']) {
      const page = await on.get('dpo', `/cases/${path.caseId}/subject-access?format=html&language=${language}`);
      expect([page.status, page.type]).toEqual([200, 'text/html; charset=utf-8']);
      expect(page.body).toContain(`<html lang="${language}" translate="no">`);
      expect(page.body).toContain('&lt;script&gt;');
      expect(page.body).not.toContain('<script');
      expect(page.headers['content-security-policy']).toMatch(/^default-src 'none'; style-src 'sha256-/);
    }
    const bad = await on.get('dpo', `/cases/${path.caseId}/subject-access?language=de`);
    expect(bad).toMatchObject({ status: 400, body: naming('/language') });
  });

  it('of a child says nothing of what is thought of her guardian, who may read it with her', async () => {
    const path = await new Path(on).logged({ ageGroup: 'Child' });
    const guardian = { kind: 'Parent', name: 'Bakyt Asanov', suspected: true };
    const heard = { assent: 'Refused', views: 'She wants to stay with her aunt.', guardian, on: today };
    await path.step('police.osh', `/cases/${path.caseId}/assents`, heard);
    await received(path);
    const { status, body } = await on.get('dpo', `/cases/${path.caseId}/subject-access`);
    const text = JSON.stringify(body);
    expect([status, text.includes('her aunt'), text.includes('Bakyt'), text.includes('suspected')]).toEqual([
      200,
      true,
      false,
      false,
    ]);
  });

  it('is made by no officer whom she excluded', async () => {
    const path = await new Path(on).logged();
    await received(path);
    const other: Caller = { ...userNamed('dpo'), user: 'another.dpo' };
    const excluded = { organisationId: other.organisationId, user: 'dpo', on: today };
    await path.step('police.osh', `/cases/${path.caseId}/exclusions`, excluded);
    expect(await on.get('dpo', `/cases/${path.caseId}/subject-access`)).toMatchObject({ status: 404 });
    expect(await on.get(other, `/cases/${path.caseId}/subject-access`)).toMatchObject({ status: 200 });
  });

  it('needs a fresh second factor, and the officer', async () => {
    const path = await new Path(on).logged();
    await received(path);
    const stale: Caller = { ...userNamed('dpo'), user: 'dpo.without', secondFactorAt: Date.now() - 3_600_000 };
    expect(await on.get(stale, `/cases/${path.caseId}/subject-access`)).toMatchObject({ status: 403 });
    expect(await on.get('police.osh', `/cases/${path.caseId}/subject-access`)).toMatchObject({ status: 403 });
    expect(await on.get('dpo', `/cases/${randomUUID()}/subject-access`)).toMatchObject({ status: 404 });
  });
});

describe('a notice of transfer', () => {
  it('is recorded once, for a referral that brought her data to another', async () => {
    const path = await (await (await new Path(on).logged()).consented()).referred();
    const notice = (body: object = {}) =>
      on.post('police.osh', `/cases/${path.caseId}/transfer-notices`, {
        referralId: path.referralId,
        on: today,
        form: 'Oral',
        ...body,
      });
    expect(await notice()).toMatchObject({ status: 422, body: naming('/referralId') });
    await path.accepted();
    expect(await notice({ referralId: randomUUID() })).toMatchObject({ status: 422, body: naming('/referralId') });
    expect(await notice({ form: 'Pigeon' })).toMatchObject({ status: 400, body: naming('/form') });
    expect(await notice()).toMatchObject({ status: 201 });
    expect(await notice()).toMatchObject({ status: 409 });
  });
});
