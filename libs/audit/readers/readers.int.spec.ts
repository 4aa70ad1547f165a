import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { derivedId } from '#kernel';
import {
  type Application,
  intake,
  naming,
  organisationOf,
  Path,
  startApplication,
  userNamed,
} from '../../casework/application.testing.js';
import type { CasesReadData } from '../reads.events.js';
import { sheetLanguages, sheetWords } from './sheet-words.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterAll(() => on.stop());

/** Every read of a case in the log itself, oldest first. */
async function logged(caseId: string): Promise<(CasesReadData & { user: string })[]> {
  const events = await on.readLog.readAll(0, 100_000);
  return events
    .map(({ data, metadata }) => ({ ...(data as CasesReadData), user: metadata.actor.user }))
    .filter(({ cases }) => cases.some((told) => told.caseId === caseId));
}
const groupsIn = ({ cases }: CasesReadData, caseId: string) =>
  cases.find((told) => told.caseId === caseId)!.fieldGroups;

describe('every answer that tells of people', () => {
  it('is in the log, each in its kind, and nothing else is', async () => {
    const path = await new Path(on).atShelter();
    const { caseId, position: after } = path;
    expect(await logged(caseId)).toEqual([]);

    await on.get(path.officer, `/cases/${caseId}`, { after });
    await on.get(path.worker, `/cases/${caseId}`, { after });
    await on.get(path.officer, '/caseload?limit=200', { after });
    await on.get(path.worker, '/coordination/referrals?limit=200', { after });
    const found = await on.post(path.officer, '/caseload/search', { name: 'Ayperi' }, { after });
    expect(found.body.items.map((item: { caseId: string }) => item.caseId)).toContain(caseId);
    // figures, what is of no case, and refusals
    await on.get(path.officer, '/caseload/summary?by=stage');
    await on.get('rapporteur', '/statistics?groupBy=gender');
    await on.get(path.officer, '/organisations');
    await on.get(path.officer, '/me');
    await on.get('admin', '/projections');
    await on.get('ngo.bishkek', `/cases/${caseId}`);
    await on.get('rapporteur', `/cases/${caseId}`);

    const reads = await logged(caseId);
    expect(reads.map(({ user, kind, route, purpose }) => [user, kind, route, purpose])).toEqual([
      [path.officer, 'Case', 'GET /api/v1/cases/:caseId', 'Protection'],
      [path.worker, 'Case', 'GET /api/v1/cases/:caseId', 'Assistance'],
      [path.officer, 'List', 'GET /api/v1/caseload', 'Protection'],
      [path.worker, 'List', 'GET /api/v1/coordination/referrals', 'Assistance'],
      [path.officer, 'Search', 'POST /api/v1/caseload/search', 'Protection'],
    ]);
    expect(groupsIn(reads[0]!, caseId)).toEqual(expect.arrayContaining(['Contact', 'Narrative']));
    expect(groupsIn(reads[1]!, caseId)).toContain('Contact');
    expect(groupsIn(reads[1]!, caseId)).not.toContain('Narrative');
    for (const read of reads.slice(2)) expect(groupsIn(read, caseId)).toEqual([]);
  });

  it('has nothing in the log of what it said, nor of what was looked for', async () => {
    const events = JSON.stringify(await on.readLog.readAll(0, 100_000));
    const { person, narrative } = intake();
    for (const value of [...Object.values(person), narrative, 'Ayperi', 'Айпери']) expect(events).not.toContain(value);
  });

  it('is recorded for the purpose that was said, and refused for one that the role does not have', async () => {
    const path = await new Path(on).logged();
    const headers = { 'tirek-purpose': 'CriminalJustice' };
    expect((await on.get(path.officer, `/cases/${path.caseId}`, { headers })).status).toBe(200);
    expect(await logged(path.caseId)).toMatchObject([{ purpose: 'CriminalJustice' }]);
    const refused = await on.get(path.officer, `/cases/${path.caseId}`, { headers: { 'tirek-purpose': 'Decision' } });
    expect([refused.status, refused.body]).toEqual([400, expect.objectContaining(naming('/headers/tirek-purpose'))]);
    expect(await logged(path.caseId)).toHaveLength(1);
  });

  it('is recorded also when it is a refusal that says what happened since', async () => {
    const path = await new Path(on).logged();
    const seen = (await path.seenBy(path.officer)).headers['etag'] as string;
    await path.consented();
    const headers = { 'if-match': seen };
    const body = { assignee: 'police.osh' };
    const stale = await on.post(path.officer, `/cases/${path.caseId}/assignments`, body, { headers });
    expect([stale.status, stale.body.since.length]).toEqual([412, 1]);
    expect((await logged(path.caseId)).map(({ kind, route }) => [kind, route])).toEqual([
      ['Case', 'GET /api/v1/cases/:caseId'],
      ['Case', 'POST /api/v1/cases/:caseId/assignments'],
    ]);
  });

  it('is there once for each of many at the same time', async () => {
    const { caseId } = await new Path(on).logged();
    const answers = await Promise.all(Array.from({ length: 60 }, () => on.get('police.osh', `/cases/${caseId}`)));
    expect(answers.filter(({ status }) => status !== 200)).toEqual([]);
    const reads = await logged(caseId);
    expect([reads.length, new Set(reads.map(({ readId }) => readId)).size]).toEqual([60, 60]);
  });

  it('waits for the log, and does not leave when the log is lost meanwhile', async () => {
    const { caseId } = await new Path(on).logged();
    const blocker = await on.pool.connect();
    const { rows } = await blocker.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await blocker.query('BEGIN; LOCK TABLE tirek_reads.events IN ACCESS EXCLUSIVE MODE');
    let answered = false;
    const answer = on.get('police.osh', `/cases/${caseId}`).finally(() => (answered = true));
    const blocked = `SELECT pid FROM pg_stat_activity WHERE ${rows[0]!.pid} = ANY (pg_blocking_pids(pid))
      AND query LIKE '%INSERT INTO tirek_reads.events%'`;
    while ((await on.pool.query(blocked)).rowCount === 0) await pause(10);
    await pause(300);
    expect(answered).toBe(false);
    await on.pool.query(`SELECT pg_terminate_backend(pid) FROM (${blocked}) blocked`);
    const { status, headers, body } = await answer;
    expect([status, headers['retry-after'], body.type]).toEqual([503, '2', 'urn:tirek:problem:not-ready']);
    expect(body).not.toHaveProperty('caseNumber');
    await blocker.query('ROLLBACK');
    blocker.release();
    expect(await logged(caseId)).toEqual([]);
    expect((await on.get('police.osh', `/cases/${caseId}`)).status).toBe(200);
    expect(await logged(caseId)).toHaveLength(1);
  });
});

describe('who read a case', () => {
  it('is told to the data protection officer, newest first, page by page, every read up to the question', async () => {
    const path = await new Path(on).atShelter();
    const { caseId } = path;
    for (const who of [path.officer, path.worker, path.officer]) await on.get(who, `/cases/${caseId}`);

    const { status, body } = await on.get('dpo', `/cases/${caseId}/readers?limit=2`);
    expect(status).toBe(200);
    expect(body.items.map((item: { user: string }) => item.user)).toEqual([path.officer, path.worker]);
    expect(body.items[1]).toEqual({
      at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      user: path.worker,
      organisationId: organisationOf(path.worker),
      organisationName: 'Shelter Umut, Osh (demonstration)',
      role: 'ngo-caseworker',
      purpose: 'Assistance',
      kind: 'Case',
      fieldGroups: expect.arrayContaining(['Contact']),
    });
    const rest = await on.get('dpo', `/cases/${caseId}/readers?cursor=${body.nextCursor}`);
    expect(rest.body.items.map((item: { user: string }) => item.user)).toEqual([path.officer]);
    expect(rest.body.nextCursor).toBeNull();

    // to ask is a read as well: both questions are in the third answer
    const third = await on.get('dpo', `/cases/${caseId}/readers`);
    expect(third.body.items.map((item: { user: string }) => item.user)).toEqual([
      'dpo',
      'dpo',
      path.officer,
      path.worker,
      path.officer,
    ]);
    expect(third.body.items[0]).toMatchObject({ role: 'data-protection-officer', purpose: 'DataProtection' });
  });

  it('is told to nobody else, and of no case that is not there', async () => {
    const { caseId, officer, worker } = await new Path(on).atShelter();
    for (const who of [officer, worker, 'admin', 'rapporteur', 'prosecutor.osh']) {
      expect((await on.get(who, `/cases/${caseId}/readers`)).status).toBe(403);
    }
    expect((await on.get('dpo', `/cases/${randomUUID()}/readers`)).status).toBe(404);
    expect((await on.get('dpo', '/cases/somebody/readers')).status).toBe(400);
    const bad = await on.get('dpo', `/cases/${caseId}/readers?cursor=x`);
    expect([bad.status, bad.body]).toEqual([400, expect.objectContaining(naming('/cursor'))]);
    expect(await logged(caseId)).toEqual([]);
  });

  it('has a name for an organisation that the directory has, and none for another', async () => {
    const { caseId } = await new Path(on).logged();
    const stranger = { ...userNamed('dpo'), user: 'dpo.elsewhere', organisationId: derivedId('nobody registered it') };
    await on.get(stranger, `/cases/${caseId}/readers`);
    const { body } = await on.get('dpo', `/cases/${caseId}/readers`);
    expect(body.items).toMatchObject([{ user: 'dpo.elsewhere', organisationName: null }]);
  });
});

describe('the sheet for the person herself', () => {
  it.each(sheetLanguages)(
    'in %s says which organisations, in which role, for what, and never who',
    async (language) => {
      const path = await new Path(on).atShelter();
      await on.get(path.officer, `/cases/${path.caseId}`);
      await on.get(path.officer, `/cases/${path.caseId}`);
      await on.get(path.worker, `/cases/${path.caseId}`);
      const sheet = await on.get('dpo', `/cases/${path.caseId}/readers/sheet?language=${language}`);
      expect(sheet.status).toBe(200);
      expect(sheet.type).toBe('text/html; charset=utf-8');
      expect(sheet.headers['content-security-policy']).toContain("default-src 'none'");
      expect(sheet.headers['cache-control']).toBe('no-store');
      const page = sheet.body as string;
      const words = sheetWords[language];
      for (const word of [words.title, words.roles['police-officer'], words.roles['ngo-caseworker']]) {
        expect(page).toContain(word);
      }
      const cells = [...page.matchAll(/<td>(.*?)<\/td>/g)].map(([, cell]) => cell);
      const lines = Array.from({ length: cells.length / 7 }, (_, i) => cells.slice(7 * i, 7 * i + 7));
      const counts = Object.fromEntries(lines.map(([, , times, organisation]) => [organisation, times]));
      expect(counts).toEqual({ 'Osh City Police (demonstration)': '2', 'Shelter Umut, Osh (demonstration)': '1' });
      const { person } = intake();
      for (const hidden of [path.officer, path.worker, ...Object.values(person), path.caseId]) {
        expect(page).not.toContain(hidden);
      }
      expect(await logged(path.caseId)).toMatchObject([{}, {}, {}, { user: 'dpo', kind: 'Case' }]);
    },
  );

  it('is made by who holds the case, too, and by nobody else', async () => {
    const { caseId, officer, worker } = await new Path(on).atShelter();
    const statusFor = async (who: string) => (await on.get(who, `/cases/${caseId}/readers/sheet?language=ky`)).status;
    expect(await statusFor(worker)).toBe(200);
    expect(await statusFor(officer)).toBe(403);
    expect(await statusFor('ngo.bishkek')).toBe(404);
    expect(await statusFor('admin')).toBe(403);
  });

  it('says the same to a page that prints it itself', async () => {
    const path = await new Path(on).atShelter();
    await on.get(path.officer, `/cases/${path.caseId}`);
    const { status, body, headers } = await on.get(
      path.worker,
      `/cases/${path.caseId}/readers/sheet?language=tg&format=json`,
    );
    expect([status, headers['cache-control']]).toEqual([200, 'no-store']);
    expect(body).toEqual({
      caseNumber: expect.stringMatching(/^KG-/),
      madeOn: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      days: [
        {
          day: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
          first: expect.stringMatching(/^\d\d:\d\d$/),
          last: expect.stringMatching(/^\d\d:\d\d$/),
          times: 1,
          organisation: 'Osh City Police (demonstration)',
          role: 'police-officer',
          purpose: 'Protection',
          fieldGroups: expect.arrayContaining(['Identity']),
        },
      ],
      words: sheetWords.tg,
    });
  });

  it('is in a language that was asked for', async () => {
    const { caseId } = await new Path(on).logged();
    for (const query of ['', '?language=de']) {
      const { status, body } = await on.get('dpo', `/cases/${caseId}/readers/sheet${query}`);
      expect([status, body]).toEqual([400, expect.objectContaining(naming('/language'))]);
    }
  });
});
