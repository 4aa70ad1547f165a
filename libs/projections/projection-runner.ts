import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { EventCatalogue, EventStore } from '#event-store';
import { errorKind, type Log } from '#kernel';
import { StoreFeed, unlessAborted, type Feed } from '#messaging';
import { dedicatedClient, lockForTransaction, StartRefused, transactionOn, tryLock } from '#postgres';
import { beginAgain, isBeyond, preparePlaces } from './places.js';
import type { Projection } from './projection.js';
import { createIndexedTables, isThere, liveSchema, readStanding, type Standing } from './read-model.js';
import { rebuild, RebuildUnderWayError, type RebuildOptions, type RebuildResult } from './rebuild.js';
import { seenAfter, type Seen } from './seen.js';
import { Failures, NewerTablesError, TableFiller } from './table-filler.js';
import { Waiters } from './waiters.js';

/** What a runner needs. The database has the `projectionsMigrations`. */
export interface RunnerOptions {
  readonly pool: pg.Pool;
  readonly store: EventStore;
  readonly catalogue: EventCatalogue;
  readonly projection: Projection;
  readonly logger: Log;
  /** Where the events come from; straight from the event store unless said otherwise. */
  readonly feed?: Feed;
}

/** How often a runner looks at places that another may have moved, and a standby whether the lock is free. */
const WATCH_MS = 500;
/** The same while somebody waits for a position that others work on. */
const WATCH_WAITING_MS = 10;
const FIRST_BACKOFF_MS = 100;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * Keeps the tables of one projection up to date. Any number of runners may be started on a projection, in any number of
 * processes. If the feed shares its partitions out, each takes what it is given; if not, the one that holds the lock
 * works, the others stand by and take over. All of them know the position.
 */
export class ProjectionRunner {
  private readonly schema: string;
  private readonly feed: Feed;
  private readonly waiters = new Waiters();
  private readonly failures = new Failures();
  private readonly stopping = new AbortController();
  private seen: Seen | undefined;
  /** The live tables have the places of the feed. */
  private prepared = false;
  /** This runner moves the only place there is, so it knows it at once. */
  private worksAlone = false;
  /** The head of the store at the start. */
  private headAtStart = Number.POSITIVE_INFINITY;
  private wakeWatch: (() => void) | undefined;
  private running: Promise<unknown> = Promise.resolve();
  private backoff = FIRST_BACKOFF_MS;

  constructor(private readonly options: RunnerOptions) {
    this.schema = liveSchema(options.projection);
    this.feed = options.feed ?? new StoreFeed(options.store);
  }

  /**
   * Makes the tables if they are missing, gives them the places of the feed, rebuilds them if another version made them
   * (until then the old ones answer for the processes that run that version), empties them if they are beyond the end of
   * the store, and begins to follow the feed; a feed that cannot be reached yet is waited for. Throws when database or
   * store cannot be reached, and StartRefused when the tables are of a newer version or the feed has another number of
   * partitions than it had.
   */
  async start(): Promise<void> {
    await this.createIfMissing();
    await this.beginAgainIfBeyond();
    await this.prepareIfReachable();
    this.saw(await this.upToVersion());
    this.headAtStart = await this.options.store.head();
    this.running = Promise.all([this.run(), this.watch()]);
  }

  /** Ends the work after the page under way and frees the lock. */
  async stop(): Promise<void> {
    this.stopping.abort();
    this.wakeWatch?.();
    await this.running;
    this.waiters.giveUp();
  }

  get projection(): Projection {
    return this.options.projection;
  }

  /** Every event up to it is in the tables, as far as this process knows: the smallest over the partitions. */
  position(): number {
    return this.seen?.position ?? 0;
  }

  /** How many streams are left out from an event on that could not be folded. */
  parkedStreams(): number {
    return this.seen?.parked.size ?? 0;
  }

  isParked(stream: string): boolean {
    return this.seen?.parked.has(stream) ?? false;
  }

  /** Whether everything is in the tables that was in the store when this runner started. */
  caughtUp(): boolean {
    return this.position() >= this.headAtStart;
  }

  /** How far the tables are behind the end of their log, in positions. Rejects with EventStoreUnavailable when it cannot be asked. */
  async behind(): Promise<number> {
    return Math.max(0, (await this.options.store.head()) - this.position());
  }

  /**
   * For how many milliseconds the store has had an event that the tables lack, by its clock and ours; undefined when they
   * lack none. Rejects with EventStoreUnavailable when the store cannot be asked.
   */
  async lag(): Promise<number | undefined> {
    const [next] = await this.options.store.readAll(this.position(), 1);
    return next && Math.max(0, Date.now() - Date.parse(next.recordedAt));
  }

  /** Whether the tables lack an event that has been in the store for that many milliseconds: see `lag`. */
  async isBehind(ms: number): Promise<boolean> {
    return ((await this.lag()) ?? -1) >= ms;
  }

  /** True once the tables have reached a position, false when they have not within the time. */
  async waitFor(position: number, timeoutMs: number): Promise<boolean> {
    if (this.position() >= position) return true;
    if (timeoutMs <= 0 || this.stopping.signal.aborted) return false;
    const reached = this.waiters.wait(position, timeoutMs);
    if (this.waiters.size === 1 && !this.worksAlone) this.wakeWatch?.();
    return reached;
  }

  /** Builds the tables anew from the event store: see `rebuild`. */
  rebuild(onProgress?: RebuildOptions['onProgress']): Promise<RebuildResult> {
    return rebuild({ ...this.options, onProgress });
  }

  private async createIfMissing(): Promise<void> {
    const { pool, projection } = this.options;
    await transactionOn(pool, async (client) => {
      await lockForTransaction(client, projection.name, 'create');
      if (await isThere(client, this.schema)) return;
      await createIndexedTables(client, this.schema, projection);
    });
  }

  /** Tables that have what the store has not would pass over the events that it is given next. */
  private async beginAgainIfBeyond(): Promise<void> {
    const { pool, projection, store } = this.options;
    for (;;) {
      const found = await readStanding(pool, this.schema);
      const head = await store.head();
      if (found.version > projection.version || !isBeyond(found, head)) return;
      const client = await dedicatedClient(pool);
      try {
        if (await beginAgain(client, projection, found)) {
          this.log(
            'error',
            { places: found.places.map(({ position }) => position), head },
            'the read model stood beyond the end of the event store, as after a restore from different moments; it is filled again from the first event',
          );
        } else {
          await sleep(WATCH_MS);
        }
      } finally {
        await client.end();
      }
    }
  }

  private async prepareIfReachable(): Promise<void> {
    try {
      await this.prepare();
    } catch (error) {
      if (error instanceof StartRefused) throw error;
      this.log('warn', errorKind(error), 'the feed of the projection cannot be reached yet');
    }
  }

  /** Once in the life of a process: if another process then chooses another feed, this one must not choose again. */
  private async prepare(): Promise<void> {
    if (this.prepared) return;
    const { name } = this.feed;
    // a feed that is away may keep it waiting for long
    const partitions = await unlessAborted(this.feed.partitions(), this.stopping.signal);
    const client = await this.options.pool.connect();
    try {
      await preparePlaces(client, this.options.projection, { name, partitions });
      this.prepared = true;
    } finally {
      client.release();
    }
  }

  /** Where tables stand that this version made; rebuilds older ones, or waits for another process that does. */
  private async upToVersion(): Promise<Standing> {
    const { pool, projection } = this.options;
    for (;;) {
      const found = await readStanding(pool, this.schema);
      if (found.version === projection.version) return found;
      if (found.version > projection.version) throw new NewerTablesError(projection, found.version);
      this.log('info', { from: found.version }, 'the projection is rebuilt for its new version');
      try {
        await this.rebuild();
      } catch (error) {
        if (!(error instanceof RebuildUnderWayError)) throw error;
        await sleep(WATCH_MS);
      }
    }
  }

  /** One session after another until stopped. */
  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const before = this.position();
      try {
        await this.session();
      } catch (error) {
        if (signal.aborted) return;
        if (this.position() > before) this.backoff = FIRST_BACKOFF_MS;
        const message = error instanceof StartRefused ? error.message : 'the projection stopped and will resume';
        // once is a hiccup, as when a new topic has no coordinator yet
        const level = this.backoff > FIRST_BACKOFF_MS ? 'warn' : 'info';
        this.log(level, { ...errorKind(error), retryInMs: this.backoff }, message);
        await sleep(this.backoff, undefined, { signal }).catch(() => undefined);
        this.backoff = Math.min(this.backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  }

  /** Works on a connection of its own: with it goes the lock, which is the right to work if the feed gives none. */
  private async session(): Promise<void> {
    const { feed, stopping } = this;
    await this.prepare();
    const client = await dedicatedClient(this.options.pool);
    const lost = new AbortController();
    client.once('end', () => lost.abort(new Error('the connection of the projection was lost')));
    const filler = this.filler(client);
    try {
      if (!feed.sharesOut && !(await this.untilLocked(client))) return;
      this.log('info', { feed: feed.name }, 'the projection works in this process');
      this.worksAlone = !feed.sharesOut;
      await feed.follow(filler, AbortSignal.any([stopping.signal, lost.signal]));
      lost.signal.throwIfAborted();
      if (!stopping.signal.aborted) throw new Error('the feed of the projection has ended');
    } finally {
      this.worksAlone = false;
      await filler.idle();
      await client.end().catch(() => undefined);
    }
  }

  /** True when this process has the lock to work, false when the runner was stopped before. */
  private async untilLocked(client: pg.Client): Promise<boolean> {
    const { signal } = this.stopping;
    while (!(await tryLock(client, this.options.projection.name, 'run'))) {
      await sleep(WATCH_MS, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return false;
    }
    return true;
  }

  private filler(client: pg.Client): TableFiller {
    const { projection, catalogue } = this.options;
    return new TableFiller({
      client,
      projection,
      catalogue,
      feed: this.feed.name,
      failures: this.failures,
      onStanding: (standing) => this.saw(standing),
      onParked: (streams) =>
        this.log(
          'error',
          { streams: streams.length },
          'events could not be folded; their streams are parked until a rebuild',
        ),
    });
  }

  /** Keeps an eye on the tables: where others have brought them, and whether a rebuild replaced them. */
  private async watch(): Promise<void> {
    const { signal } = this.stopping;
    let failing = false;
    while (!signal.aborted) {
      await this.pause(this.waiters.size > 0 && !this.worksAlone ? WATCH_WAITING_MS : WATCH_MS);
      if (signal.aborted) return;
      const before = this.seen?.generation;
      try {
        const found = await readStanding(this.options.pool, this.schema);
        failing = false;
        // the filler may have read newer tables meanwhile
        if (this.seen?.generation === before) this.saw(found);
      } catch (error) {
        if (!failing) this.log('warn', errorKind(error), 'the checkpoint of the projection cannot be read');
        failing = true;
      }
    }
  }

  /** Sleeps until the time is over or the watch is woken. */
  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      this.wakeWatch = () => {
        clearTimeout(timer);
        resolve();
      };
      const timer = setTimeout(resolve, ms);
    });
  }

  private saw(standing: Standing): void {
    this.seen = seenAfter(this.seen, standing);
    this.waiters.reached(this.seen.position);
  }

  private log(level: keyof Log, context: object, message: string): void {
    this.options.logger[level]({ projection: this.options.projection.name, ...context }, message);
  }
}
