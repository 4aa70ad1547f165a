import { StartRefused, migrate, openDatabase } from './index.js';
import { type TestDatabase, testDatabase } from './postgres.testing.js';

let database: TestDatabase;
beforeEach(async () => {
  database = await testDatabase();
});
afterEach(() => database.drop());

const first = { name: '0001-notes', sql: 'CREATE TABLE notes (id int); INSERT INTO notes VALUES (1)' };
const second = { name: '0002-more-notes', sql: 'INSERT INTO notes VALUES (2)' };

const recorded = async (): Promise<string[]> =>
  (await database.pool.query<{ name: string }>('SELECT name FROM tirek_migrations ORDER BY applied_at')).rows.map(
    ({ name }) => name,
  );
const notes = async (): Promise<number> =>
  (await database.pool.query<{ count: number }>('SELECT count(*) FROM notes')).rows[0]!.count;

describe('migrations', () => {
  it('are applied once, in order, each after those before it', async () => {
    await migrate(database.pool, [first]);
    await migrate(database.pool, [first, second]);
    await migrate(database.pool, [first, second]);
    expect(await recorded()).toEqual([first.name, second.name]);
    expect(await notes()).toBe(2);
  });

  it('are applied once by two processes that start together', async () => {
    const other = await openDatabase(database.url, { max: 2 });
    const slow = { ...first, sql: `${first.sql}; SELECT pg_sleep(0.3)` };
    await Promise.all([migrate(database.pool, [slow, second]), migrate(other, [slow, second])]);
    await other.end();
    expect(await recorded()).toEqual([first.name, second.name]);
    expect(await notes()).toBe(2);
  });

  it('leave nothing of one that fails, and keep those before it', async () => {
    const broken = { name: '0002-broken', sql: 'INSERT INTO notes VALUES (2); SELECT 1 / 0' };
    await expect(migrate(database.pool, [first, broken])).rejects.toThrow(/"0002-broken" failed: division by zero/);
    expect(await recorded()).toEqual([first.name]);
    expect(await notes()).toBe(1);
    await migrate(database.pool, [first, second]);
    expect(await notes()).toBe(2);
  });

  it('of a newer version are refused before anything changes', async () => {
    await migrate(database.pool, [first, { name: '0009-future', sql: 'SELECT 1' }]);
    const attempt = migrate(database.pool, [first, second]);
    await expect(attempt).rejects.toThrow(StartRefused);
    await expect(attempt).rejects.toThrow(
      'This data folder was made by a newer version of Tirek (it has "0009-future"); start that version, or choose another TIREK_HOME.',
    );
    expect(await notes()).toBe(1);
  });
});
