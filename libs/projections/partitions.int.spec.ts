import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedEvent } from '#kernel';
import { StoreFeed, type Feed, type Page, type Place } from '#messaging';
import { dedicatedClient, migrate, StartRefused } from '#postgres';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { cases, counted, type CaseRow } from './counted-cases.testing.js';
import { FakeTopic } from './fake-topic.testing.js';
import { historyCatalogue as catalogue, makeHistory } from './history.testing.js';
import { PlayedBackStore } from './played-back-store.testing.js';
import type { Projection } from './projection.js';
import type { ProjectionRunner } from './projection-runner.js';
import { allRows, runToHead, silent, startRunner } from './projection.testing.js';
import { parkedMessage } from './read-model.js';
import { rebuild } from './rebuild.js';
import { projectionsMigrations } from './schema.js';
import { Failures, TableFiller } from './table-filler.js';

const history = makeHistory({ cases: 80, seed: 3 });
const head = history.length;
const half = Math.floor(head / 2);

describe('a projection that is fed through partitions', () => {
  let database: TestDatabase;
  let store: PlayedBackStore;
  let expected: Record<string, string[]>;
  const runners: ProjectionRunner[] = [];

  const start = async (feed: Feed, options: Partial<Parameters<typeof startRunner>[0]> = {}) => {
    const runner = await startRunner({ pool: database.pool, store, projection: counted, feed, ...options });
    runners.push(runner);
    return runner;
  };
  const rows = () => allRows(database.pool, counted);
  const places = async () => {
    const { rows } = await database.pool.query<{ feed: string; position: number; next: number }>(
      'SELECT feed, position, next FROM counted_cases.progress ORDER BY partition',
    );
    return rows;
  };
  const allReach = async (position: number) =>
    expect(await Promise.all(runners.map((runner) => runner.waitFor(position, 30_000)))).toEqual(
      runners.map(() => true),
    );

  beforeAll(async () => {
    const other = await testDatabase();
    await runToHead(other.pool, new PlayedBackStore(history), counted);
    expected = await allRows(other.pool, counted);
    await other.drop();
  });
  beforeEach(async () => {
    database = await testDatabase();
    store = new PlayedBackStore(history);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await database.drop();
  });

  it('is at the smallest position of its partitions, in every process', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 1, events: history });
    topic.hold(2);
    const first = history.find((event) => topic.partitionOf(event) === 2)!.position;
    await start(topic.feed());
    await start(topic.feed());
    for (let tries = 0; (await places()).filter(({ position }) => position === head).length < 3; tries += 1) {
      expect(tries).toBeLessThan(500);
      await sleep(20);
    }
    for (const runner of runners) {
      expect(runner.position()).toBeLessThan(first);
      expect(await runner.waitFor(first, 30)).toBe(false);
      expect([runner.caughtUp(), await runner.isBehind(30_000)]).toEqual([false, true]);
    }
    topic.release();
    await allReach(head);
    for (const runner of runners) expect([runner.caughtUp(), await runner.isBehind(0)]).toEqual([true, false]);
    expect(await rows()).toEqual(expected);
  });

  it('is behind only when an event has waited for that long', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 1, events: history });
    const runner = await start(topic.feed());
    await allReach(head);
    expect(await runner.lag()).toBeUndefined();
    store.put({ ...history[0]!, position: head + 1_000, recordedAt: new Date(Date.now() - 2_000).toISOString() });
    const lag = await runner.lag();
    expect(lag).toBeGreaterThanOrEqual(2_000);
    expect(lag).toBeLessThan(30_000);
    expect([await runner.isBehind(30_000), await runner.isBehind(0)]).toEqual([false, true]);
    expect(runner.caughtUp()).toBe(true);
  });

  it('goes on where it was when its connections are cut', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 2, rebalanceEvery: 7 });
    await start(topic.feed());
    await start(topic.feed());
    let cuts = 0;
    for (let next = 0; next < head; next += 100) {
      await allReach(next);
      topic.put(...history.slice(next, next + 100));
      await sleep(5);
      const cut = await database.pool.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
          WHERE datname = current_database() AND pid <> pg_backend_pid() AND query NOT LIKE 'SELECT version%'`,
      );
      cuts += cut.rowCount ?? 0;
    }
    expect(cuts).toBeGreaterThan(4);
    await allReach(head);
    expect(await rows()).toEqual(expected);
  });

  it('is rebuilt while its partitions stand at different positions: the same, and at the same places', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 4, events: history.slice(0, half) });
    const runner = await start(topic.feed());
    await allReach(half);
    topic.hold(0, 3);
    topic.put(...history.slice(half));
    for (let tries = 0; (await places()).filter(({ position }) => position === head).length < 2; tries += 1) {
      expect(tries).toBeLessThan(500);
      await sleep(20);
    }
    const before = await places();
    expect(before.map(({ position }) => position)).toEqual([half, head, head, half]);
    const options = { pool: database.pool, store, catalogue, projection: counted, feed: topic.feed() };
    expect(await rebuild(options)).toMatchObject({ compared: true, same: true, differences: [] });
    expect(await places()).toEqual(before);
    // a row that is wrong is found, and mended
    await database.pool.query(
      'UPDATE counted_cases.cases SET events = events + 1 WHERE ctid = (SELECT min(ctid) FROM counted_cases.cases)',
    );
    expect(await rebuild(options)).toMatchObject({
      same: false,
      differences: [{ table: 'cases', missing: 1, extra: 1 }],
    });
    expect(runner.position()).toBe(half);
    topic.release();
    await allReach(head);
    expect(await rows()).toEqual(expected);
  });

  it('is rebuilt under two runners at work, while partitions change hands', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 5, rebalanceEvery: 4, events: history.slice(0, 100) });
    await start(topic.feed());
    await start(topic.feed());
    let feeding = true;
    const feed = (async () => {
      for (const event of history.slice(100)) {
        topic.put(event);
        await sleep(1);
      }
      feeding = false;
    })();
    let rebuilds = 0;
    while (feeding) {
      const result = await rebuild({ pool: database.pool, store, catalogue, projection: counted, feed: topic.feed() });
      expect(result).toMatchObject({ compared: true, same: true, differences: [] });
      rebuilds += 1;
    }
    await feed;
    expect(rebuilds).toBeGreaterThan(1);
    await allReach(head);
    expect(await rows()).toEqual(expected);
  });

  it('goes over to another feed at the smallest position, also when two processes do so at once', async () => {
    const eight = new FakeTopic({ name: 'eight', partitions: 8, seed: 6, events: history.slice(0, half) });
    const three = new FakeTopic({ name: 'three', partitions: 3, seed: 7, events: history, rebalanceEvery: 5 });
    await runToHead(database.pool, new PlayedBackStore(history.slice(0, 150)), counted);
    eight.hold(1, 5);
    const before = await start(eight.feed());
    for (let tries = 0; (await places()).filter(({ position }) => position === half).length < 6; tries += 1) {
      expect(tries).toBeLessThan(500);
      await sleep(20);
    }
    expect(before.position()).toBe(150);
    await before.stop();
    three.hold(0, 1, 2);
    await Promise.all([start(three.feed()), start(three.feed())]);
    expect(await places()).toEqual([0, 1, 2].map(() => ({ feed: 'three', position: 150, next: 0 })));
    three.release();
    runners.shift();
    await allReach(head);
    expect(await rows()).toEqual(expected);
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));

    await start(new StoreFeed(store));
    expect(await places()).toEqual([{ feed: 'store', position: head, next: 0 }]);
    expect(await rows()).toEqual(expected);
  });

  it('does not go back to the feed it had when another process has chosen another one', async () => {
    const warnings: string[] = [];
    const logger = {
      info: () => undefined,
      warn: ({ name }: { name?: string }) => void warnings.push(String(name)),
      error: () => undefined,
    };
    store = new PlayedBackStore(history.slice(0, half));
    const old = await start(new StoreFeed(store), { logger });
    await allReach(half);
    const topic = new FakeTopic({ partitions: 4, seed: 8, events: history });
    await start(topic.feed());
    store.put(...history.slice(half));
    await allReach(head);
    for (let tries = 0; !warnings.includes('OtherFeedError'); tries += 1) {
      expect(tries).toBeLessThan(500);
      await sleep(20);
    }
    expect(old.position()).toBe(head);
    expect((await places()).map(({ feed }) => feed)).toEqual(['fake', 'fake', 'fake', 'fake']);
    expect(await rows()).toEqual(expected);
  });

  it('refuses a topic whose number of partitions has changed', async () => {
    await start(new FakeTopic({ partitions: 4, seed: 1 }).feed());
    const error = await start(new FakeTopic({ partitions: 5, seed: 1 }).feed()).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartRefused);
    expect(String(error)).toContain('fake has 5 partitions, and had 4');
  });

  it('starts while the feed cannot be reached, and follows as soon as it can', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 1, events: history });
    const feed = topic.feed();
    let away = true;
    const runner = await start({
      ...feed,
      partitions: () => (away ? Promise.reject(new Error('no broker')) : feed.partitions()),
    });
    expect([runner.position(), runner.caughtUp(), await places()]).toEqual([0, false, []]);
    away = false;
    await allReach(head);
    expect(await rows()).toEqual(expected);
  });

  it('beyond the end of the event store is filled again, once, and without what the topic had of the old one', async () => {
    const topic = new FakeTopic({ partitions: 4, seed: 9, events: history });
    const before = await start(topic.feed());
    await allReach(head);
    await before.stop();
    runners.length = 0;
    const nexts = (await places()).map(({ next }) => next);

    // restored, and then another history than the topic tells of
    const restored = history.slice(0, half);
    const first = { ...history[0]!, position: half + 1, revision: 900, eventId: randomUUID() };
    store = new PlayedBackStore(restored);
    const errors: string[] = [];
    const logger = { ...silent, error: (_: object, message: string) => void errors.push(message) };
    topic.hold(0, 1, 2, 3);
    await Promise.all([start(topic.feed(), { logger }), start(topic.feed(), { logger })]);
    expect(errors).toEqual([expect.stringContaining('beyond the end of the event store')]);
    expect(await places()).toEqual(nexts.map((next) => ({ feed: 'fake', position: 0, next })));
    expect((await rows()).cases).toEqual([]);
    expect(runners.map((runner) => runner.caughtUp())).toEqual([false, false]);
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));

    store.put(first);
    const runner = await start(new StoreFeed(store));
    expect(await runner.waitFor(half + 1, 10_000)).toBe(true);
    const other = await testDatabase();
    await runToHead(other.pool, new PlayedBackStore([...restored, first]), counted);
    expect(await rows()).toEqual(await allRows(other.pool, counted));
    await other.drop();
  });

  it('fills tables that an older layout left behind anew', async () => {
    await database.pool.query(`
      CREATE SCHEMA counted_cases;
      CREATE TABLE counted_cases.checkpoint (version integer, generation uuid, position bigint);
      INSERT INTO counted_cases.checkpoint VALUES (1, gen_random_uuid(), 17)`);
    await start(new StoreFeed(store));
    await allReach(head);
    expect(await rows()).toEqual(expected);
  });
});

describe('taking a page', () => {
  let database: TestDatabase;
  const feed = 'fake';
  const topic = new FakeTopic({ partitions: 2, seed: 1 });
  const [first, second] = [0, 1].map((partition) =>
    history.filter((event) => topic.partitionOf(event) === partition),
  ) as [RecordedEvent[], RecordedEvent[]];
  const victim = first.find(({ stream, revision }) => stream.startsWith('case-') && revision === 2)!.stream;

  const fillers: TableFiller[] = [];
  const parked: string[] = [];
  const filler = async (projection: Projection = counted) => {
    const client = await dedicatedClient(database.pool);
    const one = new TableFiller({
      client,
      projection,
      catalogue,
      feed,
      failures: new Failures(),
      onStanding: () => undefined,
      onParked: (streams) => parked.push(...streams),
    });
    fillers.push(one);
    return Object.assign(one, { client });
  };
  const pageOf = (partition: number, from: number, count: number, more: Partial<Page> = {}): Page => {
    const log = [first, second][partition]!;
    const events = log.slice(from, from + count);
    return { partition, events, to: { position: events.at(-1)!.position, next: from + count }, ...more };
  };
  const events = async () => {
    const { rows } = await database.pool.query<{ count: number }>(
      'SELECT coalesce(sum(events), 0)::int AS count FROM counted_cases.cases',
    );
    return rows[0]!.count;
  };
  const inStore = (page: readonly RecordedEvent[]) => page.filter(({ data }) => 'caseId' in data).length;
  const lines = async () =>
    (await database.pool.query('SELECT stream, place, reason FROM counted_cases.parked ORDER BY position')).rows;
  /** A projection whose rows cannot be written while `fails` throws for them. */
  const unwritable = (fails: () => void): Projection => ({
    ...counted,
    tables: [
      {
        ...cases,
        evolve(rows, event, group) {
          const after = cases.evolve(rows as CaseRow[], event, group);
          if (event.stream !== victim || event.revision !== 2) return after;
          const toJSON = () => {
            fails();
            return after[0]!.codes;
          };
          return after.map((row) => ({ ...row, codes: Object.assign([...row.codes], { toJSON }) }));
        },
      },
    ],
  });

  beforeEach(async () => {
    database = await testDatabase();
    parked.length = 0;
    const store = new PlayedBackStore();
    const runner = await startRunner({ pool: database.pool, store, projection: counted, feed: topic.feed() });
    await runner.stop();
  });
  afterEach(async () => {
    for (const { client } of fillers.splice(0) as (TableFiller & { client: { end(): Promise<void> } })[])
      await client.end();
    await database.drop();
  });

  it('by two at once, each with a partition, does not wait for the other', async () => {
    const [one, two] = [await filler(), await filler()];
    const blocker = await dedicatedClient(database.pool);
    await blocker.query('BEGIN; SELECT FROM counted_cases.progress WHERE partition = 0 FOR UPDATE');
    const waiting = one.take(pageOf(0, 0, 20));
    expect(await two.take(pageOf(1, 0, 20))).toEqual(pageOf(1, 0, 20).to);
    await blocker.query('COMMIT');
    await blocker.end();
    expect(await waiting).toEqual(pageOf(0, 0, 20).to);
    expect(await events()).toBe(inStore([...first.slice(0, 20), ...second.slice(0, 20)]));
  });

  it('that another has taken answers with the place there is now, and changes nothing', async () => {
    const [one, two] = [await filler(), await filler()];
    await Promise.all([one.place(0), two.place(0)]);
    await one.take(pageOf(0, 0, 30));
    expect(await two.take(pageOf(0, 0, 10))).toEqual(pageOf(0, 0, 30).to);
    expect(await events()).toBe(inStore(first.slice(0, 30)));
    // and both at the same moment
    const places = await Promise.all([one.take(pageOf(0, 30, 20)), two.take(pageOf(0, 25, 25))]);
    expect(places).toEqual([pageOf(0, 30, 20).to, pageOf(0, 30, 20).to]);
    expect(await events()).toBe(inStore(first.slice(0, 50)));
  });

  it('of tables that were replaced answers with the place of the new ones', async () => {
    const one = await filler();
    await one.take(pageOf(0, 0, 30));
    const store = new PlayedBackStore(history);
    const options = { pool: database.pool, store, catalogue, projection: counted, feed: topic.feed() };
    expect(await rebuild(options)).toMatchObject({ compared: true, same: true });
    expect(await one.take(pageOf(0, 30, 10))).toEqual(pageOf(0, 0, 30).to);
    expect(await one.take(pageOf(0, 30, 10))).toEqual(pageOf(0, 30, 10).to);
    expect(await events()).toBe(inStore(first.slice(0, 40)));
  });

  it('that leaves out what the tables lack since they went back is not taken', async () => {
    const one = await filler();
    await one.take(pageOf(0, 0, 30));
    const back = pageOf(0, 0, 10).to;
    await database.pool.query('UPDATE counted_cases.progress SET position = $1, next = $2 WHERE partition = 0', [
      back.position,
      back.next,
    ]);
    // it forgets what it knows, as after any error
    await expect(one.take({ partition: 2, events: [], to: back })).rejects.toThrow('no partition 2');
    expect(await one.take(pageOf(0, 30, 10))).toEqual(back);
    expect(await one.place(0)).toEqual(back);
    expect(await one.take(pageOf(0, 10, 30))).toEqual(pageOf(0, 10, 30).to);
    expect(await events()).toBe(inStore(first.slice(0, 40)));
  });

  it('moves the place without an event, and back in the numbering of the feed', async () => {
    const one = await filler();
    const to: Place = { position: 9_000, next: 12 };
    expect(await one.take({ partition: 1, events: [], to })).toEqual(to);
    expect(await one.take({ partition: 1, events: [], to: { position: 9_000, next: 3 } })).toEqual({
      position: 9_000,
      next: 3,
    });
    expect(await one.take({ partition: 1, events: [], to: { position: 8_000, next: 1 } })).toEqual({
      position: 9_000,
      next: 3,
    });
    expect(await (await filler()).place(1)).toEqual({ position: 9_000, next: 3 });
    expect(await one.place(0)).toEqual({ position: 0, next: 0 });
    await expect(one.place(2)).rejects.toThrow('no partition 2');
  });

  it('writes unreadable messages down, once, and keeps nothing back', async () => {
    const one = await filler();
    const unreadable = [{ at: 'fake/0@7', reason: 'not JSON' }];
    await one.take(pageOf(0, 0, 10, { unreadable }));
    expect(await one.take({ partition: 0, events: [], to: pageOf(0, 0, 10).to, unreadable })).toEqual(
      pageOf(0, 0, 10).to,
    );
    expect(await lines()).toEqual([{ stream: null, place: 'fake/0@7', reason: 'not JSON' }]);
    expect(await events()).toBe(inStore(first.slice(0, 10)));
    expect(parked).toEqual([]);
  });

  it('parks its unreadable messages, but those that are left out by decision', async () => {
    const [left, kept] = ['fake/0@1', 'fake/0@2'].map((at) => ({ at, reason: 'it is not JSON' }));
    await database.pool.query(
      `INSERT INTO tirek_projections.skipped (projection, event_id, reason, skipped_by) VALUES ($1, $2, 'r', 'u')`,
      [counted.name, parkedMessage(left!).id],
    );
    const page = pageOf(0, 0, 5, { unreadable: [left!, kept!] });
    expect(await (await filler()).take(page)).toEqual(page.to);
    expect(await lines()).toEqual([{ stream: null, place: kept!.at, reason: kept!.reason }]);
  });

  it('that fails for no known reason is tried again five times; then the event to blame is parked', async () => {
    let failures = 0;
    const one = await filler(
      unwritable(() => {
        failures += 1;
        throw new TypeError('a text of hers');
      }),
    );
    const page = pageOf(0, 0, first.length);
    for (let tries = 1; tries <= 5; tries += 1) await expect(one.take(page)).rejects.toThrow(TypeError);
    expect([failures, await one.place(0), await lines()]).toEqual([5, { position: 0, next: 0 }, []]);
    expect(await one.take(page)).toEqual(page.to);
    const later = first.filter(({ stream, revision }) => stream === victim && revision >= 2);
    expect(await lines()).toEqual(
      later.map((_, i) => ({ stream: victim, place: null, reason: i === 0 ? 'TypeError' : null })),
    );
    expect(parked).toEqual([victim]);
    expect(await events()).toBe(inStore(first) - later.length);
  });

  it('that fails only for a while is not parked', async () => {
    let left = 5;
    const one = await filler(
      unwritable(() => {
        left -= 1;
        if (left >= 0) throw new TypeError('for a while');
      }),
    );
    const page = pageOf(0, 0, first.length);
    for (let tries = 1; tries <= 5; tries += 1) await expect(one.take(page)).rejects.toThrow(TypeError);
    expect(await one.take(page)).toEqual(page.to);
    expect([parked, await lines(), await events()]).toEqual([[], [], inStore(first)]);
  });

  it.each(['ECONNRESET', '57P01', '53100'])('is tried for ever when it is no fault of an event: %s', async (code) => {
    let away = true;
    const one = await filler(
      unwritable(() => {
        if (away) throw Object.assign(new Error('away'), { code });
      }),
    );
    const page = pageOf(0, 0, first.length);
    for (let tries = 1; tries <= 20; tries += 1) await expect(one.take(page)).rejects.toThrow('away');
    away = false;
    expect(await one.take(page)).toEqual(page.to);
    expect([parked, await lines(), await events()]).toEqual([[], [], inStore(first)]);
  });
});

it('has migrations that go together with a rebuild of nothing', async () => {
  const database = await testDatabase();
  await migrate(database.pool, projectionsMigrations);
  const store = new PlayedBackStore(history);
  // without live tables: straight to the head of the store
  expect(await rebuild({ pool: database.pool, store, catalogue, projection: counted })).toMatchObject({
    events: head,
    compared: false,
  });
  await database.drop();
});
