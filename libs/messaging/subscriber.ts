import type pg from 'pg';
import { beginning, type EventStore } from '#event-store';
import { errorKind, type Log, type RecordedEvent } from '#kernel';
import { type Database, dedicatedClient, inTransaction, tryLock } from '#postgres';
import { checkpointOf, moveCheckpoint, reaches } from './checkpoints.js';
import { countLeftBehind } from './left-behind.js';
import { rest } from './waiting.js';

const PAGE = 500;
const GATHER_MS = 40;
const FIRST_RETRY_MS = 500;
const LAST_RETRY_MS = 60_000;
/** How often one that stands by looks whether the other is gone. */
const STANDBY_MS = 500;

/** What a subscriber is: whose events it follows, and what it does with them. */
export interface SubscriberOptions {
  /** Names its checkpoint; never reused for something else. */
  readonly name: string;
  /** The database its checkpoint is in, and what `take` writes. */
  readonly database: Database;
  readonly store: Pick<EventStore, 'subscribe' | 'head' | 'readAll'>;
  readonly log: Log;
  /** Events in a page at most. */
  readonly pageSize?: number;
  /** Between pages that are not full, in milliseconds: a commit for every event in the store is not worth it. */
  readonly gatherMs?: number;
  /**
   * Does what is to be done about a page of events, on the client of the transaction that moves the checkpoint: what it
   * writes there is written once for every event, whatever dies when. When it rejects, nothing of the page was written,
   * and the page comes again. `after` is the position up to which it has taken everything before; `signal` is aborted when
   * it is to stop.
   */
  take(page: readonly RecordedEvent[], client: pg.ClientBase, after: number, signal: AbortSignal): Promise<void>;
  /** What else is done, until the signal is aborted, by the one of several that works; never rejects. */
  meanwhile?(signal: AbortSignal): Promise<void>;
  /**
   * Undoes all that was taken, in the transaction that begins anew with the first event: when the store has fewer events
   * than were taken, as after a restore of the one without the other. Absent: nothing more is taken (BeyondStoreError).
   */
  readonly undo?: (client: pg.ClientBase) => Promise<void>;
}

/** How it stands with a subscriber, whichever process it works in. */
export interface SubscriberStanding {
  /** `Behind`: an event waits longer than it may. `Refusing`: the store has fewer events than it has taken. */
  readonly standing: 'Working' | 'Behind' | 'Refusing';
  /** Up to where it has taken the events. */
  readonly position: number;
  /** How far that is from the end of the log, in positions. */
  readonly behind: number;
  /** How many events it could not take, and tries again by themselves. */
  readonly leftBehind: number;
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
  reaches(position: number, withinMs: number): Promise<boolean> {
    return reaches(this.options.database, this.options.name, position, withinMs);
  }

  /** How it stands; `longestLagMs`: how long an event may wait. Rejects when the database or the store does not answer. */
  async standing(longestLagMs: number): Promise<SubscriberStanding> {
    const { name, database, store, undo } = this.options;
    const [position, leftBehind] = await Promise.all([this.position(), countLeftBehind(database, name)]);
    const [head, [next]] = await Promise.all([store.head(), store.readAll(position, 1)]);
    const isLate = next !== undefined && Date.parse(next.recordedAt) < Date.now() - longestLagMs;
    const standing = position > head && !undo ? 'Refusing' : isLate ? 'Behind' : 'Working';
    return { standing, position, behind: Math.max(0, head - position), leftBehind };
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
      await this.work(client, AbortSignal.any([signal, lost.signal]), onProgress);
      lost.signal.throwIfAborted();
      if (!signal.aborted) throw new Error('the subscription to the event store has ended');
    } finally {
      await client.end().catch(() => undefined);
    }
  }

  private async work(client: pg.Client, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const over = new AbortController();
    const meanwhile = this.options.meanwhile?.(AbortSignal.any([signal, over.signal]));
    try {
      await this.follow(client, signal, onProgress);
    } finally {
      over.abort();
      await meanwhile;
    }
  }

  private async follow(client: pg.Client, signal: AbortSignal, onProgress: () => void): Promise<void> {
    const { store, pageSize = PAGE, gatherMs = GATHER_MS } = this.options;
    let position = await this.whereToBegin(client);
    for await (const page of store.subscribe(position, { signal, pageSize })) {
      if (signal.aborted) return;
      position = await this.takePage(client, position, page, signal);
      onProgress();
      if (page.length < pageSize) await rest(gatherMs, signal);
    }
  }

  private async whereToBegin(client: pg.Client): Promise<number> {
    const { name, store, log, undo } = this.options;
    const position = await checkpointOf(client, name);
    const head = await store.head();
    if (position <= head) return position;
    if (!undo) throw new BeyondStoreError('the store ends before the checkpoint');
    log.warn({ subscriber: name, position, head }, 'the store ends before the checkpoint: all is taken anew');
    await inTransaction(client, async () => {
      await moveCheckpoint(client, name, { from: position, to: beginning });
      await undo(client);
    });
    return beginning;
  }

  /** What is done about the page, and the checkpoint, in one transaction. */
  private async takePage(
    client: pg.Client,
    from: number,
    page: readonly RecordedEvent[],
    signal: AbortSignal,
  ): Promise<number> {
    const to = page.at(-1)?.position ?? from;
    await inTransaction(client, async () => {
      await moveCheckpoint(client, this.options.name, { from, to });
      await this.options.take(page, client, from, signal);
    });
    return to;
  }
}
