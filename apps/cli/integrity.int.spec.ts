import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { jest } from '@jest/globals';
import { type Configuration, readConfiguration } from '#configuration';
import { type Application, Path, startApplication } from '../../libs/casework/application.testing.js';
import { testDatabase, type TestDatabase } from '../../libs/postgres/postgres.testing.js';
import { makeBackup, restoreBackup } from './backup.command.js';
import { printCheckpoints } from './checkpoint.command.js';
import { exportLogs } from './export.command.js';
import { CannotDo } from './running-system.js';
import { verifyLogs } from './verify.command.js';

const name = 'Айпери Токтогулова';

describe('the command line, beside a running system', () => {
  let on: Application;
  let place: string;
  let configuration: Configuration;
  let url: string;
  let said: string;
  let complained: string;

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'tirek-cli-'));
    on = await startApplication();
    await new Path(on).logged({ person: { name } });
    const { user, password, host, port, database } = on.pool.options;
    ({ href: url } = new URL(
      on.pool.options.connectionString ?? `postgres://${user}:${password as string}@${host}:${port}/${database}`,
    ));
    configuration = readConfiguration({ DATABASE_URL: url, TIREK_HOME: on.home });
  }, 60_000);
  afterAll(async () => {
    await on.stop();
    rmSync(place, { recursive: true });
  });
  beforeEach(() => {
    [said, complained] = ['', ''];
    jest.spyOn(process.stdout, 'write').mockImplementation((text) => ((said += String(text)), true));
    jest.spyOn(process.stderr, 'write').mockImplementation((text) => ((complained += String(text)), true));
  });
  afterEach(() => jest.restoreAllMocks());

  const file = (of: string): string => join(place, of);
  const verified = (path?: string, checkpoint: string[] = [], key?: string) =>
    verifyLogs(path, { checkpoint, ...(key === undefined ? {} : { key }) }, () => configuration);

  it('proves the logs of the installation, with the checkpoints that it keeps outside', async () => {
    await printCheckpoints({}, configuration);
    said = '';
    expect(await verified()).toBe(0);
    expect(said).toMatch(/^events: \d+ events up to position \d+, all as they were recorded\.$/m);
    expect(said).toMatch(/^reads: \d+ events up to position \d+, all as they were recorded\.$/m);
    expect(said).toMatch(/^events: compared with checkpoints from outside, the furthest at position \d+ of /m);
    expect(said).toMatch(/^The key of the notary is [\w-]{43}\.$/m);
  });

  it('exports both logs sealed, which are proven on their own', async () => {
    expect(await exportLogs(file('export.ndjson'), configuration)).toBe(0);
    expect(said).toMatch(
      /^\d+ events written to .+ Personal text in it is sealed; codes, dates and organisations are not\.$/m,
    );
    const text = readFileSync(file('export.ndjson'), 'utf8');
    expect(text).toContain('IdentificationLogged');
    expect(text).not.toContain(name);
    said = '';
    const nowhere = () => {
      throw new Error('an export is checked without the installation');
    };
    expect(await verifyLogs(file('export.ndjson'), { checkpoint: [] }, nowhere)).toBe(0);
    expect(said).toContain('no checkpoint from outside was given');
    expect(said).toContain('as the export itself says');
  });

  it('writes over no file', async () => {
    await expect(exportLogs(file('export.ndjson'), configuration)).rejects.toThrow('is there already');
    await expect(exportLogs(join(place, 'no', 'folder'), configuration)).rejects.toThrow('cannot be written (ENOENT)');
    await expect(printCheckpoints({ out: file('export.ndjson') }, configuration)).rejects.toBeInstanceOf(CannotDo);
  });

  it('names the event that was changed in an export, without what is in it', async () => {
    const lines = readFileSync(file('export.ndjson'), 'utf8').split('\n');
    const at = lines.findIndex((line) => line.includes('"IdentificationLogged"'));
    const { event } = JSON.parse(lines[at]!) as { event: { position: number; eventId: string } };
    lines[at] = lines[at]!.replace('"ForcedLabour"', '"SexualExploitation"');
    writeFileSync(file('changed.ndjson'), lines.join('\n'));
    expect(await verified(file('changed.ndjson'))).toBe(1);
    expect(said).toContain(
      `events: NOT as recorded. IdentificationLogged ${event.eventId} at position ${event.position} was changed after it was recorded.`,
    );
    expect(said).not.toContain('SexualExploitation');
  });

  it('reads a line as JSON has it, whatever is in its texts', async () => {
    const text = readFileSync(file('export.ndjson'), 'utf8');
    writeFileSync(file('lines.ndjson'), text.replace('Events of Tirek', 'Events\u2028of\u2029Tirek'));
    expect(await verified(file('lines.ndjson'))).toBe(0);
  });

  it('takes nothing for put in that is recorded while it looks', async () => {
    let busy = true;
    const writing = (async () => {
      while (busy) await on.get('police.osh', '/caseload');
    })();
    const codes: number[] = [];
    for (let i = 0; i < 3; i += 1) codes.push(await verified());
    busy = false;
    await writing;
    expect({ codes, said: said.match(/NOT as recorded.*/g) }).toEqual({ codes: [0, 0, 0], said: null });
  });

  it('tells an older export by a checkpoint from outside', async () => {
    await new Path(on).logged({ person: { name } });
    expect(await printCheckpoints({ out: file('checkpoints.jsonl') }, configuration)).toBe(0);
    const { key } = JSON.parse(readFileSync(file('checkpoints.jsonl'), 'utf8').split('\n')[0]!) as { key: string };
    expect(await verified(file('export.ndjson'), [file('checkpoints.jsonl')], key)).toBe(1);
    expect(said).toMatch(/is the last one, and events after it were cut off \(shown by the checkpoint of /);
  });

  it('signs nothing on a chain that is not its own, says where to look, and saves it all the same', async () => {
    const change = (byte: number): string =>
      `ALTER TABLE tirek_integrity.chain DISABLE TRIGGER USER;
       UPDATE tirek_integrity.chain SET signature = set_byte(signature, 0, get_byte(signature, 0) # ${byte})
       WHERE log = 'events' AND position = (SELECT max(position) FROM tirek_integrity.chain WHERE log = 'events');
       ALTER TABLE tirek_integrity.chain ENABLE TRIGGER USER`;
    await new Path(on).logged({});
    expect(await verified()).toBe(0);
    await on.pool.query(change(1));
    // whether it was signed meanwhile or not
    await on.pool.query(`
      ALTER TABLE tirek_integrity.checkpoints DISABLE TRIGGER USER;
      DELETE FROM tirek_integrity.checkpoints
      WHERE position = (SELECT max(position) FROM tirek_integrity.chain WHERE log = 'events');
      ALTER TABLE tirek_integrity.checkpoints ENABLE TRIGGER USER`);
    try {
      await expect(printCheckpoints({}, configuration)).rejects.toThrow('tirek verify says where');
      expect(await verified()).toBe(1);
      expect(await makeBackup(file('evidence'), configuration)).toBe(0);
      expect(complained).toContain('nothing more is signed');
    } finally {
      await on.pool.query(change(1));
    }
    expect(await verified()).toBe(0);
  });

  it('names the event that the store began with, too, when it was removed', async () => {
    await on.pool.query(`
      INSERT INTO tirek_service.event_store (first_event)
      SELECT event_id FROM tirek_events.events ORDER BY position LIMIT 1`);
    expect(await verified()).toBe(0);
    const unguarded = (statement: string) =>
      on.pool.query(`
        ALTER TABLE tirek_events.events DISABLE TRIGGER USER;
        ${statement};
        ALTER TABLE tirek_events.events ENABLE TRIGGER USER`);
    const first = '(SELECT min(position) FROM tirek_events.events)';
    await unguarded(`
      CREATE TABLE public.removed AS SELECT * FROM tirek_events.events WHERE position = ${first};
      DELETE FROM tirek_events.events WHERE position = ${first}`);
    try {
      said = '';
      expect(await verified()).toBe(1);
      expect(said).toMatch(/events: NOT as recorded\. StoreFounded \S+ at position \d+ was removed\./);
    } finally {
      await unguarded('INSERT INTO tirek_events.events SELECT * FROM public.removed; DROP TABLE public.removed');
    }
    expect(await verified()).toBe(0);
  });

  it('says what it cannot check', async () => {
    writeFileSync(file('text'), 'no export\n');
    expect(await verified(file('text'))).toBe(2);
    expect(await verified(file('nowhere'))).toBe(2);
    expect(await verified(file('export.ndjson'), [file('nowhere')])).toBe(2);
    expect(await verified(file('export.ndjson'), [file('text')])).toBe(2);
    expect(await verified(file('export.ndjson'), [], 'A'.repeat(43))).toBe(2);
    expect(complained.split('\n')).toEqual([
      'Line 1 is not one of an export.',
      `There is no file ${file('nowhere')}.`,
      `There is no checkpoint in ${file('nowhere')}.`,
      `${file('text')} does not hold checkpoints.`,
      expect.stringMatching(/^The export is signed with the key .+, which is not the one that was given\.$/),
      '',
    ]);
  });

  it('finds no store where there is none, and makes none', async () => {
    const empty = await testDatabase();
    try {
      const elsewhere = readConfiguration({ DATABASE_URL: empty.url, TIREK_HOME: file('elsewhere') });
      await expect(printCheckpoints({}, elsewhere)).rejects.toThrow('There is no store of Tirek in this database.');
      await expect(printCheckpoints({}, readConfiguration({ TIREK_HOME: file('elsewhere') }))).rejects.toThrow(
        `There is no store of Tirek in ${file('elsewhere')}.`,
      );
      const { rows } = await empty.pool.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'tirek\\_%'`);
      expect(rows).toEqual([]);
    } finally {
      await empty.drop();
    }
  });

  describe('a backup', () => {
    let empty: TestDatabase;
    beforeEach(async () => {
      empty = await testDatabase();
    });
    afterEach(() => empty.drop());
    const into = (): Configuration => readConfiguration({ DATABASE_URL: empty.url, TIREK_HOME: file('restored') });

    it('is made, restored and proven, and then works with the keys', async () => {
      expect(await makeBackup(file('backup'), configuration)).toBe(0);
      expect(said).toMatch(/^\d+ tables with \d+ rows saved to .+ No key is in it/m);
      said = '';
      expect(await restoreBackup(file('backup'), into())).toBe(0);
      expect(said).toMatch(/^\d+ tables with \d+ rows of .+ restored\.$/m);
      expect(said).toMatch(/^events: \d+ events up to position \d+, all as they were recorded\.$/m);
      expect(said).toContain('Put the keys of this store into TIREK_HOME/keys');
      cpSync(join(on.home, 'keys'), join(file('restored'), 'keys'), { recursive: true });
      said = '';
      expect(await verifyLogs(undefined, { checkpoint: [] }, into)).toBe(0);
      await expect(makeBackup(file('backup'), configuration)).rejects.toThrow('a backup goes to a new folder');
      await expect(restoreBackup(file('backup'), into())).rejects.toThrow('There is a store in this database');
    });
  });
});
