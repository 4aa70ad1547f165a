import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EventCatalogue, EventStore } from '#event-store';
import { errorKind } from '#kernel';
import { applyPage, inTransaction, OvertakenError } from './apply-page.js';
import { dedicatedClient, lockForTransaction, tryLock } from './locks.js';
import type { Projection } from './projection.js';
import {
  createGroupIndexes,
  createOtherIndexes,
  createTables,
  liveSchema,
  readCheckpoint,
  type Checkpoint,
} from './read-model.js';
import { rebuild, RebuildUnderWayError } from './rebuild.js';
import { Waiters } from './waiters.js';

/** Where a runner says what happens to it; pino's shape. Never given personal data. */
export interface RunnerLogger {
  info(context: object, message: string): void;
  warn(context: object, message: string): void;
  error(context: object, message: string): void;
}

/** What a runner needs. */
export interface RunnerOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  readonly projection: Projection;
  readonly logger: RunnerLogger;
  /** Events in one transaction at most. */
  readonly pageSize?: number;
}

const PAGE_SIZE = 500;
/** How often a runner looks at the checkpoint that another may have moved, and a standby whether the lock is free. */
const WATCH_MS = 500;
/** The same while somebody waits for a standby. */
const WATCH_WAITING_MS = 50;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/** The tables were made by a newer version of the software. */
class NewerTablesError extends Error {
  override readonly name = 'NewerTablesError';
}

/**
 * Keeps the tables of one projection up to date. Any number of runners may be started on a projection, in any number
 * of processes: the one that holds the lock works, the others stand by, know the position, and take over.
 */
export class ProjectionRunner {
  private readonly schema: string;
  private readonly waiters = new Waiters();
  private readonly stopping = new AbortController();
  private checkpoint: Checkpoint | undefined;
  private parked: ReadonlySet<string> = new Set();
  /** Aborted to make the runner read the checkpoint again; present while this runner is the one that works. */
  private following: AbortController | undefined;
  private wakeWatch: (() => void) | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private backoff = FIRST_BACKOFF_MS;

  constructor(private readonly options: RunnerOptions) {
    this.schema = liveSchema(options.projection);
  }

  /**
   * Makes the tables if they are missing, rebuilds them if another version made them (until then the old ones answer
   * for the processes that run that version), and begins to follow the store. Throws when the tables are of a newer
   * version or the database cannot be reached.
   */
  async start(): Promise<void> {
    await this.createIfMissing();
    this.saw(await this.upToVersion());
    this.running = Promise.all([this.run(), this.watch()]);
  }

  /** Ends the work after the page under way and frees the lock. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.waiters.giveUp();
  }

  /** The last event that is in the tables, as far as this process knows. */
  position(): number {
    return this.checkpoint?.position ?? 0;
  }

  /** How many streams are left out from an event on that could not be folded. */
  parkedStreams(): number {
    return this.parked.size;
  }

  isParked(stream: string): boolean {
    return this.parked.has(stream);
  }

  /** How many positions the tables are behind the store. */
  async lag(): Promise<number> {
    return Math.max(0, (await this.options.store.head()) - this.position());
  }

  /** True once the tables have reached a position, false when they have not within the time. */
  async waitFor(position: number, timeoutMs: number): Promise<boolean> {
    if (this.position() >= position) return true;
    if (timeoutMs <= 0 || this.stopping.signal.aborted) return false;
    const reached = this.waiters.wait(position, timeoutMs);
    this.wakeWatch?.();
    return reached;
  }

  /** The checkpoint of tables that this version made; rebuilds older ones, or waits for another process that does. */
  private async upToVersion(): Promise<Checkpoint | undefined> {
    const { pool, projection } = this.options;
    for (;;) {
      const found = await readCheckpoint(pool, this.schema);
      if (!found || found.version === projection.version) return found;
      if (found.version > projection.version) throw this.newer(found.version);
      this.log('info', { from: found.version }, 'the projection is rebuilt for its new version');
      try {
        await rebuild(this.options);
      } catch (error) {
        if (!(error instanceof RebuildUnderWayError)) throw error;
        await sleep(WATCH_MS);
      }
    }
  }

  private async createIfMissing(): Promise<void> {
    const { pool, projection } = this.options;
    const client = await pool.connect();
    try {
      await inTransaction(client, async () => {
        await lockForTransaction(client, projection.name, 'create');
        if (await readCheckpoint(client, this.schema)) return;
        await createTables(client, this.schema, projection);
        await createGroupIndexes(client, this.schema, projection);
        await createOtherIndexes(client, this.schema, projection);
      });
    } finally {
      client.release();
    }
  }

  /** One session after another until stopped. */
  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        if (signal.aborted) return;
        this.log('warn', { ...errorKind(error), retryInMs: this.backoff }, 'the projection stopped and will resume');
        await sleep(this.backoff, undefined, { signal }).catch(() => undefined);
        this.backoff = Math.min(this.backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  }

  /** Waits for the lock on a connection of its own and works on that connection: with it goes the right to work. */
  private async session(): Promise<void> {
    const { pool, projection } = this.options;
    const { signal } = this.stopping;
    const client = await dedicatedClient(pool);
    const lost = new AbortController();
    client.once('end', () => lost.abort(new Error('the connection of the projection was lost')));
    try {
      while (!(await tryLock(client, projection.name, 'run'))) {
        await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
        if (signal.aborted) return;
      }
      this.log('info', {}, 'the projection works in this process');
      while (!signal.aborted) {
        await this.follow(client, lost.signal);
        lost.signal.throwIfAborted();
      }
    } finally {
      this.following = undefined;
      await client.end().catch(() => undefined);
    }
  }

  /** Reads the checkpoint and applies pages from there on, until told to stop or to read the checkpoint again. */
  private async follow(client: pg.Client, lost: AbortSignal): Promise<void> {
    const { store, projection, catalogue, pageSize = PAGE_SIZE } = this.options;
    const target = { schema: this.schema, projection, catalogue };
    const following = new AbortController();
    let checkpoint = await readCheckpoint(client, this.schema);
    if (!checkpoint) throw new Error('the tables of the projection are gone');
    if (checkpoint.version !== projection.version) throw this.newer(checkpoint.version);
    this.saw(checkpoint);
    this.following = following;
    const signal = AbortSignal.any([this.stopping.signal, lost, following.signal]);
    try {
      for await (const page of store.subscribe(checkpoint.position, { signal, pageSize })) {
        if (signal.aborted) return;
        const before = checkpoint;
        checkpoint = await applyPage(client, target, checkpoint, page);
        this.backoff = FIRST_BACKOFF_MS;
        this.warnOfParked(before, checkpoint);
        this.saw(checkpoint);
      }
    } catch (error) {
      if (!(error instanceof OvertakenError)) throw error;
      this.log('info', {}, 'the checkpoint was moved by another; reading it again');
    } finally {
      this.following = undefined;
    }
  }

  /** Keeps an eye on the checkpoint row: for a standby to know the position, for the worker to see a rebuild. */
  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      const eager = !this.following && this.waiters.size > 0;
      await this.pause(eager ? WATCH_WAITING_MS : WATCH_MS);
      if (signal.aborted) return;
      try {
        const found = await readCheckpoint(this.options.pool, this.schema);
        failing = false;
        if (!this.following) this.saw(found);
        else if (found?.generation !== this.checkpoint?.generation) this.following.abort();
      } catch (error) {
        if (!failing) this.log('warn', errorKind(error), 'the checkpoint of the projection cannot be read');
        failing = true;
      }
    }
  }

  /** Sleeps until the time is over, or somebody begins to wait for a standby, or the runner is stopped. */
  private async pause(ms: number): Promise<void> {
    const woken = new AbortController();
    this.wakeWatch = () => {
      if (!this.following) woken.abort();
    };
    await sleep(ms, undefined, { signal: AbortSignal.any([woken.signal, this.stopping.signal]) }).catch(
      () => undefined,
    );
  }

  private saw(checkpoint: Checkpoint | undefined): void {
    if (!checkpoint) return;
    if (checkpoint.parked !== this.checkpoint?.parked) this.parked = new Set(checkpoint.parked);
    this.checkpoint = checkpoint;
    this.waiters.reached(checkpoint.position);
  }

  private warnOfParked(before: Checkpoint, after: Checkpoint): void {
    if (after.parked.length === before.parked.length) return;
    const streams = after.parked.filter((stream) => !before.parked.includes(stream));
    this.log('error', { streams }, 'events could not be folded; their streams are parked until a rebuild');
  }

  private newer(version: number): NewerTablesError {
    const { name, version: ours } = this.options.projection;
    return new NewerTablesError(`the tables of ${name} are of version ${version}, this software makes version ${ours}`);
  }

  private log(level: keyof RunnerLogger, context: object, message: string): void {
    this.options.logger[level]({ projection: this.options.projection.name, ...context }, message);
  }
}
