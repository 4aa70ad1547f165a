import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { parse } from 'csv-parse/sync';
import { jest } from '@jest/globals';
import type { Caller } from '#access';
import { ReadLog } from '#audit';
import { EventStoreUnavailable } from '#event-store';
import { caseNumber, type RecordedEvent } from '#kernel';
import {
  type Application,
  daysAgo,
  intake,
  naming,
  organisationOf,
  Path,
  startApplication,
} from '../casework/application.testing.js';

let on: Application;
beforeAll(async () => {
  on = await startApplication();
}, 60_000);
afterEach(() => jest.restoreAllMocks());
afterAll(() => on.stop());

const police = 'police.osh';
const [supervisor] = ['police.supervisor'];
const take = (exportId: string, who: string | Caller = police) => on.get(who, `/exports/htcds?export=${exportId}`);
const asked = async (who = police): Promise<string> =>
  (await on.post(who, '/exports', { purpose: 'Reporting' })).body.exportId;
async function approved(): Promise<string> {
  const exportId = await asked();
  expect(await on.post(supervisor!, `/exports/${exportId}/approval`, {})).toMatchObject({ status: 200 });
  return exportId;
}
const rows = (file: string): Record<string, string>[] => parse(file, { columns: true });

/** The coded facts and the status of every case whose logging satisfies a test, by its facts as text, sorted. */
function factsOf(events: readonly RecordedEvent[], isOne: (event: RecordedEvent) => boolean): string[] {
  const statuses = new Map<string, string>();
  for (const { type, data } of events) {
    const { caseId, status } = data as { caseId: string; status: string };
    if (type === 'StatusDecided') statuses.set(caseId, status);
  }
  return events
    .filter((event) => event.type === 'IdentificationLogged' && isOne(event))
    .map(({ data }) => {
      const d = data as Record<string, unknown>;
      const {
        entryChannel,
        identifiedOn,
        region,
        ageGroup,
        gender,
        citizenships,
        exploitation,
        countriesOfExploitation,
      } = d;
      const status = statuses.get(String(d['caseId']));
      return JSON.stringify({
        entryChannel,
        identifiedOn,
        region,
        ageGroup,
        gender,
        citizenships,
        exploitation,
        countriesOfExploitation,
        status,
      });
    })
    .sort();
}

describe('an export', () => {
  it('needs a second person, and says so until then', async () => {
    const refused = (answer: { status: number; body: { detail?: string } }) => [answer.status, answer.body.detail];
    expect(refused(await on.get(police, '/exports/htcds'))).toEqual([403, expect.stringContaining('POST /exports')]);
    const exportId = await asked();
    expect(refused(await take(exportId))).toEqual([403, expect.stringContaining('/approval')]);
    expect(refused(await take(randomUUID()))).toEqual([403, expect.any(String)]);
    expect(await on.post(police, `/exports/${exportId}/approval`, {})).toMatchObject({ status: 403 });
    const both: Caller = { user: 'both.roles', organisationId: organisationOf(police), roles: ['police-supervisor'] };
    const own = (await on.post(both, '/exports', { purpose: 'Audit' })).body.exportId;
    expect(await on.post(both, `/exports/${own}/approval`, {})).toMatchObject({ status: 422 });
    const stranger: Caller = { ...both, user: 'stranger', organisationId: organisationOf('police.bishkek') };
    expect(await on.post(stranger, `/exports/${exportId}/approval`, {})).toMatchObject({ status: 404 });
    expect(await on.get(stranger, `/exports/${exportId}`)).toMatchObject({ status: 404 });
    expect((await on.get(supervisor!, `/exports/${exportId}`)).body).toEqual({
      exportId,
      organisationId: organisationOf(police),
      requestedBy: police,
      requestedAt: expect.stringMatching(/Z$/),
      purpose: 'Reporting',
      state: 'Requested',
    });
  });

  it('stands in the list of its organisation, newest first, with what became of it', async () => {
    const organisation: Caller = { user: 'one', organisationId: randomUUID(), roles: ['ngo-caseworker'] };
    const manager: Caller = { ...organisation, user: 'two', roles: ['ngo-manager'] };
    const list = async (who: Caller, query = '') => (await on.get(who, `/exports${query}`)).body;
    expect(await list(organisation)).toEqual({ items: [], nextCursor: null });
    const ids: string[] = [];
    for (const purpose of ['Audit', 'Reporting', 'CaseManagement', 'Audit']) {
      ids.unshift((await on.post(organisation, '/exports', { purpose })).body.exportId);
    }
    const [last, third, second, first] = ids;
    for (const id of [first, second, third]) await on.post(manager, `/exports/${id}/approval`, {});
    expect(await take(first!, organisation)).toMatchObject({ status: 200 });
    const states = async () =>
      (await list(manager)).items.map(({ exportId, state }: Record<string, string>) => [exportId, state]);
    expect(await states()).toEqual([
      [last, 'Requested'],
      [third, 'Approved'],
      [second, 'Approved'],
      [first, 'Taken'],
    ]);
    expect((await list(manager)).items[1]).toEqual({
      exportId: third,
      organisationId: organisation.organisationId,
      requestedBy: 'one',
      requestedAt: expect.stringMatching(/Z$/),
      purpose: 'CaseManagement',
      state: 'Approved',
      approvedBy: 'two',
      until: expect.stringMatching(/Z$/),
    });
    // a day later
    await on.pool.query(`UPDATE case_file.exports SET until = until - interval '24 hours' WHERE organisation_id = $1`, [
      organisation.organisationId,
    ]);
    expect((await states()).map(([, state]: string[]) => state)).toEqual(['Requested', 'Lapsed', 'Lapsed', 'Taken']);
    const page = await list(manager, '?limit=3');
    expect(page.items).toHaveLength(3);
    expect(await list(manager, `?limit=3&cursor=${page.nextCursor}`)).toMatchObject({
      items: [{ exportId: first }],
      nextCursor: null,
    });
    expect(await on.get('prosecutor.osh', '/exports')).toMatchObject({ status: 403 });
    const asking = (await on.get('dpo', '/exports?limit=200')).body.items.map(
      (item: Record<string, string>) => item['organisationId'],
    );
    expect(asking).toEqual(expect.arrayContaining([organisation.organisationId, organisationOf(police)]));
  });

  it('is told to the second person', async () => {
    const { body, position: after } = await on.post(police, '/exports', { purpose: 'Audit' });
    const { items } = (await on.get(supervisor!, '/notices', { after })).body;
    expect(items).toContainEqual(
      expect.objectContaining({ kind: 'ExportRequested', exportId: body.exportId, user: police }),
    );
  });

  it('is taken once, by who asked, and only cases of the own organisation are in it', async () => {
    const mine = (await on.post(police, '/cases', intake())).body.caseId;
    const away = await new Path(on).atShelter();
    const theirs = (await on.post('police.bishkek', '/cases', intake())).body.caseId;
    const training = (await on.post(police, '/cases', intake(), { headers: { 'tirek-exercise': 'true' } })).body.caseId;
    const exportId = await approved();
    expect((await take(exportId, supervisor)).status).toBe(403);
    const file = await take(exportId);
    expect([file.status, file.type]).toEqual([200, 'text/csv; charset=utf-8']);
    expect(file.headers['content-disposition']).toContain('attachment');
    const numbers = rows(file.body).map(({ cas_Name: number }) => number);
    for (const caseId of [mine, away.caseId]) expect(numbers).toContain(caseNumber('KG', caseId));
    for (const caseId of [theirs, training]) expect(numbers).not.toContain(caseNumber('KG', caseId));
    expect(file.body).not.toContain('Айпери');
    expect((await take(exportId)).status).toBe(403);
    expect((await on.get(police, `/exports/${exportId}`)).body).toMatchObject({
      state: 'Taken',
      approvedBy: supervisor,
    });
  });

  it('leaves out who excluded the one who takes it', async () => {
    const { body } = await on.post(police, '/cases', intake());
    await on.post(police, `/cases/${body.caseId}/exclusions`, {
      organisationId: organisationOf(police),
      user: police,
      on: daysAgo(0),
    });
    expect((await take(await approved())).body).not.toContain(body.caseNumber);
  });

  it('is in the log of reads, person by person, before a line of it leaves', async () => {
    const { body } = await on.post(police, '/cases', intake());
    await take(await approved());
    const told = (await on.readLog.readAll(0, 10_000))
      .map(({ data }) => data as { kind: string; cases: { caseId: string }[] })
      .filter(({ kind }) => kind === 'Export')
      .flatMap(({ cases }) => cases.map(({ caseId }) => caseId));
    expect(told).toContain(body.caseId);

    const exportId = await approved();
    const reads = on.app.get(ReadLog, { strict: false });
    let waiting: (() => void) | undefined;
    const record = reads.record.bind(reads);
    jest.spyOn(reads, 'record').mockImplementation(async (read) => {
      if (read.cases.length > 0) await new Promise<void>((resolve) => (waiting = resolve));
      return record(read);
    });
    let done = false;
    const file = take(exportId).then((answer) => {
      done = true;
      return answer;
    });
    while (!waiting) await pause(5);
    await pause(50);
    expect(done).toBe(false);
    waiting();
    expect((await file).body).toContain(body.caseNumber);
  });

  it('breaks off where the log of reads cannot be written: no line leaves', async () => {
    await on.post(police, '/cases', intake());
    const exportId = await approved();
    const reads = on.app.get(ReadLog, { strict: false });
    const record = reads.record.bind(reads);
    jest.spyOn(reads, 'record').mockImplementation(async (read) => {
      if (read.cases.length > 0) throw new EventStoreUnavailable('away');
      return record(read);
    });
    const answer = await take(exportId).then(
      ({ body }) => String(body),
      (error: Error) => error.message,
    );
    expect(answer).not.toContain('KG-');
  });

  it('is for those who log cases, for a purpose that there is', async () => {
    expect(await on.post('rapporteur', '/exports', { purpose: 'Reporting' })).toMatchObject({ status: 403 });
    expect(await on.get('admin', '/exports/htcds')).toMatchObject({ status: 403 });
    expect(await on.post(police, '/exports', { purpose: 'Pleasure' })).toMatchObject({
      status: 400,
      body: naming('/purpose'),
    });
    expect(await on.get(police, '/exports/htcds?export=x')).toMatchObject({ status: 400, body: naming('/export') });
    expect(await on.get(police, '/exports/x')).toMatchObject({ status: 400 });
  });

  it('comes back by an import with the same coded facts', async () => {
    const own = organisationOf(police);
    const child = intake({
      ageGroup: 'Child',
      gender: 'NonSpecifiedUnknown',
      citizenships: ['TJ', 'ZZ'],
      entryChannel: 'Hotline',
    });
    await on.post(police, '/cases', { ...child, exploitation: ['ForcedCriminality', 'Unknown'], region: undefined });
    const decided = (await on.post(police, '/cases', intake())).body.caseId;
    await on.post(police, `/cases/${decided}/decisions`, {
      status: 'ActualVictimOfTrafficking',
      decidedOn: daysAgo(0),
      decidingBody: 'Police, "Osh"',
      ruleVersion: '1',
      reasons: ['r'],
    });
    const file = (await take(await approved())).body as string;
    const sent = await on.call('admin', 'POST', '/imports?source=round-trip', undefined, {
      raw: file,
      headers: { 'content-type': 'text/csv' },
    });
    expect(sent.status).toBe(202);
    let report = (await on.get('admin', `/imports/${sent.body.importId}`)).body;
    for (; report.state === 'Running'; report = (await on.get('admin', `/imports/${sent.body.importId}`)).body)
      await pause(50);
    expect(report).toMatchObject({ state: 'Finished', taken: rows(file).length, refused: 0 });
    const events = await on.events();
    const exported = new Set(rows(file).map(({ cas_Name: number }) => number));
    const before = factsOf(events, ({ data, metadata }) => {
      const { caseId, organisationId } = data as { caseId: string; organisationId: string };
      return (
        organisationId === own &&
        metadata.correlationId !== sent.body.importId &&
        exported.has(caseNumber('KG', caseId))
      );
    });
    const after = factsOf(events, ({ metadata }) => metadata.correlationId === sent.body.importId);
    expect(after.length).toBeGreaterThan(3);
    expect(after).toEqual(before);
  });
});
