import { setTimeout as pause } from 'node:timers/promises';
import type { Caller } from '#access';
import { personOf } from '#kernel';
import { type Application, naming, organisationOf, Path, startApplication, userNamed } from './application.testing.js';

let on: Application;
let path: Path;
beforeAll(async () => {
  on = await startApplication();
  path = await new Path(on).atShelter();
}, 60_000);
afterAll(() => on.stop());

const shelter = organisationOf('ngo.shelter-osh');
const manager: Caller = { ...userNamed('ngo.shelter-osh'), user: 'ngo.manager-osh', roles: ['ngo-manager'] };
const worker = 'ngo.shelter-osh';
const stranger: Caller = { ...userNamed('ngo.bishkek'), user: 'ngo.manager-bishkek', roles: ['ngo-manager'] };
const [managers, workers] = ['correct horse battery staple', 'eleven grey geese flew over'];
const at = (rest: string) => `/organisations/${shelter}/${rest}`;
const note = 'Түнкүсүн уктабайт, үйүнөн коркот.';

describe('before there is a key', () => {
  it('neither a counselling note nor an address is recorded, and nothing half', async () => {
    const before = (await on.events()).length;
    const refused = await on.post(worker, `/cases/${path.caseId}/counselling-notes`, { text: note });
    expect(refused).toMatchObject({ status: 422, body: { type: 'urn:tirek:problem:against-a-rule' } });
    expect(await on.post(worker, at('shelter-address'), { address: 'Курманжан 1' })).toMatchObject({ status: 422 });
    expect(await on.events()).toHaveLength(before);
  });

  it('the key is made by a manager who has understood, with a passphrase worth the name', async () => {
    expect(await on.post(worker, at('key'), { passphrase: managers, understood: true })).toMatchObject({ status: 403 });
    const bad = await on.post(manager, at('key'), { passphrase: 'short', understood: false });
    expect(bad).toMatchObject({ status: 400, body: naming('/passphrase', '/understood') });
    const own = await on.post(manager, at('key'), { passphrase: `x ${manager.user} x`, understood: true });
    expect(own).toMatchObject({ status: 422, body: naming('/passphrase') });
    expect(await on.post(stranger, at('key'), { passphrase: managers, understood: true })).toMatchObject({
      status: 404,
    });
    expect(await on.get(manager, at('key'))).toMatchObject({ status: 200, body: { pairs: 0, members: [] } });
  });
});

describe('with a key', () => {
  let recoveryCode: string;
  beforeAll(async () => {
    const made = await on.post(manager, at('key'), { passphrase: managers, understood: true });
    expect(made).toMatchObject({ status: 201, body: { explanation: expect.stringContaining('nobody can open') } });
    recoveryCode = made.body.recoveryCode;
    expect(await on.post(worker, at('key/requests'), { passphrase: workers })).toMatchObject({ status: 201 });
    const letIn = { user: worker, passphrase: managers };
    expect(await on.post(manager, at('key/members'), letIn)).toMatchObject({ status: 201 });
    const gone: Caller = { ...userNamed(worker), user: 'who.has.left' };
    expect(await on.post(gone, at('key/requests'), { passphrase: workers })).toMatchObject({ status: 201 });
    const refused = await on.post(manager, at('key/members'), { ...letIn, user: gone.user });
    expect(refused).toMatchObject({ status: 422, body: naming('/user') });
    const recorded = await on.post(worker, `/cases/${path.caseId}/counselling-notes`, { text: note });
    expect(recorded).toMatchObject({ status: 201, body: { noteId: expect.any(String) } });
    path.position = recorded.position;
  });

  it('says who opens it, to its own people', async () => {
    expect((await on.get(worker, at('key'))).body).toMatchObject({
      pairs: 1,
      members: [
        { user: 'ngo.manager-osh', holding: 'Opens' },
        { user: worker, holding: 'Opens' },
        { user: 'who.has.left', holding: 'Waits' },
      ],
    });
    expect(await on.get('ngo.bishkek', at('key'))).toMatchObject({ status: 404 });
    expect(await on.get('admin', at('key'))).toMatchObject({ status: 403 });
  });

  it('a counselling note is opened with a passphrase, and that is recorded', async () => {
    const opened = await on.post(manager, `/cases/${path.caseId}/counselling-notes/opening`, { passphrase: managers });
    expect(opened).toMatchObject({ status: 200, body: { items: [{ text: note, user: worker }] } });
    const reads = await on.readLog.readAll(0, 10_000);
    expect(reads.at(-1)).toMatchObject({
      data: { kind: 'Case', cases: [{ caseId: path.caseId, fieldGroups: ['CounsellingNotes'] }] },
      metadata: { actor: { user: 'ngo.manager-osh' } },
    });
    expect(JSON.stringify(reads)).not.toContain(managers);
  });

  it('nobody reads it in the case, nor finds its text or a passphrase anywhere in what is stored or logged', async () => {
    for (const who of [worker, 'police.osh']) {
      const { status, body } = await path.seenBy(who);
      expect([status, JSON.stringify(body).includes('уктабайт'), JSON.stringify(body).includes('box.v1')]).toEqual([
        200,
        false,
        false,
      ]);
    }
    const stored = JSON.stringify(await on.events()) + on.logger.text;
    for (const secret of ['уктабайт', managers, workers, recoveryCode, 'box.v1']) expect(stored).not.toContain(secret);
  });

  it('is opened to help her, and for no other purpose', async () => {
    const opening = `/cases/${path.caseId}/counselling-notes/opening`;
    for (const purpose of ['Protection', 'Supervision']) {
      const refused = await on.post(
        manager,
        opening,
        { passphrase: managers },
        { headers: { 'tirek-purpose': purpose } },
      );
      expect([purpose, refused.status, refused.body.items]).toEqual([purpose, 403, undefined]);
    }
  });

  it('the passphrase of another is refused, and a case of which the organisation has no part is not there', async () => {
    const opening = `/cases/${path.caseId}/counselling-notes/opening`;
    expect(await on.post(worker, opening, { passphrase: managers })).toMatchObject({ status: 403 });
    expect(await on.post('police.osh', opening, { passphrase: workers })).toMatchObject({ status: 403 });
    expect(await on.post(stranger, opening, { passphrase: managers })).toMatchObject({ status: 404 });
  });

  it('a repeat of a note is the same note', async () => {
    const key = 'the-same-note';
    const notes = `/cases/${path.caseId}/counselling-notes`;
    const [first, again] = [
      await on.post(worker, notes, { text: 'a' }, { key }),
      await on.post(worker, notes, { text: 'a' }, { key }),
    ];
    expect([first.status, again.status, again.body]).toEqual([201, 201, first.body]);
  });

  it('a shelter address is told to its own people with a passphrase, to nobody else, and not by the directory', async () => {
    const address = 'Курманжан Датка 17, кв. 4';
    expect(await on.post(worker, at('shelter-address'), { address: 'the old one' })).toMatchObject({ status: 201 });
    expect(await on.post(worker, at('shelter-address'), { address })).toMatchObject({ status: 201 });
    const open = (who: string | Caller, passphrase: string) =>
      on.post(who, at('shelter-address/opening'), { passphrase });
    expect(await open(worker, workers)).toMatchObject({ status: 200, body: { address } });
    expect((await on.readLog.readAll(0, 10_000)).at(-1)).toMatchObject({
      data: { kind: 'List', route: expect.stringContaining('shelter-address/opening'), cases: [] },
      metadata: { actor: { user: worker } },
    });
    expect(await open(stranger, managers)).toMatchObject({ status: 404 });
    expect(await open('police.osh', workers)).toMatchObject({ status: 403 });
    expect(JSON.stringify((await on.get('police.osh', '/organisations?region=KG-GO')).body)).not.toContain('Курманжан');
    const { rows } = await on.pool.query('SELECT * FROM tirek_organisation_keys.shelter_addresses');
    expect([rows.length, JSON.stringify(rows).includes('Курманжан')]).toEqual([1, false]);
  });

  it('who lost the passphrase comes back by the code', async () => {
    const next = 'a very new one of the manager';
    const recovered = await on.post(manager, at('key/recovery'), { recoveryCode, newPassphrase: next });
    expect(recovered).toMatchObject({ status: 200 });
    const opened = await on.post(manager, `/cases/${path.caseId}/counselling-notes/opening`, { passphrase: next });
    expect(opened.body.items[0]).toMatchObject({ text: note });
  });

  it('what was sealed to the last pair is opened after a rotation, and so is what is sealed to the new one', async () => {
    expect(await on.post(manager, at('key/rotation'), {})).toMatchObject({ status: 200 });
    await on.post(worker, `/cases/${path.caseId}/counselling-notes`, { text: 'after' });
    const opened = await on.post(worker, `/cases/${path.caseId}/counselling-notes/opening`, { passphrase: workers });
    expect(opened.body.items.map(({ text }: { text: string }) => text)).toEqual([note, 'a', 'after']);
  });
});

describe('a note on her health', () => {
  it('is seen by who recorded it, and sealed in the store', async () => {
    const { status, position } = await on.post(worker, `/cases/${path.caseId}/health-notes`, { text: 'Гипертония' });
    expect(status).toBe(201);
    path.position = position;
    expect((await path.seenBy(worker)).body).toMatchObject({ health: [{ text: 'Гипертония' }] });
    expect(JSON.stringify((await path.seenBy('police.osh')).body)).not.toContain('Гипертония');
    expect(JSON.stringify(await on.events())).not.toContain('Гипертония');
  });

  it('is recorded by those who care for her', async () => {
    expect(await on.post('police.osh', `/cases/${path.caseId}/health-notes`, { text: 'x' })).toMatchObject({
      status: 403,
    });
    expect(await on.post(worker, `/cases/${path.caseId}/health-notes`, {})).toMatchObject({
      status: 400,
      body: naming('/text'),
    });
  });
});

describe('what ends it', () => {
  it('is erasing her: nobody opens her counselling notes, also not who recorded them', async () => {
    const other = await new Path(on).atShelter();
    const notes = `/cases/${other.caseId}/counselling-notes`;
    expect(await on.post(worker, notes, { text: note })).toMatchObject({ status: 201 });
    const opening = () => on.post(worker, `${notes}/opening`, { passphrase: workers });
    expect((await opening()).body.items).toMatchObject([{ text: note }]);
    const reason = { reason: 'PersonAsked', legalGround: 'KG-Law-58-2008' };
    expect((await on.post('dpo', `/persons/${personOf(other.caseId)}/erasure`, reason)).status).toBeLessThan(300);
    const [left] = (await opening()).body.items;
    expect(left).toEqual({ noteId: left.noteId, recordedAt: left.recordedAt, user: worker });
  });

  it('is leaving: the organisation seals to a pair that the one who left never had', async () => {
    const standing = async () => (await on.get(manager, at('key'))).body;
    const before = await standing();
    expect(before.members).toContainEqual({ user: worker, holding: 'Opens' });
    expect(await on.post('admin', `/organisations/${shelter}/members/${worker}/departure`, {})).toMatchObject({
      status: 200,
    });
    for (let tries = 0; (await standing()).pairs === before.pairs && tries < 200; tries += 1) await pause(25);
    const after = await standing();
    const left = [{ user: 'ngo.manager-osh' }, { user: 'who.has.left', holding: 'Waits' }];
    expect(after).toMatchObject({ pairs: before.pairs + 1, members: left });
  });
});
