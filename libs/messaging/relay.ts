import { setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import type { KafkaConfiguration } from '#configuration';
import type { EventStore } from '#event-store';
import type { RecordedEvent, Log } from '#kernel';
import { dedicatedClient, StartRefused, tryLock, type Migration } from '#postgres';
import { sourceOf } from './cloud-event.js';
import { EventPublisher } from './event-publisher.js';
import { kafkaErrorKind } from './kafka-client.js';
import { openTopic } from './topic.js';
import { atMost, unlessAborted } from './waiting.js';

/** How far each topic has been filled. */
export const relayMigrations: readonly Migration[] = [
  {
    name: 'relay-0001-checkpoint',
    sql: `
CREATE SCHEMA tirek_relay;
CREATE TABLE tirek_relay.checkpoint (topic text PRIMARY KEY, position bigint NOT NULL);
`,
  },
  {
    name: 'relay-0002-beyond-store',
    sql: `
-- the topic has been found to tell of events that the store does not have: nothing more is published to it
ALTER TABLE tirek_relay.checkpoint ADD COLUMN beyond_store boolean NOT NULL DEFAULT false;
`,
  },
];

/** What a relay needs. */
export interface RelayOptions {
  readonly store: EventStore;
  readonly pool: pg.Pool;
  readonly kafka: KafkaConfiguration;
  readonly logger: Log;
  readonly pageSize?: number;
  /** How often, in milliseconds, every partition is told how far the log has been published, while nothing else is. */
  readonly idleMs?: number;
}

const PAGE_SIZE = 500;
const STANDBY_MS = 500;
const IDLE_MS = 30_000;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5_000;
const CLOSE_MS = 1_500;

/** That a relay does not get on. */
export interface RelayFailure {
  /** What it last failed with: its kind, nothing of any data. */
  readonly error: ReturnType<typeof kafkaErrorKind>;
  /** For how long, in milliseconds, it has failed and not got on. */
  readonly forMs: number;
}

/**
 * Publishes the events of the store to the topic, in order, each at least once. Of all relays of a topic one is active, by
 * a lock in the database; another takes over when it goes away. Never ends by itself.
 */
export class Relay {
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private active = false;
  private published = 0;
  private source: string | undefined;
  private failing: { readonly since: number; readonly error: RelayFailure['error'] } | undefined;
  private backoff = FIRST_BACKOFF_MS;

  constructor(private readonly options: RelayOptions) {}

  start(): void {
    this.running ??= this.run();
  }

  /** Resolves when nothing of it is under way any more and another may take over. */
  async stop(): Promise<void> {
    this.stopping.abort(new Error('the relay was stopped'));
    await this.running;
  }

  /** Whether this one publishes, or waits for the one that does. */
  isActive(): boolean {
    return this.active;
  }

  /** Up to where the log is in the topic, as far as this one knows. */
  position(): number {
    return this.published;
  }

  /** Undefined while it gets on, or stands by for one that does. */
  failure(): RelayFailure | undefined {
    return this.failing && { error: this.failing.error, forMs: performance.now() - this.failing.since };
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      try {
        await this.session();
      } catch (error) {
        if (signal.aborted) return;
        const message = error instanceof StartRefused ? error.message : 'the relay stopped and will resume';
        const kind = kafkaErrorKind(error);
        this.failing = { since: this.failing?.since ?? performance.now(), error: kind };
        this.log('warn', { ...kind, retryInMs: this.backoff }, message);
        await sleep(this.backoff, undefined, { signal }).catch(() => undefined);
        this.backoff = Math.min(this.backoff * 2, LONGEST_BACKOFF_MS);
      }
    }
  }

  /** Waits for the lock on a connection of its own; with that connection goes the right to publish. */
  private async session(): Promise<void> {
    const { pool, kafka } = this.options;
    const client = await dedicatedClient(pool);
    const lost = new AbortController();
    client.once('end', () => lost.abort(new Error('the connection of the relay was lost')));
    const signal = AbortSignal.any([this.stopping.signal, lost.signal]);
    try {
      await unlessAborted(this.waitForTurn(client, signal), signal);
      await unlessAborted(this.insistOnStore(client), signal);
      await unlessAborted(openTopic(kafka), signal);
      await this.publishWith(EventPublisher.open(kafka), client, signal);
    } finally {
      this.active = false;
      await atMost(CLOSE_MS, client.end());
    }
  }

  private async waitForTurn(client: pg.Client, signal: AbortSignal): Promise<void> {
    const { topic } = this.options.kafka;
    await client.query('INSERT INTO tirek_relay.checkpoint VALUES ($1, 0) ON CONFLICT DO NOTHING', [topic]);
    for (;;) {
      const isOurs = await tryLock(client, topic, 'relay');
      const { rows } = await client.query<{ position: number }>(
        'SELECT position FROM tirek_relay.checkpoint WHERE topic = $1',
        [topic],
      );
      const { position } = rows[0]!;
      const getsOn = position > this.published;
      this.published = position;
      if (isOurs) return;
      // another one publishes
      if (this.failing && (getsOn || (await this.isAllPublished()))) this.failing = undefined;
      await sleep(STANDBY_MS, undefined, { signal });
    }
  }

  private async isAllPublished(): Promise<boolean> {
    return this.published === (await this.options.store.head());
  }

  /**
   * Refuses a topic that tells of events beyond the end of the store, since the store was restored from a backup: what
   * comes next would have the positions of what the topic has already. Once found so it stays so, however far the store
   * grows meanwhile.
   */
  private async insistOnStore(client: pg.Client): Promise<void> {
    const { store, kafka } = this.options;
    const { rows } = await client.query<{ beyond: boolean }>(
      `UPDATE tirek_relay.checkpoint SET beyond_store = beyond_store OR position > $2 WHERE topic = $1
       RETURNING beyond_store AS beyond`,
      [kafka.topic, await store.head()],
    );
    if (!rows[0]!.beyond) return;
    throw new StartRefused(
      `The topic ${kafka.topic} has been given events that the event store does not have, as after a restore from a backup; nothing more is published to it. Choose another KAFKA_TOPIC, which is then given all events.`,
    );
  }

  private async publishWith(opening: Promise<EventPublisher>, client: pg.Client, signal: AbortSignal): Promise<void> {
    const { store, pageSize = PAGE_SIZE, idleMs = IDLE_MS } = this.options;
    const over = new AbortController();
    try {
      const publisher = await unlessAborted(opening, signal);
      this.active = true;
      this.log('info', { position: this.published }, 'the relay publishes from this process');
      // a topic that was made anew, or emptied, does not say what it lacks
      await this.publish(publisher, client, [], signal);
      if (await this.isAllPublished()) this.failing = undefined;
      const pages = store.subscribe(this.published, { signal: AbortSignal.any([signal, over.signal]), pageSize });
      for await (const page of orNothing(pages, idleMs)) {
        await this.publish(publisher, client, page, signal);
        this.backoff = FIRST_BACKOFF_MS;
        this.failing = undefined;
      }
      signal.throwIfAborted();
    } finally {
      over.abort();
      await atMost(
        CLOSE_MS,
        opening.then((publisher) => publisher.close()),
      );
    }
  }

  /** Publishes a page, or, without events, how far the log is published; then moves the checkpoint. */
  private async publish(
    publisher: EventPublisher,
    client: pg.Client,
    events: readonly RecordedEvent[],
    signal: AbortSignal,
  ): Promise<void> {
    this.source ??= await sourceOf(this.options.store);
    // of an empty store there is nothing to say
    if (this.source === undefined) return;
    signal.throwIfAborted();
    const to = events.at(-1)?.position ?? this.published;
    await unlessAborted(publisher.publish({ from: this.published, to, events }, this.source), signal);
    const moving = client.query('UPDATE tirek_relay.checkpoint SET position = $2 WHERE topic = $1 AND position < $2', [
      this.options.kafka.topic,
      to,
    ]);
    await unlessAborted(moving, signal);
    this.published = to;
  }

  private log(level: keyof Log, context: object, message: string): void {
    this.options.logger[level]({ topic: this.options.kafka.topic, ...context }, message);
  }
}

/** Pages as they come, and an empty one whenever none came for so many milliseconds. */
async function* orNothing<T>(pages: AsyncIterable<T[]>, ms: number): AsyncGenerator<T[], void, undefined> {
  const iterator = pages[Symbol.asyncIterator]();
  let coming: Promise<IteratorResult<T[], unknown>> | undefined;
  for (;;) {
    coming ??= iterator.next();
    const waiting = new AbortController();
    const sleeping = sleep(ms, undefined, { signal: waiting.signal });
    const came = await Promise.race([coming, sleeping]).finally(() => waiting.abort());
    if (came?.done) return;
    if (came) coming = undefined;
    yield came?.value ?? [];
  }
}
