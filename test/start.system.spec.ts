// What a start needs, and what it says when that is not there.
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startEmbeddedServer, type EmbeddedServer } from '../libs/postgres/index.js';
import { testDatabase, type TestDatabase } from '../libs/postgres/postgres.testing.js';
import {
  cleanUp,
  Client,
  isRunning,
  newHome,
  postgresOf,
  refusedStart,
  refusedStartAsServices,
  startSystem,
  type Ended,
} from './support/system.js';

let server: EmbeddedServer;
let database: TestDatabase;
beforeAll(async () => {
  server = await startEmbeddedServer({ home: newHome(), onLog: () => undefined });
  process.env.TIREK_TEST_DATABASE_URL = server.url;
  database = await testDatabase();
});
afterAll(async () => {
  await database.drop();
  await server.stop();
  await cleanUp();
});

/** One clear sentence on stderr, and nothing else. */
function expectRefused({ code, stdout, stderr }: Ended, sentence: RegExp): void {
  expect(stderr).toMatch(sentence);
  expect(stderr.trim().split('\n')).toHaveLength(1);
  expect(stderr).not.toMatch(/\bat .+:\d+:\d+|[A-Z]\w+Error/);
  expect([code, stdout]).toEqual([1, '']);
}

describe('two systems at once', () => {
  it('stand side by side in two folders; one folder and one port take one only', async () => {
    const [one, two] = await Promise.all([startSystem(), startSystem()]);
    expect(one.url).not.toBe(two.url);
    expect(postgresOf(one.home)).not.toBe(postgresOf(two.home));
    for (const system of [one, two]) {
      expect((await new Client(system).get('police.osh', '/me')).body).toMatchObject({ user: 'police.osh' });
    }
    // a token of one is nothing to the other
    const { port } = new URL(two.url);
    expectRefused(await refusedStart(one.home), new RegExp(`already running on this folder .*${one.url}`));
    expectRefused(
      await refusedStart(newHome(), { PORT: port, DATABASE_URL: database.url }),
      new RegExp(`^Port ${port} is taken`),
    );
    const servers = [one, two].map(({ home }) => postgresOf(home)!);
    const ends = await Promise.all([one.stop(), two.stop()]);
    expect(ends.map(({ code }) => code)).toEqual([0, 0]);
    expect(servers.map(isRunning)).toEqual([false, false]);
  });
});

describe('a server of your own', () => {
  it('is used instead of the embedded one', async () => {
    const own = await testDatabase();
    const home = newHome();
    const environment = { DATABASE_URL: own.url };
    const system = await startSystem({ home, environment });
    expect((await new Client(system).get('police.osh', '/organisations?service=Shelter')).body.items).not.toEqual([]);
    expect(postgresOf(home)).toBeUndefined();
    expect((await system.stop()).code).toBe(0);
    expect((await own.pool.query('SELECT FROM tirek_events.events')).rowCount).toBeGreaterThan(1);

    // the store is for demonstration, for ever
    const production = { ...environment, TIREK_MODE: 'production', OIDC_ISSUER: 'https://issuer.example' };
    expectRefused(await refusedStart(home, production), /^This is a demonstration store and stays one/);
    // and of Kyrgyzstan
    expectRefused(await refusedStart(home, { ...environment, COUNTRY: 'tj' }), /^This is a store of KG and stays one/);
    // its keys are in the folder
    rmSync(join(home, 'keys', 'master.key'));
    expectRefused(await refusedStart(home, environment), /master\.key of this store is missing; put it back/);
    expectRefused(await refusedStart(newHome(), environment), /master\.key of this store is missing/);
    await own.pool.query("INSERT INTO tirek_migrations (name) VALUES ('written-in-2031')");
    expectRefused(await refusedStart(home, environment), /newer version of Tirek \(it has "written-in-2031"\)/);
    await own.drop();
  });

  it('that does not answer, or not to this user, is told without the password', async () => {
    const nowhere = await refusedStart(newHome(), { DATABASE_URL: 'postgres://tirek:hunter2@127.0.0.1:1/tirek' });
    expectRefused(nowhere, /^Tirek cannot reach the database tirek at 127\.0\.0\.1:1 \(ECONNREFUSED\)/);
    const wrong = new URL(server.url);
    wrong.password = 'hunter2';
    const refused = await refusedStart(newHome(), { DATABASE_URL: wrong.href });
    expectRefused(refused, /the user name or the password is refused/);
    expect(nowhere.stderr + refused.stderr).not.toContain('hunter2');
  });
});

describe('a start that cannot be', () => {
  it('since its folder cannot be written says so', async () => {
    const file = join(newHome(), 'file');
    writeFileSync(file, '');
    expectRefused(await refusedStart(join(file, 'home')), /^Tirek cannot write in its data folder .*ENOTDIR/);
  });

  it('since something else is in its folder says so', async () => {
    const home = newHome();
    mkdirSync(join(home, 'postgres'));
    writeFileSync(join(home, 'postgres', 'holiday.jpg'), '');
    const sentence = /not a PostgreSQL database; choose another TIREK_HOME/;
    expectRefused(await refusedStart(home), sentence);
    expectRefused(await refusedStartAsServices(home), sentence);
    expect(readdirSync(home)).toEqual(['postgres']);
  });

  it('since nobody said where people would sign in says so, before it founds a store', async () => {
    const own = await testDatabase();
    const production = { TIREK_MODE: 'production', DATABASE_URL: own.url, HOST: '0.0.0.0' };
    expectRefused(await refusedStart(newHome(), production), /^PUBLIC_URL is needed/);
    const { rows } = await own.pool.query("SELECT to_regclass('tirek_events.events') AS events");
    expect(rows).toEqual([{ events: null }]);
    await own.drop();
  });

  it('since the environment is wrong names every variable', async () => {
    const { code, stderr } = await refusedStart(newHome(), {
      PORT: 'http',
      TIREK_MODE: 'test',
      EVENT_STORE: 'eventstoredb',
    });
    expect(code).toBe(1);
    const named = stderr
      .trim()
      .split('\n')
      .map((line) => /^\w+/.exec(line)?.[0] ?? '');
    expect(named.toSorted()).toEqual(['EVENT_STORE', 'PORT', 'TIREK_MODE']);
  });
});
