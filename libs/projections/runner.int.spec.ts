import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import pg from 'pg';
import { EventCatalogue } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { StoreFeed } from '#messaging';
import { IdentificationLogged, StatusDecided } from '#nrm/identification';
import { StartRefused } from '#postgres';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { cases, counted, poisoned, type CaseRow } from './counted-cases.testing.js';
import { historyCatalogue as catalogue, makeHistory } from './history.testing.js';
import { PlayedBackStore } from './played-back-store.testing.js';
import type { Projection, ProjectionTable } from './projection.js';
import type { ProjectionRunner } from './projection-runner.js';
import { allRows, describeProjection, runToHead, silent, startRunner } from './projection.testing.js';
import { rebuild, RebuildUnderWayError } from './rebuild.js';

const history = makeHistory({ cases: 80, seed: 3 });
const head = history.length;
/** A stream of at least four events, the second of them not near the end. */
const victim = history.find(
  ({ stream, revision }) =>
    stream.startsWith('case-') && revision === 0 && history.filter((event) => event.stream === stream).length >= 4,
)!.stream;
const ofVictim = history.filter(({ stream }) => stream === victim);

describeProjection(counted);

describe('a projection runner', () => {
  let database: TestDatabase;
  let store: PlayedBackStore;
  const runners: ProjectionRunner[] = [];
  const start = async (options: Partial<Parameters<typeof startRunner>[0]> = {}) => {
    const runner = await startRunner({ pool: database.pool, store, projection: counted, ...options });
    runners.push(runner);
    return runner;
  };
  const expected = async (events: readonly RecordedEvent[] = history) => {
    const other = await testDatabase();
    await runToHead(other.pool, new PlayedBackStore(events), counted);
    const rows = await allRows(other.pool, counted);
    await other.drop();
    return rows;
  };
  const paged = (pageSize: number) => new StoreFeed(store, { pageSize });
  const rows = () => allRows(database.pool, counted);
  /** The server process that holds the lock to run. */
  const worker = async () => {
    const { rows } = await database.pool.query<{ pid: number }>(
      `SELECT pid FROM pg_locks JOIN pg_database d ON d.oid = database
        WHERE locktype = 'advisory' AND granted AND d.datname = current_database()`,
    );
    return rows.map(({ pid }) => pid);
  };

  beforeEach(async () => {
    database = await testDatabase();
    store = new PlayedBackStore(history);
  });
  afterEach(async () => {
    await Promise.all(runners.splice(0).map((runner) => runner.stop()));
    await database.drop();
  });

  it('says how many streams it parks, and not which: their names are cases', async () => {
    const said: unknown[] = [];
    const error = (...line: unknown[]) => void said.push(line);
    const runner = await start({ projection: poisoned([victim]), logger: { ...silent, error } });
    expect(await runner.waitFor(head, 10_000)).toBe(true);
    expect(said).toEqual([[{ projection: counted.name, streams: 1 }, expect.stringContaining('parked')]]);
  });

  it('lets wait for a position: reached, reached later, not reached', async () => {
    store = new PlayedBackStore(history.slice(0, 100));
    const runner = await start();
    expect(await runner.waitFor(100, 5_000)).toBe(true);
    expect(await runner.waitFor(50, 0)).toBe(true);
    expect(await runner.waitFor(101, 50)).toBe(false);
    const later = runner.waitFor(101, 5_000);
    store.put(history[100]!);
    expect(await later).toBe(true);
    expect(runner.position()).toBe(101);
  });

  it('parks the stream of an event that cannot be folded; the others go on; a mended rebuild brings it back', async () => {
    const runner = await start({ projection: poisoned([victim]) });
    expect(await runner.waitFor(head, 10_000)).toBe(true);
    expect([runner.parkedStreams(), runner.isParked(victim), runner.isParked('case-other')]).toEqual([1, true, false]);
    const parked = await database.pool.query(
      'SELECT position::int, id, type, reason FROM counted_cases.parked WHERE stream = $1 ORDER BY position',
      [victim],
    );
    expect(parked.rows).toEqual(
      ofVictim.slice(1).map(({ position, eventId, type }, i) => ({
        position,
        id: eventId,
        type,
        reason: i === 0 ? 'RangeError' : null,
      })),
    );
    expect(await rows()).toEqual(
      await expected(history.filter((event) => event.stream !== victim || event.revision === 0)),
    );
    await runner.stop();

    const again = await start({ projection: poisoned([victim]) });
    expect(again.parkedStreams()).toBe(1);
    const mended = await rebuild({ pool: database.pool, store, catalogue, projection: counted });
    expect(mended).toMatchObject({
      compared: true,
      same: false,
      differences: [{ table: 'cases', missing: 1, extra: 1 }],
    });
    for (let tries = 0; again.parkedStreams() > 0 && tries < 40; tries += 1) await sleep(50);
    expect(again.parkedStreams()).toBe(0);
    expect(await rows()).toEqual(await expected());
  });

  it('parks the stream of a type or version that it does not know', async () => {
    const fromTheFuture = history.map((event) => (event === ofVictim[1] ? { ...event, schemaVersion: 99 } : event));
    store = new PlayedBackStore(fromTheFuture);
    const runner = await start();
    expect(await runner.waitFor(head, 10_000)).toBe(true);
    expect([runner.parkedStreams(), runner.isParked(victim)]).toEqual([1, true]);
    const { rows: found } = await database.pool.query<{ reason: string | null }>(
      'SELECT reason FROM counted_cases.parked ORDER BY position',
    );
    expect(found).toHaveLength(ofVictim.length - 1);
    expect(found[0]!.reason).toBe(`UnknownEventError: ${ofVictim[1]!.type} version 99`);
    await runner.stop();

    const narrow = await start({ catalogue: new EventCatalogue([IdentificationLogged, StatusDecided]) });
    expect(narrow.position()).toBe(head);
    store.put({ ...history[0]!, position: head + 1, stream: 'organisation-x' });
    expect(await narrow.waitFor(head + 1, 5_000)).toBe(true);
    expect(narrow.isParked('organisation-x')).toBe(true);
  });

  it('parks the stream of an event whose rows the database refuses, without a word of the data', async () => {
    const refused: ProjectionTable<CaseRow> = {
      ...cases,
      evolve: (found, event, group) =>
        cases
          .evolve(found, event, group)
          .map((row) => (event === ofVictim[1] ? { ...row, day: 'secret of hers' } : row)),
    };
    const projection = { ...counted, tables: [refused] };
    const runner = await start({ projection });
    expect(await runner.waitFor(head, 10_000)).toBe(true);
    expect(runner.parkedStreams()).toBe(1);
    const { rows: found } = await database.pool.query<{ reason: string }>(
      'SELECT reason FROM counted_cases.parked ORDER BY position LIMIT 1',
    );
    expect(found[0]!.reason).toBe('SQLSTATE 22007');
    const before = await rows();
    await runner.stop();
    expect(await rebuild({ pool: database.pool, store, catalogue, projection })).toMatchObject({ same: true });
    expect(await rows()).toEqual(before);
  });

  it('works in one place only; when its connection is cut another takes over, nothing lost or doubled', async () => {
    const pageSize = 5;
    store = new PlayedBackStore(history.slice(0, 300));
    const one = await start({ feed: paged(pageSize) });
    const two = await start({ feed: paged(pageSize) });
    expect(await Promise.all([one.waitFor(300, 10_000), two.waitFor(300, 10_000)])).toEqual([true, true]);
    for (let next = 300; next < head; next += 100) {
      const [pid, ...others] = await worker();
      expect(others).toEqual([]);
      store.put(...history.slice(next, next + 100));
      if (pid) await database.pool.query('SELECT pg_terminate_backend($1)', [pid]);
      const end = Math.min(next + 100, head);
      expect(await Promise.all([one.waitFor(end, 10_000), two.waitFor(end, 10_000)])).toEqual([true, true]);
    }
    expect(await rows()).toEqual(await expected());
  });

  it('resumes from the checkpoint after it was killed between pages', async () => {
    const runner = await start({ feed: paged(3) });
    await runner.waitFor(60, 5_000);
    await runner.stop();
    expect(runner.position()).toBeLessThan(head);
    expect(await runner.waitFor(head, 1_000)).toBe(false);
    const next = await start();
    expect(await next.waitFor(head, 10_000)).toBe(true);
    expect(await rows()).toEqual(await expected());
  });

  it('is rebuilt while it works, loses nothing, and answers meanwhile', async () => {
    store = new PlayedBackStore(history.slice(0, 200));
    const runner = await start({ feed: paged(2) });
    await runner.waitFor(200, 5_000);
    let feeding = true;
    const feed = (async () => {
      for (const event of history.slice(200)) {
        store.put(event);
        await sleep(0);
      }
      feeding = false;
    })();
    let rebuilds = 0;
    while (feeding) {
      const [result, answer] = await Promise.all([
        rebuild({ pool: database.pool, store, catalogue, projection: counted }),
        database.pool.query('SELECT count(*)::int AS count FROM counted_cases.cases'),
      ]);
      expect(result).toMatchObject({ compared: true, same: true, differences: [] });
      expect(answer.rows[0].count).toBeGreaterThan(0);
      rebuilds += 1;
    }
    await feed;
    expect(rebuilds).toBeGreaterThan(0);
    expect(await runner.waitFor(head, 10_000)).toBe(true);
    expect(await rows()).toEqual(await expected());
  });

  it('lets the runner go on while a rebuild compares the tables', async () => {
    await runToHead(database.pool, store, counted);
    const blocker = await database.pool.connect();
    try {
      // the comparison is the first that reads the live rows: it waits here
      await blocker.query('BEGIN; LOCK TABLE counted_cases.cases IN ACCESS EXCLUSIVE MODE');
      const rebuilt = rebuild({ pool: database.pool, store, catalogue, projection: counted });
      const comparing = async () => {
        const { rows } = await blocker.query(
          `SELECT FROM pg_locks WHERE NOT granted AND relation = 'counted_cases.cases'::regclass`,
        );
        return rows.length > 0;
      };
      for (let tries = 0; !(await comparing()); tries += 1) {
        if (tries > 200) throw new Error('it does not compare');
        await sleep(20);
      }
      await blocker.query('SELECT FROM counted_cases.checkpoint FOR UPDATE NOWAIT');
      await blocker.query('COMMIT');
      expect(await rebuilt).toMatchObject({ compared: true, same: true, differences: [] });
    } finally {
      blocker.release(true);
    }
  });

  it('is rebuilt to the same rows when the groups do not fit in memory', async () => {
    // more than a page of them, and cases that go on after they were written
    const many = new PlayedBackStore(makeHistory({ cases: 500, seed: 5 }));
    await runToHead(database.pool, many, counted);
    const options = { pool: database.pool, store: many, catalogue, projection: counted };
    expect(await rebuild({ ...options, groupsInMemory: 50 })).toMatchObject({ compared: true, same: true });
  });

  it('is rebuilt by one at a time', async () => {
    await runToHead(database.pool, store, counted);
    const options = { pool: database.pool, store, catalogue, projection: counted };
    const results = await Promise.allSettled([rebuild(options), rebuild(options)]);
    const refused = results.filter(({ status }) => status === 'rejected');
    expect(refused).toMatchObject([{ reason: expect.any(RebuildUnderWayError) }]);
  });

  it('is rebuilt once when two processes of a newer version start', async () => {
    await runToHead(database.pool, store, counted);
    const newer = { ...counted, version: 2 };
    const both = await Promise.all([start({ projection: newer }), start({ projection: newer })]);
    expect(both.map((runner) => runner.position())).toEqual([head, head]);
  });

  it('leaves the live tables alone when a rebuild is interrupted, and clears up with the next', async () => {
    await runToHead(database.pool, store, counted);
    const before = await rows();
    const onProgress = () => {
      throw new Error('interrupted');
    };
    await expect(rebuild({ pool: database.pool, store, catalogue, projection: counted, onProgress })).rejects.toThrow(
      'interrupted',
    );
    expect(await rows()).toEqual(before);
    expect(await rebuild({ pool: database.pool, store, catalogue, projection: counted })).toMatchObject({ same: true });
    const schemas = await database.pool.query<{ nspname: string }>(
      `SELECT nspname FROM pg_namespace WHERE nspname LIKE 'counted%'`,
    );
    expect(schemas.rows).toEqual([{ nspname: 'counted_cases' }]);
  });

  it('is rebuilt though the tables it had cannot be removed yet, for somebody reads them', async () => {
    await runToHead(database.pool, store, counted);
    const reader = await database.pool.connect();
    const hasty = new pg.Pool({ ...database.pool.options, lock_timeout: 500 });
    const options = { store, catalogue, projection: counted };
    const schemas = async () => {
      const found = await database.pool.query(`SELECT FROM pg_namespace WHERE nspname LIKE 'counted%'`);
      return found.rowCount;
    };
    try {
      await reader.query('BEGIN; SELECT FROM counted_cases.cases');
      const warn = jest.fn();
      const rebuilt = await rebuild({ ...options, pool: hasty, logger: { ...silent, warn } });
      expect(rebuilt).toMatchObject({ events: head, same: true });
      expect(warn.mock.calls).toMatchObject([[{ projection: 'counted_cases', code: '55P03' }, expect.any(String)]]);
      expect(await schemas()).toBe(2);
      await reader.query('COMMIT');
    } finally {
      reader.release(true);
      await hasty.end();
    }
    expect(await rebuild({ ...options, pool: database.pool })).toMatchObject({ same: true });
    expect(await schemas()).toBe(1);
  });

  it('is rebuilt at the start of a newer version, and not started by an older one', async () => {
    await runToHead(database.pool, store, counted);
    const wider: Projection = {
      ...counted,
      version: 2,
      tables: [{ ...cases, columns: `${cases.columns}, note text` }],
    };
    const runner = await start({ projection: wider });
    expect(await runner.waitFor(head, 5_000)).toBe(true);
    const { rows: found } = await database.pool.query('SELECT note FROM counted_cases.cases LIMIT 1');
    expect(found).toEqual([{ note: null }]);
    await runner.stop();
    const error = await start({ projection: counted, logger: silent }).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(StartRefused);
    expect(String(error)).toContain('of version 2');
  });
});
