import type { KafkaConfiguration } from '#configuration';
import type { EventStore } from '#event-store';
import { errorKind, type RecordedEvent, type Log } from '#kernel';
import { sourceOf } from './cloud-event.js';
import { partitionKey, type Feed, type Page, type PageTaker, type Place } from './feed.js';
import { partitionFor } from './partition.js';
import { partitionPages, type Gap } from './partition-pages.js';
import { consumeTopic, type Batch, type BatchTaker, type ReadOn } from './topic-consumer.js';
import { openTopic } from './topic.js';

/** Events in one transaction at most. */
const PAGE_SIZE = 500;
const FIRST_BACKOFF_MS = 200;
const LONGEST_BACKOFF_MS = 5_000;

/**
 * The events of the store by way of a Kafka topic. Kafka decides how soon an event arrives, never whether: what the topic
 * lacks is read from the store. The consumers of all processes with the same read model share the partitions out.
 */
export class KafkaFeed implements Feed {
  readonly name: string;
  readonly sharesOut = true;

  constructor(
    private readonly options: {
      readonly kafka: KafkaConfiguration;
      readonly store: EventStore;
      readonly logger: Log;
      readonly pageSize?: number;
    },
  ) {
    this.name = options.kafka.topic;
  }

  /** Makes the topic if it is missing. Throws StartRefused when it has another number of partitions than configured. */
  async partitions(): Promise<number> {
    await openTopic(this.options.kafka);
    return this.options.kafka.partitions;
  }

  partitionOf(event: RecordedEvent, partitions: number): number {
    return partitionFor(partitionKey(event), partitions);
  }

  async follow(taker: PageTaker, signal: AbortSignal): Promise<void> {
    const { kafka, store, logger, pageSize = PAGE_SIZE } = this.options;
    await consumeTopic(
      kafka,
      `tirek.${kafka.topic}.${taker.name}`,
      new PageReader({ kafka, store, logger, pageSize }, taker),
      signal,
    );
  }
}

interface ReaderOptions {
  readonly kafka: KafkaConfiguration;
  readonly store: EventStore;
  readonly logger: Log;
  readonly pageSize: number;
}

/** What became of a step: the tables have it, or they are elsewhere and there is to be read on. */
type Outcome = { readonly place: Place; readonly elsewhere: boolean };

/** Makes pages of batches and gives them to the tables. */
class PageReader implements BatchTaker {
  /** Where the tables stand in the partitions that are ours, as far as asked. */
  private readonly places = new Map<number, Place>();
  private readonly failures = new Map<number, number>();
  private source: string | undefined;

  constructor(
    private readonly options: ReaderOptions,
    private readonly taker: PageTaker,
  ) {}

  assigned(partitions: readonly number[]): void {
    this.places.clear();
    this.failures.clear();
    this.log('info', { partitions }, 'the consumer has partitions to read');
  }

  async take(batch: Batch, signal: AbortSignal): Promise<ReadOn> {
    const { partition, messages } = batch;
    try {
      const known = this.places.get(partition);
      const place = known ?? (await this.taker.place(partition));
      this.places.set(partition, place);
      // only once: an offset that the topic does not have would bring us here again
      if (!known && messages[0]!.offset !== place.next) return { next: place.next };
      const next = await this.takeFrom(place, batch, signal);
      this.failures.delete(partition);
      return { next };
    } catch (error) {
      this.places.clear();
      const next = messages[0]!.offset;
      if (signal.aborted) return { next };
      const failures = (this.failures.get(partition) ?? 0) + 1;
      this.failures.set(partition, failures);
      const afterMs = Math.min(FIRST_BACKOFF_MS * 2 ** (failures - 1), LONGEST_BACKOFF_MS);
      this.log(
        'warn',
        { partition, ...errorKind(error), retryInMs: afterMs },
        'a page was not taken and will be again',
      );
      return { next, afterMs };
    }
  }

  /** Resolves with the offset to read on from. */
  private async takeFrom(from: Place, { partition, messages }: Batch, signal: AbortSignal): Promise<number> {
    const { kafka, store, pageSize } = this.options;
    const { topic, partitions } = kafka;
    this.source ??= await sourceOf(store);
    const of = { topic, partition, partitions, source: this.source ?? '', head: await store.head() };
    let place = from;
    for (const step of partitionPages(of, from, messages, pageSize)) {
      if (signal.aborted) break;
      let elsewhere: boolean;
      ({ place, elsewhere } =
        'after' in step ? await this.fill(partition, step, signal) : await this.give(step, place));
      this.places.set(partition, place);
      if (elsewhere) {
        // the tables were moved or replaced: nothing is known of the other partitions either
        this.places.clear();
        break;
      }
    }
    return place.next;
  }

  /** Gives a page to the tables, unless there is nothing in it but the offset. */
  private async give(page: Page, before: Place): Promise<Outcome> {
    const { to, events, unreadable = [] } = page;
    if (to.position === before.position && events.length === 0 && unreadable.length === 0) {
      return { place: to, elsewhere: false };
    }
    if (unreadable.length > 0) {
      this.log(
        'error',
        { messages: unreadable.length, first: unreadable[0] },
        'messages cannot be read and are parked',
      );
    }
    const place = await this.taker.take(page);
    return { place, elsewhere: place.position !== to.position || place.next !== to.next };
  }

  /** Takes from the event store what the topic lacks. */
  private async fill(partition: number, { after, to }: Gap, signal: AbortSignal): Promise<Outcome> {
    const { store, kafka, pageSize } = this.options;
    this.log('info', { partition, after, upTo: to.position }, 'the topic lacks events, which are read from the store');
    let place: Place = { position: after, next: to.next };
    while (place.position < to.position) {
      if (signal.aborted) return { place, elsewhere: true };
      const read = await store.readAll(place.position, pageSize);
      const last = read.at(-1);
      if (!last)
        throw new StoreBehindTopicError(`the event store ends before position ${to.position}, which the topic has`);
      const position = Math.min(last.position, to.position);
      const events = read.filter(
        (event) => event.position <= position && partitionFor(partitionKey(event), kafka.partitions) === partition,
      );
      const outcome = await this.give({ partition, events, to: { position, next: to.next } }, place);
      ({ place } = outcome);
      if (outcome.elsewhere) return outcome;
    }
    return { place, elsewhere: false };
  }

  private log(level: keyof Log, context: object, message: string): void {
    const { kafka, logger } = this.options;
    logger[level]({ topic: kafka.topic, readModel: this.taker.name, ...context }, message);
  }
}

/** The topic tells of events that the store does not have: it is another store's, or one restored from an older backup. */
class StoreBehindTopicError extends Error {
  override readonly name = 'StoreBehindTopicError';
}
