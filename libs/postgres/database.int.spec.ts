import { types } from 'pg';
import { StartRefused, openDatabase } from './index.js';
import { type TestDatabase, testDatabase } from './postgres.testing.js';

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database.drop());

const refusal = async (change: (url: URL) => void): Promise<string> => {
  const url = new URL(database.url);
  change(url);
  const refused = await openDatabase(url.href, { max: 1 }).then(
    () => undefined,
    (error: unknown) => error,
  );
  expect(refused).toBeInstanceOf(StartRefused);
  const { message } = refused as StartRefused;
  expect(message).not.toContain(new URL(database.url).password);
  return message;
};

describe('opening a database', () => {
  it('reads bigint as a number, and touches no other pool of the process', async () => {
    const { rows } = await database.pool.query(`SELECT 9007199254740991::bigint AS position, '{"a":1}'::jsonb AS body`);
    expect(rows).toEqual([{ position: Number.MAX_SAFE_INTEGER, body: { a: 1 } }]);
    expect(types.getTypeParser(types.builtins.INT8)('1')).toBe('1');
  });

  it('says in one sentence what is wrong with the URL', async () => {
    expect(
      await refusal((url) => {
        url.password = 'secret';
      }),
    ).toMatch(/the user name or the password is refused/);
    expect(
      await refusal((url) => {
        url.pathname = 'nowhere';
      }),
    ).toMatch(/the database nowhere at 127\.0\.0\.1:\d+: there is no such database/);
    expect(
      await refusal((url) => {
        url.port = '1';
      }),
    ).toMatch(/cannot reach the database \w+ at 127\.0\.0\.1:1 \(ECONNREFUSED\)/);
  });

  it('refuses a database that cannot hold every alphabet', async () => {
    await database.pool.query(`CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0`);
    expect(
      await refusal((url) => {
        url.pathname = 'latin';
      }),
    ).toMatch(/needs a database in UTF8; .* is in LATIN1/);
    await database.pool.query('DROP DATABASE latin');
  });

  it('survives the loss of an idle connection', async () => {
    const pool = await openDatabase(database.url, { max: 1 });
    const { rows } = await pool.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    const lost = new Promise((resolve) => pool.once('remove', resolve));
    await database.pool.query('SELECT pg_terminate_backend($1)', [rows[0]!.pid]);
    await lost;
    expect((await pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
    await pool.end();
  });
});
