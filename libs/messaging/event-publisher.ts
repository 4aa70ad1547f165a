import type { Message, Producer } from 'kafkajs';
import type { KafkaConfiguration } from '#configuration';
import type { RecordedEvent } from '#kernel';
import { contentType, encodeEvent, encodeProgress } from './cloud-event.js';
import { partitionKey } from './feed.js';
import { kafkaClient } from './kafka-client.js';
import { partitionFor } from './partition.js';
import { atMost } from './waiting.js';

/** All events of the store after one position up to another, in order. */
export interface StretchOfEvents {
  readonly from: number;
  readonly to: number;
  readonly events: readonly RecordedEvent[];
}

/**
 * Bytes of one request at most: below what a broker takes by default (message.max.bytes, 1,048,588), which counts all
 * messages of a partition in a request as one, with keys and headers (50 kB for a page of 500).
 */
const REQUEST_BYTES = 900_000;
const CLOSE_MS = 1_000;

/**
 * Publishes events to the topic, in order, each acknowledged by all replicas. After an error it must be closed and
 * another opened: what of a stretch was stored is not known, and publishing all of it again does no harm.
 */
export class EventPublisher {
  private sending: Promise<unknown> = Promise.resolve();

  private constructor(
    private readonly producer: Producer,
    private readonly options: KafkaConfiguration,
  ) {}

  /** Connects. Rejects when no broker answers. */
  static async open(options: KafkaConfiguration): Promise<EventPublisher> {
    const producer = kafkaClient(options).producer({
      idempotent: true,
      maxInFlightRequests: 1,
      allowAutoTopicCreation: false,
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition!,
      // kafkajs would retry an idempotent producer for ever, and reconnect one that was closed meanwhile
      retry: { retries: 5 },
    });
    try {
      await producer.connect();
      return new EventPublisher(producer, options);
    } catch (error) {
      await atMost(CLOSE_MS, producer.disconnect());
      throw error;
    }
  }

  /** Resolves when all of it is acknowledged; one call at a time. */
  async publish(stretch: StretchOfEvents, source: string): Promise<void> {
    const { topic, partitions } = this.options;
    for (const messages of requests(messagesOf(stretch, { partitions, source }))) {
      await (this.sending = this.producer.send({ topic, acks: -1, messages }));
    }
  }

  /** Does not wait long for a broker that is gone. */
  async close(): Promise<void> {
    const disconnect = () => this.producer.disconnect();
    await atMost(CLOSE_MS, disconnect());
    // kafkajs connects again for what is still under way
    this.sending.then(disconnect, disconnect).catch(() => undefined);
  }
}

/**
 * The messages of a stretch, in the order of the store. At its end every partition is told that it is complete up to
 * `to`, unless its last message says so. An event too large for a request is left out: what comes next in its partition
 * follows it, so that readers get it from the store.
 *
 * No message has the time of its event: retention counts from that of the message.
 */
export function* messagesOf(
  { from, to, events }: StretchOfEvents,
  { partitions, source, largest = REQUEST_BYTES }: { partitions: number; source: string; largest?: number },
): Generator<Message & { readonly value: string }, void, undefined> {
  const upTo = Array.from({ length: partitions }, () => from);
  const said = [...upTo].fill(Number.NaN);
  const headers = { 'content-type': contentType };
  for (const event of events) {
    const key = partitionKey(event);
    const partition = partitionFor(key, partitions);
    const value = encodeEvent(event, { source, follows: upTo[partition]! });
    upTo[partition] = event.position;
    if (Buffer.byteLength(value) > largest) continue;
    said[partition] = event.position;
    yield { key, partition, value, headers };
  }
  for (let partition = 0; partition < partitions; partition += 1) {
    if (said[partition] === to) continue;
    const value = encodeProgress(to, { source, follows: upTo[partition]!, partition });
    yield { key: null, partition, value, headers };
  }
}

function* requests<M extends { readonly value: string }>(messages: Iterable<M>): Generator<M[], void, undefined> {
  let request: M[] = [];
  let bytes = 0;
  for (const message of messages) {
    const size = Buffer.byteLength(message.value);
    if (request.length > 0 && bytes + size > REQUEST_BYTES) {
      yield request;
      request = [];
      bytes = 0;
    }
    request.push(message);
    bytes += size;
  }
  if (request.length > 0) yield request;
}
