import { randomUUID } from 'node:crypto';
import { readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { identification } from '#casework';
import { EventStoreUnavailable } from '#event-store';
import { isUuid } from '#kernel';
import { PersonalData } from '#privacy';
import { dedicatedClient, tryLock } from '#postgres';
import { startApplication, type Answer, type Application } from '../casework/application.testing.js';
import { isRowErrors, readHtcdsRow } from './htcds-row.js';
import { noProgress } from './import-progress.js';
import { ImportRecords } from './import-records.js';
import { Imports } from './imports.js';

const columns = [
  'cas_Name',
  'cas_IncomingReferralDate',
  'org_Type',
  'org_Name',
  'vic_TraffickingStatus',
  'vic_TypeOfExploitation',
  'ext_AgeGroupWhenTrafficked',
  'prs_Gender',
  'prs_Citizenship',
  'ext_Region',
] as const;
type Row = Record<(typeof columns)[number], string>;

/** A row like those of published figures; the values vary with `n`. */
const rowOf = (n: number, changes: Partial<Row> = {}, series = 'A'): Row => ({
  cas_Name: `REF-${series}-${n}`,
  cas_IncomingReferralDate: `2023-0${1 + (n % 9)}-1${n % 10}`,
  org_Type: n % 2 ? 'LawEnforcement' : 'NGO',
  org_Name: n % 2 ? 'Border Guard' : 'Night Shelter',
  vic_TraffickingStatus: 'PossibleVictimOfTrafficking',
  vic_TypeOfExploitation: n % 3 ? 'ForcedLabour' : 'ForcedLabour;Servitude',
  ext_AgeGroupWhenTrafficked: n % 4 ? 'Adult' : 'Child',
  prs_Gender: n % 2 ? 'Masculine' : 'Feminine',
  prs_Citizenship: n % 5 ? 'KG' : 'TJ;UZ',
  ext_Region: '',
  ...changes,
});
const rowsOf = (count: number, series: string): Row[] => Array.from({ length: count }, (_, n) => rowOf(n, {}, series));
const csv = (rows: readonly Row[]): string =>
  [columns.join(','), ...rows.map((row) => columns.map((column) => row[column]).join(','))].join('\n');

// thousands of rows on a machine that does other things as well
let on: Application;
beforeAll(async () => {
  on = await startApplication();
});
afterEach(() => jest.restoreAllMocks());
afterAll(() => on.stop());

interface Options {
  readonly query?: string;
  readonly key?: string;
  readonly type?: string;
  readonly who?: string;
}
const send = (
  file: string | Buffer,
  { query = '', key = randomUUID(), type = 'text/csv', who = 'admin' }: Options = {},
) => on.post(who, `/imports${query}`, undefined, { key, raw: file, headers: { 'content-type': type } });

/** The report of an import when it is done. */
async function done({ status, body }: Answer): Promise<Answer['body']> {
  expect([status, isUuid(body.importId)]).toEqual([202, true]);
  for (const deadline = Date.now() + 60_000; ; await pause(20)) {
    const report = await on.get('admin', `/imports/${body.importId}`);
    expect(report.status).toBe(200);
    if (report.body.state !== 'Running') return report.body;
    if (Date.now() > deadline) throw new Error('the import does not end');
  }
}
const imported = async (rows: readonly Row[], options?: Options) => done(await send(csv(rows), options));
const counts = (taken: number, unchanged = 0, corrected = 0, refused = 0) => ({
  state: 'Finished',
  progress: 1,
  read: taken + unchanged + corrected + refused,
  taken,
  unchanged,
  corrected,
  refused,
});

const eventsAfter = (position: number) => on.store.readAll(position, 10_000);
async function caseLoggedAfter(position: number): Promise<string> {
  const logged = (await eventsAfter(position)).find(({ type }) => type === 'IdentificationLogged');
  if (!logged) throw new Error('no case was logged');
  return (logged.data as { caseId: string }).caseId;
}
const waitingFiles = () => readdirSync(join(on.home, 'imports'));
/** The report of an import is written down before its file is removed, so that a crash between them loses neither. */
async function expectNoFileLeft(): Promise<void> {
  for (const deadline = Date.now() + 10_000; waitingFiles().length > 0 && Date.now() < deadline;) await pause(20);
  expect(waitingFiles()).toEqual([]);
}

describe('an import', () => {
  it('takes every row as a case of the organisation it names; the same file again adds no event', async () => {
    const before = await on.store.head();
    const rows = rowsOf(2_000, 'whole');
    expect(await imported(rows)).toMatchObject({ ...counts(2_000), refusals: [], corrections: [] });
    const after = await on.store.head();
    const types = (await eventsAfter(before)).map(({ type }) => type);
    expect(types.filter((type) => type === 'IdentificationLogged')).toHaveLength(2_000);
    expect(types.filter((type) => type === 'OrganisationRegistered')).toHaveLength(2);
    expect(after - before).toBe(2_002);

    expect(await imported(rows)).toMatchObject(counts(0, 2_000));
    expect(await on.store.head()).toBe(after);
    await expectNoFileLeft();
  });

  it('stands in the list, newest first, with how far it is and nothing of its rows', async () => {
    const [first, second] = [await imported(rowsOf(2, 'listed')), await imported([rowOf(1, {}, 'listed too')])];
    const page = (await on.get('admin', '/imports?limit=1')).body;
    const { refusals: _, corrections: __, ...item } = second;
    expect(page.items).toEqual([item]);
    expect(item).toMatchObject({ startedBy: 'admin', ...counts(1) });
    const { items } = (await on.get('admin', `/imports?limit=1&cursor=${page.nextCursor}`)).body;
    expect(items).toMatchObject([{ importId: first.importId, taken: 2 }]);
    for (const who of ['police.osh', 'dpo', 'analyst']) {
      expect(await on.get(who, '/imports')).toMatchObject({ status: 403 });
    }
  });

  it('is told the entry channel by the organisation, and stores the reference sealed', async () => {
    const before = await on.store.head();
    await imported([rowOf(1, {}, 'sealed')]);
    const [logged] = await eventsAfter(before);
    expect(logged).toMatchObject({ type: 'IdentificationLogged', data: { entryChannel: 'Police', late: true } });
    expect(logged?.data).not.toHaveProperty('region');
    expect(JSON.stringify(logged)).not.toContain('REF-sealed-1');
  });

  it('takes two sources with the same references as different cases', async () => {
    const rows = rowsOf(3, 'sources');
    expect(await imported(rows, { query: '?source=North' })).toMatchObject({ ...counts(3), source: 'North' });
    expect(await imported(rows, { query: '?source=South' })).toMatchObject(counts(3));
    expect(await imported(rows, { query: '?source=North' })).toMatchObject(counts(0, 3));
  });

  it('takes a file that is larger than the limit of other bodies', async () => {
    const rows = csv([rowOf(1, {}, 'large')]);
    const report = await done(await send(`${rows}\n${`${' '.repeat(90_000)}\n`.repeat(60)}`));
    expect(report).toMatchObject(counts(1));
  });

  it('goes on after another that came before it', async () => {
    const [first, second] = await Promise.all([send(csv(rowsOf(900, 'one'))), send(csv(rowsOf(50, 'two')))]);
    expect(await done(second)).toMatchObject(counts(50));
    expect(await done(first)).toMatchObject(counts(900));
  });

  it('gives nobody a right to read what was imported', async () => {
    const before = await on.store.head();
    await imported([rowOf(1, {}, 'rights')]);
    const caseId = await caseLoggedAfter(before);
    expect((await on.get('admin', `/cases/${caseId}`)).status).toBe(403);
    expect((await on.get('police.osh', `/cases/${caseId}`)).status).toBe(404);
  });
});

describe('a row of a known case with other values', () => {
  it('is a correction: listed, with what was said before kept', async () => {
    await imported(rowsOf(3, 'correct'));
    const before = await on.store.head();
    const changes = { prs_Citizenship: 'KG;RU', ext_AgeGroupWhenTrafficked: 'Unknown' };
    const report = await imported([rowOf(0, {}, 'correct'), rowOf(1, changes, 'correct'), rowOf(2, {}, 'correct')]);
    expect(report).toMatchObject(counts(0, 2, 1));
    expect(report.corrections).toEqual([
      {
        line: 3,
        caseNumber: expect.stringMatching(/^KG-/),
        columns: expect.arrayContaining(['prs_Citizenship', 'ext_AgeGroupWhenTrafficked']),
      },
    ]);
    const [corrected, ...more] = await eventsAfter(before);
    expect(more).toEqual([]);
    expect(corrected).toMatchObject({
      type: 'IdentificationCorrected',
      data: {
        before: { citizenships: ['KG'], ageGroup: 'Adult' },
        after: { citizenships: ['KG', 'RU'], ageGroup: 'Unknown' },
      },
    });
  });

  it('is a correction each time, to and fro', async () => {
    const [a, b] = [rowOf(1, {}, 'fro'), rowOf(1, { prs_Gender: 'TransgenderFeminine' }, 'fro')];
    await imported([a]);
    expect(await imported([b])).toMatchObject(counts(0, 0, 1));
    expect(await imported([a])).toMatchObject(counts(0, 0, 1));
    expect(await imported([b])).toMatchObject(counts(0, 0, 1));
  });

  it('may stand in the same file: the later line corrects the earlier, the same line says nothing new', async () => {
    const [a, b] = [rowOf(1, {}, 'twice'), rowOf(1, { prs_Gender: 'TransgenderFeminine' }, 'twice')];
    const report = await imported([a, a, b, b, a]);
    expect(report).toMatchObject(counts(1, 2, 2));
    expect(report.corrections.map(({ line }: { line: number }) => line)).toEqual([4, 6]);
  });

  it('corrects what has changed in the file, and not what somebody corrected by hand', async () => {
    const start = await on.store.head();
    await imported([rowOf(1, {}, 'hand')]);
    const caseId = await caseLoggedAfter(start);
    const invocation = {
      commandId: randomUUID(),
      correlationId: randomUUID(),
      actor: { user: 'officer', organisation: randomUUID(), role: 'police-officer' },
      now: new Date(),
      exercise: false,
      request: null,
    };
    const byHand = {
      type: 'CorrectIdentification',
      facts: { gender: 'TransgenderFeminine' },
      today: '2026-01-01',
    } as const;
    await on.casework.run(identification, { id: caseId, caseId }, byHand, invocation);
    const before = await on.store.head();

    expect(await imported([rowOf(1, {}, 'hand')])).toMatchObject(counts(0, 1));
    expect(await on.store.head()).toBe(before);
    const report = await imported([rowOf(1, { ext_Region: 'KG-O' }, 'hand')]);
    expect(report.corrections).toMatchObject([{ columns: ['ext_Region'] }]);
    expect((await eventsAfter(before)).map(({ data }) => (data as { after?: object }).after)).toEqual([
      { region: 'KG-O' },
    ]);
    // the file now says what is known already
    expect(await imported([rowOf(1, { ext_Region: 'KG-O', prs_Gender: 'TransgenderFeminine' }, 'hand')])).toMatchObject(
      counts(0, 1),
    );
  });

  it('changes the status by a decision, both ways', async () => {
    const victim = { vic_TraffickingStatus: 'ActualVictimOfTrafficking' };
    const start = await on.store.head();
    expect(await imported([rowOf(1, victim, 'status')])).toMatchObject(counts(1));
    expect(await imported([rowOf(1, {}, 'status')])).toMatchObject(counts(0, 0, 1));
    const report = await imported([rowOf(1, { ...victim, prs_Gender: 'TransgenderFeminine' }, 'status')]);
    expect(report.corrections).toMatchObject([{ columns: ['prs_Gender', 'vic_TraffickingStatus'] }]);
    const decisions = (await eventsAfter(start)).filter(({ type }) => type === 'StatusDecided');
    expect(decisions.map(({ data }) => data)).toMatchObject([
      { status: 'ActualVictimOfTrafficking', previous: 'PossibleVictimOfTrafficking', decidedOn: '2023-02-11' },
      { status: 'PossibleVictimOfTrafficking', previous: 'ActualVictimOfTrafficking', reconsidered: true },
      { status: 'ActualVictimOfTrafficking', previous: 'PossibleVictimOfTrafficking', reconsidered: true },
    ]);
  });

  it('is refused, and not remembered, when it names another organisation', async () => {
    await imported([rowOf(1, {}, 'moved')]);
    const before = await on.store.head();
    const moved = rowOf(1, { org_Name: 'Somebody Else', prs_Gender: 'TransgenderFeminine' }, 'moved');
    const report = await imported([moved]);
    expect(report).toMatchObject({ ...counts(0, 0, 0, 1), refusals: [{ line: 2, column: 'org_Name' }] });
    expect(await imported([moved])).toMatchObject(counts(0, 0, 0, 1));
    expect(await on.store.head()).toBe(before);
    expect(await imported([rowOf(1, {}, 'moved')])).toMatchObject(counts(0, 1));
  });
});

describe('a bad row', () => {
  it('is refused with its line and column, alone', async () => {
    const report = await imported([
      rowOf(1, {}, 'bad'),
      rowOf(2, { prs_Gender: 'Girl', prs_Citizenship: 'Kyrgyz' }, 'bad'),
      rowOf(3, { cas_IncomingReferralDate: '2199-01-01' }, 'bad'),
      rowOf(4, { vic_TypeOfExploitation: 'ForcedLabour;Unknown' }, 'bad'),
      rowOf(5, { org_Name: '"stray' }, 'bad'),
      rowOf(6, { ext_Region: 'KG-O,more' }, 'bad'),
      rowOf(7, {}, 'bad'),
    ]);
    expect(report).toMatchObject(counts(2, 0, 0, 5));
    const found = report.refusals.map(({ line, column }: { line: number; column: string }) => [line, column]);
    expect(found).toEqual([
      [3, 'prs_Gender'],
      [3, 'prs_Citizenship'],
      [4, 'cas_IncomingReferralDate'],
      [5, 'vic_TypeOfExploitation'],
      [6, 'row'],
      [7, 'row'],
    ]);
    expect(JSON.stringify(report)).not.toMatch(/Girl|Kyrgyz|REF-/);
  });

  it('leaves nothing behind, not even its organisation', async () => {
    const before = await on.store.head();
    const row = rowOf(1, { org_Name: 'Nowhere', cas_IncomingReferralDate: '2199-01-01' }, 'behind');
    expect(await imported([row])).toMatchObject(counts(0, 0, 0, 1));
    expect(await on.store.head()).toBe(before);
  });

  it('that is mended later is taken then', async () => {
    await imported([rowOf(1, { prs_Gender: '' }, 'mended')]);
    expect(await imported([rowOf(1, {}, 'mended')])).toMatchObject(counts(1));
  });
});

describe('an error of the system', () => {
  const ofSystem = 'could not be taken because of an error of the system, which was logged';

  it('refuses the row it is about, and is logged without its words', async () => {
    const personalData = on.app.get(PersonalData, { strict: false });
    const referenceId = personalData.referenceId.bind(personalData);
    jest.spyOn(personalData, 'referenceId').mockImplementation((source, reference) => {
      if (reference === 'REF-bug-2') throw new TypeError('about Aigul');
      return referenceId(source, reference);
    });
    const run = on.casework.run.bind(on.casework) as typeof on.casework.run;
    jest.spyOn(on.casework, 'run').mockImplementation((subject, ids, command, invocation) => {
      if (JSON.stringify(command).includes('REF-bug-3')) throw new RangeError('about Aigul');
      return run(subject, ids, command, invocation);
    });
    const report = await imported(rowsOf(5, 'bug'));
    expect(report).toMatchObject({
      ...counts(3, 0, 0, 2),
      refusals: [
        { line: 4, column: 'row', reason: ofSystem },
        { line: 5, column: 'row', reason: ofSystem },
      ],
    });
    expect(on.logger.text).toContain(JSON.stringify({ importId: report.importId, line: 4, name: 'TypeError' }));
    expect(on.logger.text).toContain(JSON.stringify({ importId: report.importId, line: 5, name: 'RangeError' }));
    expect(on.logger.text).not.toContain('Aigul');
    jest.restoreAllMocks();
    expect(await imported(rowsOf(5, 'bug'))).toMatchObject(counts(2, 3));
  });

  it('is waited for when a part of it is away', async () => {
    jest.spyOn(on.casework, 'run').mockRejectedValueOnce(new EventStoreUnavailable('away'));
    expect(await imported(rowsOf(3, 'away'))).toMatchObject(counts(3));
  });

  it('that is about no row ends the import, at once', async () => {
    const advance = jest.spyOn(on.app.get(ImportRecords, { strict: false }), 'advance');
    advance.mockRejectedValueOnce(new TypeError('about Aigul'));
    expect(await imported(rowsOf(1, 'ended'))).toMatchObject({ state: 'Failed' });
    expect(advance).toHaveBeenCalledTimes(1);
    expect(on.logger.text).not.toContain('Aigul');
  });
});

describe('an import of another process on the same database', () => {
  it('is left alone while that one holds its lock, though its file is not here, and fails after', async () => {
    const importId = randomUUID();
    const other = await dedicatedClient(on.pool);
    expect(await tryLock(other, importId, 'import')).toBe(true);
    const context = {
      importId,
      source: 'Elsewhere',
      dryRun: false,
      actor: { user: 'admin', organisation: randomUUID(), role: 'administrator' },
    };
    const elsewhere = { name: randomUUID(), digest: 'digest', bytes: 1 };
    await on.app.get(ImportRecords, { strict: false }).begin(context, elsewhere);
    const imports = on.app.get(Imports, { strict: false });
    await imports.onApplicationBootstrap();
    // whatever was put into the queue before it is worked on by now
    expect(await imported(rowsOf(1, 'elsewhere'))).toMatchObject(counts(1));
    expect((await on.get('admin', `/imports/${importId}`)).body.state).toBe('Running');
    await other.end();

    // the connection of the locks is lost as well, and opened anew
    const cut = () =>
      on.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND query LIKE 'SELECT pg_advisory_unlock%'`,
      );
    for (let tries = 0; (await cut()).rowCount !== 1; tries += 1) {
      if (tries > 100) throw new Error('there is no connection that holds the locks');
      await pause(20);
    }
    await pause(100);
    await imports.onApplicationBootstrap();
    expect(await done({ status: 202, body: { importId } } as Answer)).toMatchObject({ state: 'Failed' });
  });

  it('is not set back by one that has lost it', async () => {
    const records = on.app.get(ImportRecords, { strict: false });
    const importId = randomUUID();
    const context = {
      importId,
      source: 'Elsewhere',
      dryRun: false,
      actor: { user: 'admin', organisation: randomUUID(), role: 'administrator' },
    };
    await records.begin(context, { name: randomUUID(), digest: 'digest', bytes: 1 });
    const at = (line: number) => ({ ...noProgress, line, read: line });
    const [caseId, row] = [randomUUID(), readHtcdsRow(columns, Object.values(rowOf(1)))];
    if (isRowErrors(row)) throw new Error('the row is refused');
    const { organisation, status, facts } = row;
    const saying = (name: string) => new Map([[caseId, { organisation: { ...organisation, name }, status, facts }]]);
    expect(await records.advance(context, at(0), at(1_000), new Map())).toBe(true);
    expect(await records.advance(context, at(1_000), at(2_000), saying('newer'))).toBe(true);
    expect(await records.advance(context, at(1_000), at(1_500), saying('older'))).toBe(false);
    expect((await records.said(context, [caseId])).get(caseId)?.organisation.name).toBe('newer');
    const pretended = { ...context, dryRun: true };
    expect(await records.advance(pretended, at(1_000), at(1_500), saying('pretended'))).toBe(false);
    expect((await on.pool.query('SELECT FROM tirek_imports.pretended')).rowCount).toBe(0);
    await records.end(importId);
    expect(await records.advance(context, at(2_000), at(3_000), new Map())).toBe(false);
    await records.end(importId, 'too late');
    expect(await records.find(importId)).toMatchObject({ state: 'Finished', error: null, progress: at(2_000) });
  });

  it('cannot take one that waits here, and finds its lock free when it is done', async () => {
    const begun = [await send(csv(rowsOf(900, 'held'))), await send(csv(rowsOf(5, 'waits')))];
    const other = await dedicatedClient(on.pool);
    for (const { body } of begun) expect(await tryLock(other, body.importId, 'import')).toBe(false);
    for (const one of begun) await done(one);
    for (const { body } of begun) {
      for (let tries = 0; !(await tryLock(other, body.importId, 'import')); tries += 1) {
        if (tries > 100) throw new Error('the lock was not given back');
        await pause(20);
      }
    }
    await other.end();
  });
});

describe('a file that cannot be imported', () => {
  it.each([
    ['lacks a column', csv([]).replace('prs_Gender,', ''), ['/columns/prs_Gender']],
    ['has one that nobody knows', `${columns.join(',')},ext_Shoe`, ['/columns/ext_Shoe']],
    ['has one twice', `${columns.join(',')},org_Name,cas_Name`, ['/columns/org_Name', '/columns/cas_Name']],
    ['is not UTF-8', Buffer.from(`${columns.join(',')},\u00e9`, 'latin1'), ['/columns/header']],
    ['is empty', '', ['/columns']],
    ['begins with an empty line', `\n${csv([rowOf(1)])}`, ['/columns']],
  ])('since it %s is refused whole, with each column named', async (_, file, pointers) => {
    const before = await on.store.head();
    const answer = await send(file);
    expect([answer.status, answer.type]).toEqual([400, expect.stringContaining('application/problem+json')]);
    expect(answer.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(pointers);
    await expectNoFileLeft();
    const { rows } = await on.pool.query('SELECT FROM tirek_imports.imports WHERE state = $1', ['Running']);
    expect([rows, await on.store.head()]).toEqual([[], before]);
  });

  it('since it is no CSV by its content type is a 415', async () => {
    expect((await send('{}', { type: 'application/json' })).status).toBe(415);
    expect((await send(csv([]), { type: 'text/plain' })).status).toBe(415);
    expect(await done(await send(csv([]), { type: 'text/csv; charset=utf-8' }))).toMatchObject(counts(0));
  });

  it('since only an administrator may is a 403', async () => {
    expect((await send(csv([rowOf(1)]), { who: 'police.osh' })).status).toBe(403);
    expect((await send(csv([rowOf(1)]), { who: 'rapporteur' })).status).toBe(403);
    await expectNoFileLeft();
  });

  it('since source or dryRun are wrong names them', async () => {
    const answer = await send(csv([rowOf(1)]), { query: '?source=a%2Fb&dryRun=perhaps' });
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toMatch(/source.*dryRun|dryRun.*source/);
  });
});

describe('the same Idempotency-Key', () => {
  const [key, rows] = [randomUUID(), rowsOf(2, 'key')];

  it('with the same file is the same import', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => send(csv(rows), { key })));
    expect(new Set(answers.map(({ body }) => body.importId)).size).toBe(1);
    expect(await done(answers[0]!)).toMatchObject(counts(2));
    expect((await send(csv(rows), { key })).body).toEqual(answers[0]!.body);
    await expectNoFileLeft();
  });

  it('goes on with the file that comes again when the answer of the database to the first was lost', async () => {
    const lost = { key: randomUUID(), file: csv(rowsOf(4, 'lost-answer')) };
    const records = on.app.get(ImportRecords, { strict: false });
    const begin = records.begin.bind(records);
    jest.spyOn(records, 'begin').mockImplementationOnce(async (context, file) => {
      await begin(context, file);
      throw new Error('Connection terminated unexpectedly');
    });
    expect((await send(lost.file, lost)).status).toBe(503);
    await expectNoFileLeft();
    const answers = await Promise.all([1, 2, 3].map(() => send(lost.file, lost)));
    expect(new Set(answers.map(({ body }) => body.importId)).size).toBe(1);
    expect(await done(answers[0]!)).toMatchObject(counts(4));
    await expectNoFileLeft();
  });

  it('with another file, source or dryRun is a 422', async () => {
    expect((await send(csv(rows.slice(1)), { key })).status).toBe(422);
    expect((await send(csv(rows), { key, query: '?source=Other' })).status).toBe(422);
    expect((await send(csv(rows), { key, query: '?dryRun=true' })).status).toBe(422);
    await expectNoFileLeft();
  });
});

describe('a dry run', () => {
  it('says what would become of each row, and stores nothing', async () => {
    await imported(rowsOf(2, 'dry'));
    const before = await on.store.head();
    const rows = [
      rowOf(0, {}, 'dry'),
      rowOf(1, { prs_Gender: 'TransgenderFeminine' }, 'dry'),
      rowOf(2, {}, 'dry'),
      rowOf(3, { cas_IncomingReferralDate: '2199-01-01' }, 'dry'),
      ...rowsOf(1_100, 'dry-more'),
      rowOf(2, { prs_Gender: 'TransgenderFeminine' }, 'dry'),
    ];
    const dry = await imported(rows, { query: '?dryRun=true' });
    expect(dry).toMatchObject({ ...counts(1_101, 1, 2, 1), dryRun: true });
    expect(await on.store.head()).toBe(before);
    expect((await on.pool.query('SELECT FROM tirek_imports.pretended')).rows).toEqual([]);
    // what it said is what then happens
    const { taken, unchanged, corrected, refused, refusals, corrections } = await imported(rows);
    expect(dry).toMatchObject({ taken, unchanged, corrected, refused, refusals, corrections });
  });
});

describe('an import that was interrupted', () => {
  it('does a chunk again that was done and not written down, and nothing twice', async () => {
    const advance = jest.spyOn(on.app.get(ImportRecords, { strict: false }), 'advance');
    const victim = { vic_TraffickingStatus: 'ActualVictimOfTrafficking' };
    const rows = [
      ...rowsOf(20, 'again'),
      rowOf(3, { prs_Gender: 'TransgenderFeminine' }, 'again'),
      rowOf(4, victim, 'again'),
    ];
    const before = await on.store.head();
    advance.mockRejectedValueOnce(new Error('Connection terminated unexpectedly'));
    const report = await imported(rows);
    expect(advance).toHaveBeenCalledTimes(2);
    expect(report).toMatchObject(counts(20, 0, 2));
    expect(report.corrections).toMatchObject([
      { line: 22, columns: ['prs_Gender'] },
      { line: 23, columns: ['vic_TraffickingStatus'] },
    ]);
    expect((await eventsAfter(before)).map(({ type }) => type).toSorted()).toEqual([
      'IdentificationCorrected',
      ...Array.from({ length: 20 }, () => 'IdentificationLogged'),
      'StatusDecided',
    ]);
  });

  it('goes on after a restart, and ends as if nothing had happened', async () => {
    const rows = [...rowsOf(3_000, 'restart'), rowOf(7, { prs_Gender: 'TransgenderFeminine' }, 'restart')];
    const before = await on.store.head();
    const [begun, queued] = [await send(csv(rows)), await send(csv(rowsOf(10, 'queued')))];
    await expectBetween(begun.body.importId, 1, 2_500);
    const [file] = waitingFiles();
    expect(statSync(join(on.home, 'imports', file!)).mode & 0o777).toBe(0o600);
    const left = await on.halt();
    writeFileSync(join(left.home, 'imports', `${randomUUID()}.csv`), 'an upload that a crash cut off');

    on = await startApplication(left);
    expect(await done(begun)).toMatchObject(counts(3_000, 0, 1));
    expect(await done(queued)).toMatchObject(counts(10));
    expect(await on.store.head()).toBe(before + 3_000 + 1 + 10);
    await expectNoFileLeft();
  });

  it('fails with a reason when its file is gone', async () => {
    const begun = await send(csv(rowsOf(3_000, 'gone')));
    await expectBetween(begun.body.importId, 1, 2_500);
    const left = await on.halt();
    rmSync(join(left.home, 'imports'), { recursive: true });
    on = await startApplication(left);
    expect(await done(begun)).toMatchObject({ state: 'Failed', error: expect.stringContaining('Send it again') });
    // sent again it goes on where it was
    const again = await imported(rowsOf(3_000, 'gone'));
    expect(again).toMatchObject({ state: 'Finished', read: 3_000, corrected: 0, refused: 0 });
    expect(again.unchanged).toBeGreaterThan(0);
  });
});

/** Waits until an import is under way, and fails when it was too fast to be interrupted. */
async function expectBetween(importId: string, least: number, most: number): Promise<void> {
  for (;;) {
    const { read } = (await on.get('admin', `/imports/${importId}`)).body;
    expect(read).toBeLessThan(most);
    if (read >= least) return;
    await pause(5);
  }
}
