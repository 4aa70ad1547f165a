import { createSecretKey, randomBytes, randomUUID } from 'node:crypto';
import {
  beginning,
  type EventStore,
  eventStoreMigrations,
  noStream,
  PostgresEventStore,
  readLogMigrations,
  readsLog,
} from '#event-store';
import type { Log } from '#kernel';
import { subscriberMigrations } from '#messaging';
import { someEvents } from '../../event-store/events.testing.js';
import { testDatabase, type TestDatabase } from '../../postgres/postgres.testing.js';
import type { ChainedLog } from './chain.js';
import type { Checkpoint } from './checkpoint.js';
import { exportLines, exportSource, type ExportLine, type ExportSource } from './export.js';
import { Notary, type NotaryOptions } from './notary.js';
import { NotaryKey } from './notary-key.js';
import { integrityMigrations } from './schema.js';
import { type Known, type Verdict, verify } from './verify.js';

/** Two logs on a database of a test's own, and the notaries that chain them while the test lets them. */
export interface ChainedLogs {
  readonly database: TestDatabase;
  readonly key: NotaryKey;
  readonly notaries: Readonly<Record<ChainedLog, Notary>>;
  /** What the notaries complained of. */
  readonly complaints: object[];
  /** Appends so many events, each to a stream of its own. */
  append(log: ChainedLog, count: number): Promise<void>;
  /** The same, and waits until they are chained. */
  record(log: ChainedLog, count: number): Promise<void>;
  /** Lets the notaries work until everything is chained. */
  chainAll(): Promise<void>;
  /** Signs a checkpoint, as it goes outside. */
  checkpoint(log: ChainedLog): Promise<Checkpoint>;
  lines(): Promise<ExportLine[]>;
  verify(known?: Partial<Known>): Promise<Verdict>;
  /** Runs statements as the owner of the tables, with nothing that keeps them from changes. */
  tamper(...statements: string[]): Promise<void>;
  drop(): Promise<void>;
}

/** `openStore` opens what the chain of events is over: the event store of the database unless said otherwise. */
export async function chainedLogs(
  options: Partial<NotaryOptions> = {},
  openStore: (database: TestDatabase) => Promise<EventStore> = ({ url }) => PostgresEventStore.open({ url }),
): Promise<ChainedLogs> {
  const migrations = [...eventStoreMigrations, ...readLogMigrations, ...subscriberMigrations, ...integrityMigrations];
  const database = await testDatabase({ migrations });
  const stores: Record<ChainedLog, EventStore> = {
    events: await openStore(database),
    reads: await PostgresEventStore.open({ url: database.url, log: readsLog }),
  };
  await stores.events.append('store', noStream, someEvents());
  const storeId = (await stores.events.readAll(beginning, 1))[0]!.eventId;
  const key = new NotaryKey(createSecretKey(randomBytes(32)));
  const complaints: object[] = [];
  const logger: Log = { info: () => undefined, warn: () => undefined, error: (told) => void complaints.push(told) };
  const notary = (log: ChainedLog): Notary =>
    new Notary({ log, store: stores[log], storeId, database: database.pool, key, logger, ...options });
  const notaries = { events: notary('events'), reads: notary('reads') };

  async function append(log: ChainedLog, count: number): Promise<void> {
    for (let i = 0; i < count; i += 1) await stores[log].append(`case-${randomUUID()}`, noStream, someEvents());
  }

  async function chainAll(): Promise<void> {
    const over = new AbortController();
    const running = [notaries.events.run(over.signal), notaries.reads.run(over.signal)];
    try {
      const caughtUp = await Promise.all([notaries.events.catchesUp(20_000), notaries.reads.catchesUp(20_000)]);
      if (!caughtUp.every(Boolean)) throw new Error('not all was chained');
    } finally {
      over.abort();
      await Promise.all(running);
    }
  }

  async function source(): Promise<ExportSource> {
    const logs = (['events', 'reads'] as const).map((log) => ({
      log,
      store: stores[log],
      after: stores[log] instanceof PostgresEventStore ? Number.MIN_SAFE_INTEGER : beginning,
    }));
    return exportSource({ database: database.pool, storeId, key: key.publicKey, at: '2026-11-22T05:00:00Z', logs });
  }

  return {
    database,
    key,
    notaries,
    complaints,
    chainAll,
    append,
    async record(log, count) {
      await append(log, count);
      await chainAll();
    },
    async checkpoint(log) {
      const checkpoint = await notaries[log].checkpoint();
      if (!checkpoint) throw new Error('nothing is chained');
      return checkpoint;
    },
    async lines() {
      const lines: ExportLine[] = [];
      for await (const line of exportLines(await source())) lines.push(line);
      return lines;
    },
    async verify(known = {}) {
      const from = await source();
      return verify(() => exportLines(from), { checkpoints: [], ...known });
    },
    async tamper(...statements) {
      const tables = [
        'tirek_events.events',
        'tirek_reads.events',
        'tirek_integrity.chain',
        'tirek_integrity.checkpoints',
      ];
      const triggers = (what: string): string =>
        tables.map((table) => `ALTER TABLE ${table} ${what} TRIGGER USER;`).join('');
      await database.pool.query(`${triggers('DISABLE')}${statements.join(';')};${triggers('ENABLE')}`);
    },
    async drop() {
      await Promise.all([stores.events.close(), stores.reads.close()]);
      await database.drop();
    },
  };
}
