import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type TestDatabase, testDatabase } from '../../postgres/postgres.testing.js';
import { type AppendResult, beginning, noStream, EventStoreUnavailable } from '../event-store.js';
import { someEvents } from '../events.testing.js';
import { batchQuery, toAppend } from './append-batch.js';
import { optimisticQuery } from './append-optimistic.js';
import { connectionConfig, prepareSession } from './connection.js';
import { PostgresEventStore, streamsQuery } from './postgres-event-store.js';
import { eventLog, eventStoreMigrations, readLogMigrations, readsLog } from './schema.js';
import { startWriter } from './writer-process.testing.js';

const newStream = (): string => `case-${randomUUID()}`;

let database: TestDatabase;
let store: PostgresEventStore;
beforeEach(async () => {
  database = await testDatabase({ migrations: [...eventStoreMigrations, ...readLogMigrations] });
  store = await PostgresEventStore.open({ url: database.url });
});
afterEach(async () => {
  await store.close();
  await database.drop();
});

/** A session as the store's own. */
async function session(): Promise<Client> {
  const client = new Client({ ...connectionConfig(database.url), pipeline: false });
  await client.connect();
  await prepareSession(client);
  return client;
}

async function storedIds(): Promise<string[]> {
  const query = 'SELECT event_id FROM tirek_events.events ORDER BY position';
  return (await database.pool.query<{ event_id: string }>(query)).rows.map(({ event_id }) => event_id);
}

describe('what was put before the beginning', () => {
  it('is in no stream, as it is in no page', async () => {
    const stream = newStream();
    await store.append(stream, noStream, someEvents());
    await database.pool.query(
      `INSERT INTO tirek_events.events SELECT -(1::bigint << 62), stream, 1, gen_random_uuid(), NULL, type,
         schema_version, occurred_at, recorded_at, data, metadata FROM tirek_events.events`,
    );
    expect(await store.readAll(beginning, 10)).toHaveLength(1);
    expect(await store.readStream(stream)).toHaveLength(1);
  });
});

describe('several processes', () => {
  it('write with 16 writers in four of them while others read: every event exactly once and in order', async () => {
    const writers = Array.from({ length: 4 }, () => startWriter(database.url, 500));
    const finished = Promise.all(writers.map(({ ended }) => ended));
    let writing = true;
    void finished.finally(() => (writing = false));

    const paged: string[] = [];
    const paging = (async () => {
      for (let position = beginning; ;) {
        const last = !writing;
        const page = await store.readAll(position, 50);
        paged.push(...page.map(({ eventId }) => eventId));
        if (last && page.length === 0) return;
        position = page.at(-1)?.position ?? position;
        if (page.length === 0) await pause(1);
      }
    })();

    const abort = new AbortController();
    const subscribed: string[] = [];
    const subscribing = (async () => {
      for await (const page of store.subscribe(beginning, { signal: abort.signal })) {
        subscribed.push(...page.map(({ eventId }) => eventId));
      }
    })();

    for (const { code, complaint } of await finished) expect({ code, complaint }).toEqual({ code: 0, complaint: '' });
    await paging;
    const stored = await storedIds();
    while (subscribed.length < stored.length) await pause(10);
    abort.abort();
    await subscribing;

    expect(stored.length).toBeGreaterThan(3_900);
    const acknowledged = writers.flatMap((writer) => writer.acknowledged);
    expect([...stored].sort()).toEqual([...acknowledged].sort());
    expect(paged).toEqual(stored);
    expect(subscribed).toEqual(stored);
    const { rows } = await database.pool.query(
      'SELECT min(position)::int AS first, max(position)::int AS last, count(*)::int AS count FROM tirek_events.events',
    );
    expect(rows).toEqual([{ first: 1, last: stored.length, count: stored.length }]);
  }, 60_000);

  it('lose nothing that was acknowledged when one of them is killed', async () => {
    const writer = startWriter(database.url, 1_000_000);
    while (writer.acknowledged.length < 500) await pause(5);
    writer.kill();
    expect((await writer.ended).code).toBeNull();
    // the server may still be at work for the dead client
    await store.append(newStream(), noStream, someEvents());
    const stored = new Set(await storedIds());
    expect(writer.acknowledged.filter((id) => !stored.has(id))).toEqual([]);
    const { rows } = await database.pool.query(
      `SELECT stream FROM tirek_events.events GROUP BY stream HAVING max(revision) + 1 <> count(*)`,
    );
    expect(rows).toEqual([]);
  }, 60_000);
});

describe.each([eventLog, readsLog])('what is in $schema', (log) => {
  const table = `${log.schema}.events`;
  const changes = [`UPDATE ${table} SET type = 'Other'`, `DELETE FROM ${table}`, `TRUNCATE ${table}`];
  let opened: PostgresEventStore;
  beforeEach(async () => {
    opened = await PostgresEventStore.open({ url: database.url, log });
    await opened.append(newStream(), noStream, someEvents());
  });
  afterEach(() => opened.close());

  it.each([...changes, `ALTER TABLE ${table} DISABLE TRIGGER ALL`, `DROP TABLE ${table}`])(
    'the role of the store may not: %s',
    async (change) => {
      const client = await session();
      await expect(client.query(change)).rejects.toMatchObject({ code: '42501' });
      await client.end();
      expect(await opened.readAll(beginning, 10)).toHaveLength(1);
    },
  );

  it.each(changes)('not even the owner of the tables may: %s', async (change) => {
    await expect(database.pool.query(change)).rejects.toThrow('events are never changed or removed');
    expect(await opened.readAll(beginning, 10)).toHaveLength(1);
  });
});

describe('the logs of one database', () => {
  it('have nothing in common: no event, no command, and none waits for the other', async () => {
    const reads = await PostgresEventStore.open({ url: database.url, log: readsLog });
    const commandId = randomUUID();
    const writer = await session();
    await writer.query(`BEGIN; SELECT pg_advisory_xact_lock(${eventLog.writerLock})`);
    const waiting = store.append('case-1', noStream, someEvents(1, { commandId }));
    expect(await reads.append('case-1', noStream, someEvents(2, { commandId }))).toMatchObject({ position: 2 });
    await writer.query('COMMIT');
    expect(await waiting).toMatchObject({ outcome: 'appended', position: 1 });
    expect([await store.head(), await reads.head()]).toEqual([1, 2]);
    await writer.end();
    await reads.close();
  });
});

describe('positions', () => {
  it('have no gaps, whatever was refused in between', async () => {
    const stream = newStream();
    const commandId = randomUUID();
    await store.append(stream, noStream, someEvents(3, { commandId }));
    await Promise.all([
      store.append(stream, noStream, someEvents()),
      store.append(newStream(), noStream, someEvents(2, { commandId })),
      store.append(newStream(), noStream, someEvents(2)),
    ]);
    await store.append(stream, 2, someEvents());
    expect((await store.readAll(beginning, 10)).map(({ position }) => position)).toEqual([1, 2, 3, 4, 5, 6]);
  });
});

describe('an append that cannot be stored', () => {
  it('is refused by itself: those beside it go through', async () => {
    const streams = [newStream(), newStream(), newStream()];
    const bad = someEvents(2).map((event, i) => ({ ...event, type: i === 1 ? 'Bad\u0000Type' : event.type }));
    const results = await Promise.allSettled([
      store.append(streams[0]!, noStream, someEvents()),
      store.append(streams[1]!, noStream, bad),
      store.append(streams[2]!, noStream, someEvents()),
    ]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
    const stored = (await store.readAll(beginning, 10)).map(({ stream }) => stream);
    expect(new Set(stored)).toEqual(new Set([streams[0], streams[2]]));
    expect(stored).toHaveLength(2);
  });
});

describe('on a grown table', () => {
  const grow = `
    INSERT INTO tirek_events.events
      SELECT position, 'case-' || gen_random_uuid(), 0, gen_random_uuid(), gen_random_uuid(), 'T', 1, '2026-11-21', now(), '{}', '{}'
      FROM generate_series((SELECT max(position) + 1 FROM tirek_events.events), 20000) position`;

  /** How many rows of the table a statement looked at, and how often it scanned it. */
  async function effort(client: Client, statement: () => Promise<unknown>): Promise<{ scans: number; rows: number }> {
    const counters = async () => {
      const { rows } = await client.query<{ scans: number; rows: number }>(
        `SELECT seq_scan AS scans, coalesce(idx_tup_fetch, 0) + seq_tup_read AS rows
         FROM pg_stat_xact_all_tables WHERE relid = 'tirek_events.events'::regclass`,
      );
      return rows[0]!;
    };
    await client.query('BEGIN');
    const before = await counters();
    await statement();
    const after = await counters();
    await client.query('COMMIT');
    return { scans: after.scans - before.scans, rows: after.rows - before.rows };
  }

  it.each([
    ['never analysed', ''],
    ['analysed when empty', 'before'],
    ['analysed when grown', 'after'],
  ])('%s, no statement of the store scans, with plans kept from when it was empty', async (_, analysed) => {
    const client = await session();
    const [stream, later] = [newStream(), newStream()];
    if (analysed === 'before') await database.pool.query('ANALYZE tirek_events.events');
    const next = (i: number) => toAppend(stream, i - 1, someEvents());
    for (let i = 0; i < 12; i += 1)
      await client.query(i % 2 === 0 ? batchQuery(eventLog, [next(i)]) : optimisticQuery(eventLog, [next(i)]));
    await store.readStream(stream);
    await database.pool.query(grow);
    if (analysed === 'after') await database.pool.query('ANALYZE tirek_events.events');

    const appends = [
      toAppend(stream, 11, someEvents(2)),
      toAppend(later, noStream, someEvents()),
      toAppend(newStream(), 5, someEvents()),
    ];
    const append = await effort(client, () => client.query(batchQuery(eventLog, appends)));
    expect(append.scans).toBe(0);
    expect(append.rows).toBeLessThan(12);

    const tries = [
      [toAppend(later, 0, someEvents())],
      [toAppend(stream, 13, someEvents(2)), toAppend(later, 1, someEvents())],
    ];
    for (const batch of tries) {
      const tried = await effort(client, async () => {
        expect((await client.query(optimisticQuery(eventLog, batch))).rows).toHaveLength(1);
      });
      expect(tried.scans).toBe(0);
      expect(tried.rows).toBeLessThan(6);
    }

    const query = { name: 'streams', text: streamsQuery(eventLog), values: [[stream, later]] };
    const read = await effort(client, () => client.query(query));
    expect(read).toEqual({ scans: 0, rows: 19 });
    await client.end();
  });
});

describe('a lost connection', () => {
  const kill = () =>
    database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE application_name = 'tirek event store' AND datname = current_database()`,
    );

  it('makes an append reject or be stored, never half of it, and the store goes on', async () => {
    const tried: { ids: string[]; outcome: 'stored' | 'lost' }[] = [];
    const over = new AbortController();
    const writers = Array.from({ length: 8 }, async () => {
      while (!over.signal.aborted) {
        const events = someEvents(3);
        const ids = events.map(({ eventId }) => eventId);
        const result: AppendResult | Error = await store.append(newStream(), noStream, events).catch((e: Error) => e);
        if (result instanceof Error) expect(result).toBeInstanceOf(EventStoreUnavailable);
        else expect(result.outcome).toBe('appended');
        tried.push({ ids, outcome: result instanceof Error ? 'lost' : 'stored' });
      }
    });
    for (let i = 0; i < 5; i += 1) {
      await pause(150);
      await kill();
    }
    await pause(300);
    over.abort();
    await Promise.all(writers);

    const stored = new Set(await storedIds());
    const found = tried.map(({ ids, outcome }) => ({ outcome, count: ids.filter((id) => stored.has(id)).length }));
    expect(found.some(({ outcome }) => outcome === 'lost')).toBe(true);
    expect(found.filter(({ outcome, count }) => outcome === 'stored' && count !== 3)).toEqual([]);
    expect(found.filter(({ outcome, count }) => outcome === 'lost' && count % 3 !== 0)).toEqual([]);
    expect(await store.append(newStream(), noStream, someEvents())).toMatchObject({ outcome: 'appended' });
  });

  it('is ridden out by a subscription', async () => {
    const abort = new AbortController();
    const seen: string[] = [];
    const subscribing = (async () => {
      for await (const page of store.subscribe(beginning, { signal: abort.signal })) {
        seen.push(...page.map(({ eventId }) => eventId));
      }
    })();
    await store.append(newStream(), noStream, someEvents());
    while (seen.length < 1) await pause(5);
    await kill();
    await pause(50);
    const other = await PostgresEventStore.open({ url: database.url });
    await other.append(newStream(), noStream, someEvents());
    await other.close();
    while (seen.length < 2) await pause(5);
    abort.abort();
    await subscribing;
    expect(seen).toEqual(await storedIds());
  });

  it('is told when the store is opened', async () => {
    const url = new URL(database.url);
    url.port = '1';
    await expect(PostgresEventStore.open({ url: url.href })).rejects.toBeInstanceOf(EventStoreUnavailable);
  });

  it('is told to those who ask of a closed store', async () => {
    await store.close();
    await expect(store.append(newStream(), noStream, someEvents())).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(store.readStream(newStream())).rejects.toBeInstanceOf(EventStoreUnavailable);
    await expect(store.readAll(beginning, 1)).rejects.toBeInstanceOf(EventStoreUnavailable);
  });
});
