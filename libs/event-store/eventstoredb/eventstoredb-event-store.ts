import { setTimeout as pause } from 'node:timers/promises';
import { LRUCache } from 'lru-cache';
import type { NewEvent, RecordedEvent } from '#kernel';
import { Batcher } from '../batcher.js';
import { commandOf } from '../command-of.js';
import { type AppendResult, type EventStore, EventStoreUnavailable, noStream } from '../event-store.js';
import { follow } from '../follow.js';
import { type Claim, Claims, claimStreams } from './claims.js';
import { Connection } from './connection.js';
import { Log } from './log.js';
import { fromStored, toStored } from './stored-form.js';
import { Subscription } from './subscription.js';

/** How long an append waits to see what becomes of another of the same command, on another stream. */
const patienceMs = 1_000;
const longestPauseMs = 100;
const rememberedStreams = 10_000;
/** Appends under way at once: servers take about a hundred calls on a connection, and readers shall not queue behind writers. */
const appendsAtOnce = 32;

interface Append {
  readonly commandId: string;
  readonly place: Claim;
  readonly events: readonly NewEvent[];
}

/** Batches of one. */
function oneByOne(): () => 'in' | 'full' {
  let taken = false;
  return () => {
    if (taken) return 'full';
    taken = true;
    return 'in';
  };
}

/**
 * The event store on EventStoreDB 22.6 or later (docs/adr/0015-eventstoredb.md). The streams of its events begin with
 * `prefix`, those of the claims of commands with `command.` and the prefix; what else is on the server is passed over.
 *
 * An append takes three round trips: claim the command, append, read back where and when it was stored. Positions are
 * commit positions and have gaps. Every method rejects with EventStoreUnavailable while the server is away and works
 * again by itself when it is back.
 */
export class EventStoreDbEventStore implements EventStore {
  private readonly connection: Connection;
  private readonly claims: Claims;
  private readonly log: Log;
  private readonly subscription: Subscription;
  private readonly appends = new Batcher(
    (batch: readonly Append[]) => Promise.all(batch.map((one) => this.work(one))),
    {
      admission: oneByOne,
      atOnce: appendsAtOnce,
    },
  );
  private readonly heads = new Batcher((asked: readonly void[]) => this.loadHead(asked.length));
  /** Revisions that streams have reached, which they never lose again. */
  private readonly reached = new LRUCache<string, number>({ max: rememberedStreams });

  private constructor(
    url: string,
    private readonly prefix: string,
  ) {
    this.connection = new Connection(url);
    this.claims = new Claims(this.connection, prefix);
    this.log = new Log(this.connection, prefix);
    this.subscription = new Subscription(this.connection, prefix);
  }

  /**
   * Opens the store of a server (`esdb://...`) and proves that its log can be read. On one server no prefix may begin
   * with another. Throws RangeError for a prefix that cannot tell events from claims or from the server's own streams.
   */
  static async open({ url, prefix = 'tirek.' }: { url: string; prefix?: string }): Promise<EventStoreDbEventStore> {
    if (prefix.startsWith('$') || claimStreams(prefix).startsWith(prefix)) {
      throw new RangeError('the prefix of the streams must not be empty, nor begin with $ or with "command."');
    }
    const store = new EventStoreDbEventStore(url, prefix);
    try {
      await store.head();
      return store;
    } catch (error) {
      await store.close();
      throw error;
    }
  }

  /** Rejects with RangeError when there are no events or they are of several commands. */
  async append(stream: string, expectedRevision: number, events: readonly NewEvent[]): Promise<AppendResult> {
    const commandId = commandOf(events);
    return this.appends.ask({ commandId, place: { stream, after: expectedRevision }, events });
  }

  async readStream(stream: string): Promise<RecordedEvent[]> {
    const events = (await this.connection.readStream(this.prefix + stream)).map((one) => fromStored(one, this.prefix));
    const last = events.at(-1);
    if (last) this.reached.set(stream, last.revision);
    return events;
  }

  async readAll(after: number, limit: number): Promise<RecordedEvent[]> {
    return this.log.readAfter(after, limit);
  }

  async head(): Promise<number> {
    return this.heads.ask();
  }

  /** Rides out a loss of the server: it goes on where it was when the server is back. */
  subscribe(
    after: number,
    { signal, pageSize = 500 }: { signal: AbortSignal; pageSize?: number },
  ): AsyncIterable<RecordedEvent[]> {
    const ended = AbortSignal.any([signal, this.connection.closed]);
    return follow(this, this.subscription, { after, pageSize, ended });
  }

  async close(): Promise<void> {
    await this.connection.close();
    await this.subscription.ended();
  }

  private async work({ commandId, place, events }: Append): Promise<AppendResult> {
    const refusal = (await this.tooEarly(commandId, place)) ?? (await this.claim(commandId, place));
    return refusal ?? this.store(commandId, place, events);
  }

  /** Refuses an append that expects a revision which its stream has not reached: see Claims. */
  private async tooEarly(commandId: string, { stream, after }: Claim): Promise<AppendResult | undefined> {
    if (after <= (this.reached.get(stream) ?? noStream)) return undefined;
    const last = await this.connection.lastOf(this.prefix + stream);
    const revision = last ? Number(last.revision) : noStream;
    if (after > revision) return (await this.earlier(commandId)) ?? { outcome: 'stale', revision };
    this.reached.set(stream, revision);
    return undefined;
  }

  private async earlier(commandId: string): Promise<AppendResult | undefined> {
    const last = await this.claims.last(commandId);
    if (!last || (await this.claims.standing(commandId, last.claim)) !== 'stored') return undefined;
    return { outcome: 'repeated', stream: last.claim.stream };
  }

  /** Makes the command's claim on a place; undefined when it holds, else why the append is refused. */
  private async claim(commandId: string, place: Claim): Promise<AppendResult | undefined> {
    if (await this.claims.make(commandId, place)) return undefined;
    const started = performance.now();
    for (let wait = 5; ; wait = Math.min(wait * 2, longestPauseMs)) {
      const last = await this.claims.last(commandId);
      const standing = last && (await this.claims.standing(commandId, last.claim));
      if (last && standing === 'stored') return { outcome: 'repeated', stream: last.claim.stream };
      if (last && standing === 'open') {
        const { stream, after } = last.claim;
        // the same request again: whoever made the claim and he may both use it, for one revision takes one append
        if (stream === place.stream && after === place.after) return undefined;
        // nothing stands after what is claimed, so that is where the stream is now
        if (stream === place.stream) return { outcome: 'stale', revision: after };
        if (performance.now() - started > patienceMs) {
          throw new EventStoreUnavailable('another append of the same command has not come to its end');
        }
        await pause(wait);
      } else if (await this.claims.make(commandId, place, last?.revision)) {
        return undefined;
      }
    }
  }

  private async store(commandId: string, place: Claim, events: readonly NewEvent[]): Promise<AppendResult> {
    const { stream, after } = place;
    const written = await this.connection.append(this.prefix + stream, after, events.map(toStored));
    if (!written.written) {
      if ((await this.claims.standing(commandId, place)) === 'stored') return { outcome: 'repeated', stream };
      return { outcome: 'stale', revision: written.revision };
    }
    const revision = after + events.length;
    this.reached.set(stream, revision);
    const [last] = await this.connection.readStream(this.prefix + stream, revision, 1);
    if (!last) throw new Error('an event that was appended cannot be read');
    const { position, recordedAt } = fromStored(last, this.prefix);
    return { outcome: 'appended', position, revision, recordedAt };
  }

  private async loadHead(times: number): Promise<number[]> {
    const head = await this.log.head();
    return Array.from({ length: times }, () => head);
  }
}
