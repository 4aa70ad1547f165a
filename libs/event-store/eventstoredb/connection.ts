import {
  type AllStreamResolvedEvent,
  type AllStreamSubscription,
  BACKWARDS,
  END,
  ErrorType,
  EventStoreDBClient,
  FORWARDS,
  isCommandError,
  type JSONEventData,
  NO_STREAM,
  type Position,
  type RecordedEvent as ServerRecord,
  streamNameFilter,
  StreamNotFoundError,
  type StreamingRead,
  WrongExpectedVersionError,
} from '@eventstore/db-client';
import { EventStoreUnavailable, noStream } from '../event-store.js';

/** A record of a stream, as the server gives it. */
export type StoredRecord = ServerRecord;
/** A record of `$all`: its position is always known. */
export type LogRecord = StoredRecord & { readonly position: Position };

/** Events of a stream that one read asks for: whoever has more reads on. */
const pageOfStream = 500;
const slowestReadMs = 30_000;

/**
 * The options of a connection string that mean here what they say. Left out: `throwOnAppendFailure`, on which this
 * adapter has an opinion, and `tlsVerifyCert`, which this client ignores. It writes the whole connection string, with
 * the password, to the console for that one and for options it does not know, so it must not see them.
 */
const knownOptions = [
  'connectionName',
  'defaultDeadline',
  'discoveryInterval',
  'gossipTimeout',
  'keepAliveInterval',
  'keepAliveTimeout',
  'maxDiscoverAttempts',
  'nodePreference',
  'tls',
  'tlsCAFile',
  'userCertFile',
  'userKeyFile',
];
const flat = (option: string): string => option.toLowerCase().replaceAll(/[_-]/g, '');
const known = new Set(knownOptions.map(flat));

/** Makes a client of a connection string; throws an Error that names what is wrong with it, never the string. */
function clientOf(url: string): EventStoreDBClient {
  const options = new URLSearchParams(url.split('?').slice(1).join('?'));
  for (const option of options.keys()) {
    if (!known.has(flat(option))) {
      throw new Error(
        `the connection string of EventStoreDB has the option ${option}; it may have ${knownOptions.join(', ')}`,
      );
    }
  }
  let client: EventStoreDBClient;
  try {
    client = EventStoreDBClient.connectionString(url);
  } catch {
    // its message quotes the string, and with it the password
    throw new Error('the connection string of EventStoreDB cannot be read: esdb://user:password@host:2113?tls=true');
  }
  return mended(client);
}

/**
 * Takes two ways from the client on which it would end the process when a connection is lost.
 *
 * It sends appends over one stream for all, whose promises all clients of the process share: those of others are rejected
 * too, and an answer to one of them is thrown at nobody (pull request 523 of KurrentDB-Client-NodeJS; no release of this
 * package has it). An append by a call of its own has a deadline besides. And when it looks for another node of a cluster
 * and finds none, while an earlier call fails, it rejects a promise that nobody holds.
 */
function mended(client: EventStoreDBClient): EventStoreDBClient {
  const { handleError } = client as unknown as { handleError: (...failed: unknown[]) => Promise<void> };
  return Object.defineProperties(client, {
    supports: { value: async () => false },
    handleError: { value: (...failed: unknown[]) => handleError(...failed).catch(() => undefined) },
  });
}

const away: ReadonlySet<string> = new Set([
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.NOT_LEADER,
]);

/** gRPC: cancelled, resource exhausted, aborted, internal (a broken stream), unavailable. */
const awayCodes: ReadonlySet<unknown> = new Set([1, 8, 10, 13, 14]);

/** Whether an error of the client says that the server was not reached, or not to the end. */
function isAway(error: unknown): boolean {
  if (isCommandError(error as Error)) {
    const { type, code } = error as { type?: string; code?: unknown };
    return away.has(type ?? '') || awayCodes.has(code);
  }
  // raised by the gRPC channel itself, and by the search for a node of a cluster
  return error instanceof Error && /^(Channel has been|Failed to discover)/.test(error.message);
}

/** What became of an append to a stream. */
export type Written = { readonly written: true } | { readonly written: false; readonly revision: number };

/** Where a read of `$all` begins: in the direction of the read everything after it. */
export type LogPlace = 'start' | 'end' | Position;

/**
 * The client of one server or cluster, with everything asked of the leader: what was acknowledged is read at once.
 * Every method rejects with EventStoreUnavailable while the server is away or after `close`, with the client's own error
 * otherwise.
 */
export class Connection {
  private readonly client: EventStoreDBClient;
  private readonly closing = new AbortController();

  constructor(url: string) {
    this.client = clientOf(url);
  }

  /** Appends to a stream whose last revision is `expected`, all or nothing; `revision` is what it is instead. */
  async append(stream: string, expected: number, events: JSONEventData[]): Promise<Written> {
    const expectedRevision = expected === noStream ? NO_STREAM : BigInt(expected);
    try {
      await this.call(() => this.client.appendToStream(stream, events, { expectedRevision, requiresLeader: true }));
      return { written: true };
    } catch (error) {
      if (!(error instanceof WrongExpectedVersionError)) throw error;
      const { actualVersion } = error;
      return { written: false, revision: actualVersion === NO_STREAM ? noStream : Number(actualVersion) };
    }
  }

  /** The records of a stream from a revision on, at most `limit`; none when there is no such stream. */
  async readStream(stream: string, from = 0, limit = Number.POSITIVE_INFINITY): Promise<StoredRecord[]> {
    const records: StoredRecord[] = [];
    for (;;) {
      const maxCount = Math.min(limit - records.length, pageOfStream);
      const fromRevision = BigInt(from + records.length);
      const page = await this.readPage(() =>
        this.client.readStream(stream, { fromRevision, maxCount, requiresLeader: true }),
      );
      records.push(...page);
      if (page.length < maxCount || records.length === limit) return records;
    }
  }

  /** The last record of a stream; undefined when there is no such stream. */
  async lastOf(stream: string): Promise<StoredRecord | undefined> {
    const options = { direction: BACKWARDS, fromRevision: END, maxCount: 1, requiresLeader: true } as const;
    return (await this.readPage(() => this.client.readStream(stream, options)))[0];
  }

  /**
   * One page of `$all`, of everybody's events; fewer than `limit` at its end only. Read forwards, the record at the
   * place itself comes first.
   */
  async readAll(direction: 'forwards' | 'backwards', fromPosition: LogPlace, limit: number): Promise<LogRecord[]> {
    const page = await this.collect<AllStreamResolvedEvent>(() =>
      this.client.readAll({
        direction: direction === 'forwards' ? FORWARDS : BACKWARDS,
        fromPosition,
        maxCount: limit,
        requiresLeader: true,
      }),
    );
    return page.flatMap(({ event }) => (event ? [event] : []));
  }

  /** Follows what is appended to streams with a prefix, from now on. The caller ends it, also when it fails. */
  subscribe(prefix: string): AllStreamSubscription {
    const filter = streamNameFilter({ prefixes: [prefix] });
    return this.client.subscribeToAll({ fromPosition: END, filter, requiresLeader: true });
  }

  get closed(): AbortSignal {
    return this.closing.signal;
  }

  async close(): Promise<void> {
    this.closing.abort();
    await this.client.dispose();
  }

  private async readPage(read: () => StreamingRead<{ event?: StoredRecord }>): Promise<StoredRecord[]> {
    try {
      return (await this.collect(read)).flatMap(({ event }) => (event ? [event] : []));
    } catch (error) {
      if (error instanceof StreamNotFoundError) return [];
      throw error;
    }
  }

  private async collect<E>(read: () => StreamingRead<E>): Promise<E[]> {
    return this.call(async () => {
      const reading = read();
      // it may fail once more after it has failed, when nobody listens any longer
      reading.on('error', () => undefined);
      // The client sets no deadline on reads. Only one that is late is cancelled: servers close the connection of whoever
      // cancels much, and a read that has failed is over anyway.
      const late = setTimeout(() => {
        reading.destroy(new EventStoreUnavailable('the event store did not answer in time'));
        void reading.cancel().catch(() => undefined);
      }, slowestReadMs);
      try {
        const all: E[] = [];
        for await (const one of reading) all.push(one);
        return all;
      } finally {
        clearTimeout(late);
      }
    });
  }

  /** Calls the server; what fails since it is away or since we are closed becomes EventStoreUnavailable. */
  private async call<T>(work: () => Promise<T>): Promise<T> {
    const { signal } = this.closing;
    try {
      signal.throwIfAborted();
      const result = await work();
      // a read that was cut off by `close` ends as if it had come to its end
      signal.throwIfAborted();
      return result;
    } catch (error) {
      if (signal.aborted || isAway(error)) {
        throw new EventStoreUnavailable('the event store cannot be reached', { cause: error });
      }
      throw error;
    }
  }
}
