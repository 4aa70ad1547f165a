import type { NewEvent, RecordedEvent } from '#kernel';
import { Batcher } from '../batcher.js';
import { type AppendResult, beginning, type EventStore } from '../event-store.js';
import { follow } from '../follow.js';
import { admission, type Append, type BatchAnswer, batchQuery, batchResults, toAppend } from './append-batch.js';
import { optimisticQuery } from './append-optimistic.js';
import { Connection, isRefusedStatement } from './connection.js';
import { Listener } from './listener.js';
import { eventLog, type PostgresLog } from './schema.js';

const columns = `position, stream, revision, event_id AS "eventId", type, schema_version AS "schemaVersion",
  occurred_at AS "occurredAt", recorded_at AS "recordedAt", data, metadata`;

/** The events of the streams named in $1, stream by stream, in order. */
export const streamsQuery = ({ schema }: PostgresLog) =>
  `SELECT ${columns} FROM ${schema}.events WHERE stream = ANY($1::text[]) ORDER BY stream, revision`;
const pageQuery = ({ schema }: PostgresLog) =>
  `SELECT ${columns} FROM ${schema}.events WHERE position > $1 ORDER BY position LIMIT $2`;
const headQuery = ({ schema }: PostgresLog) => `SELECT position FROM ${schema}.events ORDER BY position DESC LIMIT 1`;

/** SQLSTATE: PostgreSQL manual, appendix A. */
const uniqueViolation = '23505';

/** What a batch failed of is in one of its appends: a text that cannot be stored (22), a constraint (23), a limit (54). */
const isOfOneAppend = (error: unknown): boolean => isRefusedStatement(error) && /^(22|23|54)/.test(error.code ?? '');

/**
 * The event store on PostgreSQL, in the schema that `eventStoreMigrations` make; the log of reads likewise in its own.
 *
 * Appends are committed together: what is asked for while batches are on their way, of events one at the server and one
 * behind it, goes in the next. Reads of streams and of the head are gathered in the same way. Three connections do all that
 * (writing, reading streams, reading pages), a fourth tells other processes of what was appended, and a fifth listens
 * once somebody subscribes. Every method rejects with
 * EventStoreUnavailable while the server is away and works again by itself when it is back.
 */
export class PostgresEventStore implements EventStore {
  private readonly log: PostgresLog;
  private readonly writer: Connection;
  private readonly reader: Connection;
  private readonly pager: Connection;
  private readonly listener: Listener;
  private readonly closing = new AbortController();
  private readonly appends: Batcher<Append, AppendResult>;
  private readonly streams = new Batcher((names: readonly string[]) => this.load(names));
  private readonly heads = new Batcher((asked: readonly void[]) => this.loadHead(asked.length));

  private constructor(url: string, log: PostgresLog) {
    this.log = log;
    this.appends = new Batcher((batch) => this.store(batch), { admission, ...log.grouping });
    this.writer = new Connection(url);
    this.reader = new Connection(url);
    this.pager = new Connection(url);
    this.listener = new Listener(url, log);
  }

  /** Opens a log of a database (`postgres://...`), that of events unless said otherwise, and proves that it can be read. */
  static async open({ url, log = eventLog }: { url: string; log?: PostgresLog }): Promise<PostgresEventStore> {
    const store = new PostgresEventStore(url, log);
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
    return this.appends.ask(toAppend(stream, expectedRevision, events));
  }

  async readStream(stream: string): Promise<RecordedEvent[]> {
    return this.streams.ask(stream);
  }

  async readAll(after: number, limit: number): Promise<RecordedEvent[]> {
    return this.pager.query<RecordedEvent>({ name: 'page', text: pageQuery(this.log), values: [after, limit] });
  }

  async head(): Promise<number> {
    return this.heads.ask();
  }

  subscribe(
    after: number,
    { signal, pageSize = 500 }: { signal: AbortSignal; pageSize?: number },
  ): AsyncIterable<RecordedEvent[]> {
    return follow(this, this.listener, { after, pageSize, ended: AbortSignal.any([signal, this.closing.signal]) });
  }

  async close(): Promise<void> {
    this.closing.abort();
    await Promise.all([this.writer.close(), this.reader.close(), this.pager.close(), this.listener.close()]);
  }

  private async store(batch: readonly Append[]): Promise<(AppendResult | Error)[]> {
    try {
      const answer =
        (await this.tryToStore(batch)) ?? (await this.writer.query<BatchAnswer>(batchQuery(this.log, batch)))[0]!;
      this.listener.appended();
      return batchResults(batch, answer);
    } catch (error) {
      if (batch.length === 1 || !isOfOneAppend(error)) throw error;
      return this.storeOneByOne(batch);
    }
  }

  private async tryToStore(batch: readonly Append[]): Promise<BatchAnswer | undefined> {
    try {
      return (await this.writer.query<BatchAnswer>(optimisticQuery(this.log, batch)))[0];
    } catch (error) {
      if (isRefusedStatement(error) && error.code === uniqueViolation) return undefined;
      throw error;
    }
  }

  /** One bad append must not take its neighbours with it. */
  private async storeOneByOne(batch: readonly Append[]): Promise<(AppendResult | Error)[]> {
    const results: (AppendResult | Error)[] = [];
    for (const append of batch) {
      results.push(
        await this.store([append]).then(
          ([result]) => result!,
          (error: Error) => error,
        ),
      );
    }
    return results;
  }

  private async load(names: readonly string[]): Promise<RecordedEvent[][]> {
    const byStream = new Map<string, RecordedEvent[]>(names.map((name) => [name, []]));
    const query = { name: 'streams', text: streamsQuery(this.log), values: [[...byStream.keys()]] };
    for (const event of await this.reader.query<RecordedEvent>(query)) {
      // what the owner of the table put before the beginning, where readers of the whole log never come, is in no stream
      if (event.position > beginning) byStream.get(event.stream)!.push(event);
    }
    return names.map((name) => [...byStream.get(name)!]);
  }

  private async loadHead(times: number): Promise<number[]> {
    const [row] = await this.reader.query<{ position: number }>({ name: 'head', text: headQuery(this.log) });
    return Array.from({ length: times }, () => row?.position ?? beginning);
  }
}
