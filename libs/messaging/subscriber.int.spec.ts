import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type pg from 'pg';
import { eventStoreMigrations, noStream, PostgresEventStore } from '#event-store';
import type { Log, RecordedEvent } from '#kernel';
import { someEvents } from '../event-store/events.testing.js';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { silent } from './silent-logger.testing.js';
import { oneByOne } from './one-by-one.js';
import { Subscriber, type SubscriberOptions } from './subscriber.js';
import { subscriberMigrations } from './subscriber-migrations.js';

describe('a subscriber', () => {
  let database: TestDatabase;
  let store: PostgresEventStore;
  const stops: (() => Promise<void>)[] = [];

  beforeEach(async () => {
    database = await testDatabase({ migrations: [...eventStoreMigrations, ...subscriberMigrations] });
    // no key: whatever is taken twice is there twice
    await database.pool.query('CREATE TABLE taken (position bigint NOT NULL)');
    store = await PostgresEventStore.open({ url: database.url });
  });
  afterEach(async () => {
    for (const stop of stops.splice(0)) await stop();
    await store.close();
    await database.drop();
  });

  const note = async (page: readonly RecordedEvent[], client: pg.ClientBase): Promise<void> => {
    await client.query('INSERT INTO taken SELECT unnest($1::bigint[])', [page.map(({ position }) => position)]);
  };

  function start(options: Partial<SubscriberOptions> = {}): { subscriber: Subscriber; stop: () => Promise<void> } {
    const subscriber = new Subscriber({
      name: 'test',
      database: database.pool,
      store,
      log: silent,
      take: note,
      ...options,
    });
    const over = new AbortController();
    const running = subscriber.run(over.signal);
    const stop = async (): Promise<void> => {
      over.abort();
      await running;
    };
    stops.push(stop);
    return { subscriber, stop };
  }

  async function happened(count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await store.append(`case-${crypto.randomUUID()}`, noStream, someEvents());
  }

  const taken = async (): Promise<number[]> =>
    (await database.pool.query<{ position: number }>('SELECT position FROM taken ORDER BY position')).rows.map(
      ({ position }) => position,
    );

  const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i + 1);

  /** A log that keeps what it was told. */
  function listening(): { log: Log; told: object[] } {
    const told: object[] = [];
    return { log: { ...silent, error: (context) => void told.push(context) }, told };
  }

  it('takes every event once, in order, from the first on, and goes on where it stopped', async () => {
    await happened(5);
    const pages: number[][] = [];
    const first = start({
      pageSize: 2,
      take: async (page, client) => {
        pages.push(page.map(({ position }) => position));
        await note(page, client);
      },
    });
    expect(await first.subscriber.reaches(5, 10_000)).toBe(true);
    expect(pages).toEqual([[1, 2], [3, 4], [5]]);
    await first.stop();
    await happened(2);
    expect(await first.subscriber.reaches(7, 0)).toBe(false);
    const second = start();
    expect(await second.subscriber.reaches(7, 10_000)).toBe(true);
    expect(await second.subscriber.position()).toBe(7);
    expect(await taken()).toEqual(upTo(7));
  });

  it('has a checkpoint of its own name', async () => {
    await happened(2);
    const [one, other] = [start(), start({ name: 'other' })];
    expect(await one.subscriber.reaches(2, 10_000)).toBe(true);
    expect(await other.subscriber.reaches(2, 10_000)).toBe(true);
    expect(await taken()).toEqual([1, 1, 2, 2]);
  });

  it('writes nothing of a page that failed, says so without what is in it, and takes it again', async () => {
    await happened(3);
    const { log, told } = listening();
    let tries = 0;
    const { subscriber } = start({
      log,
      take: async (page, client) => {
        await note(page, client);
        tries += 1;
        if (tries === 1) throw new TypeError('with the name of somebody in it');
      },
    });
    expect(await subscriber.reaches(3, 10_000)).toBe(true);
    expect(await taken()).toEqual(upTo(3));
    expect(told).toEqual([{ subscriber: 'test', name: 'TypeError', retryInMs: 500 }]);
  });

  it('goes on when its connection was lost', async () => {
    const { subscriber } = start();
    await happened(1);
    expect(await subscriber.reaches(1, 10_000)).toBe(true);
    const { rowCount } = await database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND granted AND database =
        (SELECT oid FROM pg_database WHERE datname = current_database())`,
    );
    expect(rowCount).toBe(1);
    await happened(1);
    expect(await subscriber.reaches(2, 10_000)).toBe(true);
    expect(await taken()).toEqual(upTo(2));
  });

  it('works once among several, and another takes over', async () => {
    const workers: string[] = [];
    const named = (worker: string) =>
      start({
        take: async (page, client) => {
          workers.push(worker);
          await note(page, client);
        },
      });
    const first = named('first');
    await happened(1);
    expect(await first.subscriber.reaches(1, 10_000)).toBe(true);
    const second = named('second');
    await happened(1);
    expect(await first.subscriber.reaches(2, 10_000)).toBe(true);
    await first.stop();
    await happened(1);
    expect(await second.subscriber.reaches(3, 10_000)).toBe(true);
    expect(workers).toEqual(['first', 'first', 'second']);
    expect(await taken()).toEqual(upTo(3));
  });

  it('is taken over from by another when its process is killed in the middle of a page', async () => {
    await happened(8);
    const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));
    const child = spawn(
      process.execPath,
      [
        '--experimental-transform-types',
        '--disable-warning=ExperimentalWarning',
        '--import',
        path('unbuilt.testing.ts'),
        path('subscriber-role.testing.ts'),
        database.url,
      ],
      { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, NODE_OPTIONS: '' } },
    );
    const gone = once(child, 'exit');
    try {
      await Promise.race([once(child.stdout, 'data'), gone.then(() => Promise.reject(new Error('it ended')))]);
      const { subscriber } = start();
      // the other works, and stands in its second page
      await pause(700);
      expect(await subscriber.position()).toBe(3);
      child.kill('SIGKILL');
      expect(await subscriber.reaches(8, 20_000)).toBe(true);
      expect(await taken()).toEqual(upTo(8));
    } finally {
      child.kill('SIGKILL');
      await gone;
    }
  });

  it('leaves an event behind that fails, goes on, and takes it by itself when it no longer does', async () => {
    await happened(4);
    const { log, told } = listening();
    const broken = new Set([2, 3]);
    const options = oneByOne({
      name: 'test',
      database: database.pool,
      store,
      log,
      async take({ position }) {
        if (broken.has(position)) throw new TypeError('with the name of somebody in it');
        await database.pool.query('INSERT INTO taken VALUES ($1)', [position]);
      },
    });
    const first = start(options);
    expect(await first.subscriber.reaches(4, 10_000)).toBe(true);
    expect(await taken()).toEqual([1, 4]);
    expect(await first.subscriber.standing(30_000)).toEqual({
      standing: 'Working',
      position: 4,
      behind: 0,
      leftBehind: 2,
    });
    expect(told.slice(0, 2)).toEqual([2, 3].map((position) => ({ subscriber: 'test', position, name: 'TypeError' })));
    const leaves = async (subscriber: Subscriber, count: number): Promise<void> => {
      while ((await subscriber.standing(30_000)).leftBehind > count) await pause(20);
    };
    broken.delete(3);
    await leaves(first.subscriber, 1);
    expect(await taken()).toEqual([1, 3, 4]);
    await first.stop();
    broken.delete(2);
    const second = start(options);
    await leaves(second.subscriber, 0);
    expect(await taken()).toEqual(upTo(4));
  });

  it('tries what was left behind again after a pause that doubles, up to a minute', async () => {
    await happened(1);
    const { subscriber } = start(
      oneByOne({ name: 'test', database: database.pool, store, log: silent, take: () => Promise.reject(new Error()) }),
    );
    expect(await subscriber.reaches(1, 10_000)).toBe(true);
    const row = async (): Promise<{ failures: number; pause: number }> =>
      (
        await database.pool.query(
          `SELECT failures, extract(epoch FROM try_at - clock_timestamp())::float AS pause
           FROM tirek_subscribers.left_behind`,
        )
      ).rows[0];
    const failed = async (times: number): Promise<number> => {
      for (;;) {
        const { failures, pause: left } = await row();
        if (failures >= times) return left;
        await pause(20);
      }
    };
    expect(await failed(3)).toBeGreaterThan(1);
    await database.pool.query('UPDATE tirek_subscribers.left_behind SET failures = 5000, try_at = clock_timestamp()');
    const longest = await failed(5001);
    expect(longest).toBeGreaterThan(50);
    expect(longest).toBeLessThanOrEqual(60);
  });

  it('tells how it stands, whichever process it works in', async () => {
    await happened(3);
    const { stop, subscriber } = start();
    expect(await subscriber.reaches(3, 10_000)).toBe(true);
    await stop();
    await happened(2);
    const idle = { position: 3, behind: 2, leftBehind: 0 };
    expect(await subscriber.standing(30_000)).toEqual({ standing: 'Working', ...idle });
    expect(await subscriber.standing(-1)).toEqual({ standing: 'Behind', ...idle });
  });

  it('does nothing more when the store has fewer events than it has taken, and says so', async () => {
    await happened(2);
    await database.pool.query(`INSERT INTO tirek_subscribers.checkpoints VALUES ('test', 5)`);
    const { log, told } = listening();
    const { stop, subscriber } = start({ log });
    while (told.length === 0) await pause(10);
    await stop();
    expect(told).toEqual([{ subscriber: 'test', name: 'BeyondStoreError', retryInMs: 500 }]);
    expect(await taken()).toEqual([]);
    expect(await subscriber.standing(30_000)).toMatchObject({ standing: 'Refusing', position: 5, behind: 0 });
  });

  it('takes all anew when the store has fewer events than it has taken, where that can be undone', async () => {
    await happened(2);
    await database.pool.query(`INSERT INTO tirek_subscribers.checkpoints VALUES ('test', 5)`);
    await database.pool.query('INSERT INTO taken SELECT generate_series(1, 5)');
    const { subscriber } = start({ undo: async (client) => void (await client.query('DELETE FROM taken')) });
    while ((await subscriber.position()) !== 2) await pause(10);
    expect(await taken()).toEqual([1, 2]);
  });
});
