import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { beginning, type EventStore } from '#event-store';
import { errorKind, type Log, type RecordedEvent } from '#kernel';
import { type Database, dedicatedClient, inTransaction, type Migration, tryLock } from '#postgres';

/** How far each subscriber has come. */
export const subscriberMigrations: readonly Migration[] = [
  {
    name: 'subscribers-1-checkpoints',
    sql: `
      CREATE SCHEMA tirek_subscribers;
      CREATE TABLE tirek_subscribers.checkpoints (name text PRIMARY KEY, position bigint NOT NULL);`,
  },
];

const PAGE = 500;
const GATHER_MS = 40;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;
/** How often one that stands by looks whether the other is gone. */
const STANDBY_MS = 500;
const FIRST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 200;

/** What a subscriber is: whose events it follows, and what it does with them. */
export interface SubscriberOptions {
  /** Names its checkpoint; never reused for something else. */
  readonly name: string;
  /** The database its checkpoint is in, and what `take` writes. */
  readonly database: Database;
  readonly store: Pick<EventStore, 'subscribe' | 'head'>;
  readonly log: Log;
  /** Events in a page at most. */
  readonly pageSize?: number;
  /** Between pages that are not full, in milliseconds: a commit for every event in the store is not worth it. */
  readonly gatherMs?: number;
  /**
   * Does what is to be done about a page of events, on the client of the transaction that moves the checkpoint: what it
   * writes there is written once for every event, whatever dies when. When it rejects, nothing of the page was written,
   * and the page comes again. `after` is the position up to which it has taken everything before.
   */
  take(page: readonly RecordedEvent[], client: pg.ClientBase, after: number): Promise<void>;
}

/**
 * The store has fewer events than the subscriber has taken, as after a restore of the one without the other: others
 * will get their positions. A person has to say what is to be done.
 */
export class BeyondStoreError extends Error {
  override readonly name = 'BeyondStoreError';
}

/**
 * Follows an event store from a checkpoint of its own in the database, from the first event on. Of several with one name,
 * in any number of processes, one works; the others stand by and take over when it is gone.
 */
export class Subscriber {
  constructor(private readonly options: SubscriberOptions) {}

  /**
   * Works until the signal is aborted; never rejects. What fails (the database is away, `take` rejects) is logged and
   * tried again from the checkpoint, after a pause that doubles up to a minute.
   */
  async run(signal: AbortSignal): Promise<void> {
    const { name, log } = this.options;
    let retryInMs = FIRST_RETRY_MS;
    while (!signal.aborted) {
      try {
        await this.session(signal, () => {
          retryInMs = FIRST_RETRY_MS;
        });
      } catch (error) {
        if (signal.aborted) return;
        log.error({ subscriber: name, ...errorKind(error), retryInMs }, 'the subscriber stopped and will resume');
        await rest(retryInMs, signal);
        retryInMs = Math.min(2 * retryInMs, LAST_RETRY_MS);
      }
    }
  }

  /** Up to where it has taken the events, in whichever process it works; as the transaction of `client` sees it. */
  async position(client: pg.Pool | pg.ClientBase = this.options.database): Promise<number> {
    return checkpointOf(client, this.options.name);
  }

  /** True as soon as it has taken the events up to a position; false after so many milliseconds. */
  async reaches(position: number, withinMs: number): Promise<boolean> {
    const deadline = Date.now() + withinMs;
    for (let wait = FIRST_LOOK_MS; ; wait = Math.min(2 * wait, LONGEST_LOOK_MS)) {
      if ((await this.position()) >= position) return true;
      const left = deadline - Date.now();
      if (left <= 0) return false;
      await pause(Math.min(wait, left));
    }
  }

  /** Waits for the lock on a connection of its own and works on that connection: with it goes the right to work. */
  private async session(signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { name, database } = this.options;
    const client = await dedicatedClient(database);
    const lost = new AbortController();
    client.once('end', () => lost.abort(new Error('the connection of the subscriber was lost')));
    try {
      while (!(await tryLock(client, name, 'subscribe'))) {
        await rest(STANDBY_MS, signal);
        if (signal.aborted) return;
      }
      await this.follow(client, AbortSignal.any([signal, lost.signal]), onProgress);
      lost.signal.throwIfAborted();
      if (!signal.aborted) throw new Error('the subscription to the event store has ended');
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async follow(client: pg.Client, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { name, store, pageSize = PAGE, gatherMs = GATHER_MS } = this.options;
    let position = await checkpointOf(client, name);
    if (position > (await store.head())) throw new BeyondStoreError('the store ends before the checkpoint');
    for await (const page of store.subscribe(position, { signal, pageSize })) {
      if (signal.aborted) return;
      position = await this.takePage(client, position, page);
      onProgress();
      if (page.length < pageSize) await rest(gatherMs, signal);
    }
  }

  /** What is done about the page, and the checkpoint, in one transaction. Throws when another moved the checkpoint. */
  private async takePage(client: pg.Client, from: number, page: readonly RecordedEvent[]): Promise<number> {
    const to = page.at(-1)?.position ?? from;
    await inTransaction(client, async () => {
      const moved = await client.query(
        `INSERT INTO tirek_subscribers.checkpoints AS c (name, position) VALUES ($1, $3)
         ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE c.position = $2`,
        [this.options.name, from, to],
      );
      if (moved.rowCount === 0) throw new Error('the checkpoint was moved by another');
      await this.options.take(page, client, from);
    });
    return to;
  }
}

async function checkpointOf(client: pg.Pool | pg.ClientBase, name: string): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    'SELECT position FROM tirek_subscribers.checkpoints WHERE name = $1',
    [name],
  );
  return rows[0]?.position ?? beginning;
}

/** Waits so many milliseconds, or until the signal is aborted. */
const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined);
