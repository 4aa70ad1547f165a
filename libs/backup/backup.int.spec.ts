import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { migrations } from '#service';
import { type Application, Path, startApplication } from '../casework/application.testing.js';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { backUp } from './back-up.js';
import { BackupRefused, type Manifest, writeManifest } from './manifest.js';
import { restore } from './restore.js';

const name = 'Айпери Токтогулова';

/** How many rows each table has, and a digest of them, whatever their order. */
async function contents({ pool }: TestDatabase, { tables }: Manifest): Promise<Record<string, unknown>> {
  const all: Record<string, unknown> = {};
  for (const { table } of tables) {
    const { rows } = await pool.query(
      `SELECT count(*)::int AS rows, md5(string_agg(t::text, chr(10) ORDER BY t::text)) AS digest FROM ${table} AS t`,
    );
    all[table] = rows[0];
  }
  return all;
}

describe('a backup', () => {
  let place: string;
  let folder: string;
  let from: { database: TestDatabase; home: string };
  let manifest: Manifest;
  let path: Path;
  let answers: unknown[];
  const databases: TestDatabase[] = [];

  const fileAnswers = async (on: Application): Promise<unknown[]> => [
    (await on.get('police.osh', `/cases/${path.caseId}`)).body,
    (await on.get('ngo.shelter-osh', '/organisations')).body,
    (await on.get('police.osh', '/caseload')).body,
  ];
  const newDatabase = async (): Promise<TestDatabase> => {
    const database = await testDatabase();
    databases.push(database);
    return database;
  };

  beforeAll(async () => {
    place = mkdtempSync(join(tmpdir(), 'tirek-backup-'));
    folder = join(place, 'first');
    const on = await startApplication();
    path = await new Path(on).logged({ person: { name, phone: '+996700000001' } });
    answers = await fileAnswers(on);
    // while it works
    manifest = await backUp(folder, on.pool);
    from = await on.halt();
  }, 120_000);
  afterAll(async () => {
    for (const database of databases) await database.drop();
    await from.database.drop();
    rmSync(from.home, { recursive: true });
    rmSync(place, { recursive: true });
  });

  it('restored into an empty database gives the same tables and, with the keys, the same answers', async () => {
    const database = await newDatabase();
    const steps: [number, number][] = [];
    expect(await restore(folder, database.pool, migrations, (...step) => steps.push(step))).toEqual(manifest);
    expect(steps.at(-1)).toEqual([2 * manifest.tables.length, 2 * manifest.tables.length]);
    const again = await backUp(join(place, 'again'), database.pool);
    const sums = ({ tables }: Manifest) => tables.map(({ table, rows, sha256 }) => ({ table, rows, sha256 }));
    expect(sums(again)).toEqual(sums(manifest));

    const home = join(place, 'home');
    cpSync(from.home, home, { recursive: true });
    const on = await startApplication({ database, home });
    expect(await fileAnswers(on)).toEqual(answers);
    expect(JSON.stringify(answers)).toContain(name);
    // the index of names is made anew
    for (let found: unknown[] = []; found.length === 0;) {
      found = (await on.post('police.osh', '/caseload/search', { name })).body.items;
    }
    await on.halt();
  }, 120_000);

  it('has everything that is not derived, and nothing that is', () => {
    const tables = manifest.tables.map(({ table }) => table);
    expect(tables).toEqual(
      expect.arrayContaining([
        'tirek_events.events',
        'tirek_reads.events',
        'tirek_keys.person_keys',
        'tirek_integrity.chain',
        'tirek_subscribers.checkpoints',
        'tirek_service.event_store',
      ]),
    );
    expect(tables.filter((table) => !table.startsWith('tirek_'))).toEqual([]);
    expect(tables.filter((table) => /name_index|sessions|artifacts/.test(table))).toEqual([]);
  });

  it('needs no more than its tables: no sequence counts in them', async () => {
    const { rows } = await from.database.pool.query(
      `SELECT schemaname, sequencename FROM pg_sequences WHERE schemaname LIKE 'tirek\\_%'`,
    );
    expect(rows).toEqual([]);
  });

  it('holds no key that opens it, and nothing personal in clear', () => {
    const secrets = readdirSync(join(from.home, 'keys')).map((file) => readFileSync(join(from.home, 'keys', file)));
    expect(secrets.length).toBeGreaterThanOrEqual(3);
    for (const file of readdirSync(folder)) {
      const content = readFileSync(join(folder, file));
      const hexOf = (bytes: Buffer): string => bytes.toString('hex');
      for (const secret of secrets) {
        const text = secret.toString('utf8').trim();
        const raw = Buffer.from(text, 'base64');
        expect(content.includes(text) || content.includes(raw) || content.includes(hexOf(raw))).toBe(false);
      }
      expect(content.includes(name) || content.includes('+996700000001')).toBe(false);
    }
  });

  it('goes to no folder that has something in it', async () => {
    await expect(backUp(folder, from.database.pool)).rejects.toThrow('a backup goes to a new folder');
    const file = join(place, 'file');
    writeFileSync(file, '');
    await expect(backUp(join(file, 'below'), from.database.pool)).rejects.toBeInstanceOf(BackupRefused);
  });

  it('is put over no store', async () => {
    const before = await contents(from.database, manifest);
    await expect(restore(folder, from.database.pool, migrations)).rejects.toThrow('There is a store in this database');
    expect(await contents(from.database, manifest)).toEqual(before);
  });

  const damages: [string, RegExp, (copy: string) => void][] = [
    [
      'a byte of a table was changed',
      /^tirek_events\.events\.copy of the backup is damaged\.$/,
      (copy) => {
        const file = join(copy, 'tirek_events.events.copy');
        const content = readFileSync(file);
        content[20]! ^= 1;
        writeFileSync(file, content);
      },
    ],
    [
      'a table is cut short',
      /^tirek_keys\.person_keys\.copy of the backup is damaged\.$/,
      (copy) => {
        const file = join(copy, 'tirek_keys.person_keys.copy');
        writeFileSync(file, readFileSync(file).subarray(0, -3));
      },
    ],
    [
      'a table is missing',
      /^tirek_integrity\.chain\.copy of the backup cannot be read \(ENOENT\)\.$/,
      (copy) => rmSync(join(copy, 'tirek_integrity.chain.copy')),
    ],
    [
      'the manifest was changed',
      /^manifest\.json of the backup is damaged\.$/,
      (copy) => {
        const file = join(copy, 'manifest.json');
        writeFileSync(file, readFileSync(file, 'utf8').replace('"rows": 1', '"rows": 2'));
      },
    ],
    ['it was not finished', /manifest\.json cannot be read \(ENOENT\)/, (copy) => rmSync(join(copy, 'manifest.json'))],
  ];
  it.each(damages)('is refused by name when %s, and nothing is left of it', async (what, reason, damage) => {
    const copy = join(place, what);
    cpSync(folder, copy, { recursive: true });
    damage(copy);
    const database = await newDatabase();
    await expect(restore(copy, database.pool, migrations)).rejects.toThrow(reason);
    const { rows } = await database.pool.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'tirek\\_%'`);
    expect(rows).toEqual([]);
  });

  const crafted: [string, RegExp, (manifest: Manifest) => Manifest][] = [
    [
      'a statement in the place of a table',
      /^The backup names a table or a column that Tirek does not have\.$/,
      (of) => ({ ...of, tables: [{ ...of.tables[0]!, table: 'tirek_x.y; CREATE TABLE public.sign (); --' }] }),
    ],
    [
      'a statement in the place of a column',
      /^The backup names a table or a column that Tirek does not have\.$/,
      (of) => ({ ...of, tables: [{ ...of.tables[0]!, columns: ['x) FROM STDIN; CREATE TABLE public.sign (); --'] }] }),
    ],
    [
      'a file elsewhere',
      /^manifest\.json names a file that is not in the folder of the backup\.$/,
      (of) => ({ ...of, tables: [{ ...of.tables[0]!, file: '../../etc/passwd' }] }),
    ],
  ];
  it.each(crafted)('with %s, its check sums right, is refused', async (what, reason, craft) => {
    const copy = join(place, what);
    cpSync(folder, copy, { recursive: true });
    for (const name of ['manifest.json', 'manifest.sha256']) rmSync(join(copy, name));
    await writeManifest(copy, craft(manifest));
    const database = await newDatabase();
    await expect(restore(copy, database.pool, migrations)).rejects.toThrow(reason);
    const { rows } = await database.pool.query(`SELECT to_regclass('public.sign') AS made`);
    expect(rows).toEqual([{ made: null }]);
  });

  it('of a newer version is refused, and nothing is left of a restore that fails half-way', async () => {
    const database = await newDatabase();
    await expect(restore(folder, database.pool, migrations.slice(0, -1))).rejects.toThrow('of a newer version');
    const broken = migrations.map((one, i) => (i === migrations.length - 1 ? { ...one, sql: 'SELECT 1/0' } : one));
    await expect(restore(folder, database.pool, broken)).rejects.toThrow('division by zero');
    const { rows } = await database.pool.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'tirek\\_%'`);
    expect(rows).toEqual([]);
  });
});
