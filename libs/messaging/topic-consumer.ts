import type { Consumer, EachBatchPayload } from 'kafkajs';
import type { KafkaConfiguration } from '#configuration';
import { kafkaClient } from './kafka-client.js';
import type { StoredMessage } from './partition-pages.js';
import { openTopic } from './topic.js';
import { atMost, unlessAborted } from './waiting.js';

/*
 * A consumer that dies silently loses its partitions to the others after SESSION_MS; one that is only slow to come to a
 * rebalance (it may be within a transaction) after REBALANCE_MS, which then repeats what it was at. A poll waits POLL_MS
 * at most for messages, because what stops waits for it.
 */
const SESSION_MS = 8_000;
const HEARTBEAT_MS = 2_000;
const REBALANCE_MS = 10_000;
const POLL_MS = 500;
const LEAVE_MS = 1_500;

/** Messages of one partition, side by side; never empty. */
export interface Batch {
  readonly partition: number;
  readonly messages: readonly StoredMessage[];
}

/** Where to read on in the partition of a batch. */
export interface ReadOn {
  readonly next: number;
  /** Not before so many milliseconds are over; other partitions go on meanwhile. */
  readonly afterMs?: number;
}

/** What is done with the batches of a consumer; one at a time. */
export interface BatchTaker {
  /** From now on these partitions are ours, and no others. */
  assigned(partitions: readonly number[]): void;
  /**
   * Takes a batch or a part of it, and never rejects. When the signal is aborted, the partition may be somebody else's:
   * it stops soon, and what it answers is not looked at.
   */
  take(batch: Batch, signal: AbortSignal): Promise<ReadOn>;
}

/**
 * Consumes the topic, which is made if it is missing, as a member of a group, from the first message on where the group
 * has no offset, until the signal is aborted. Rejects when the brokers are lost for longer than kafkajs retries.
 */
export async function consumeTopic(
  options: KafkaConfiguration,
  groupId: string,
  taker: BatchTaker,
  signal: AbortSignal,
): Promise<void> {
  const { topic } = options;
  const consumer = kafkaClient(options).consumer({
    groupId,
    sessionTimeout: SESSION_MS,
    heartbeatInterval: HEARTBEAT_MS,
    rebalanceTimeout: REBALANCE_MS,
    maxWaitTimeInMs: POLL_MS,
    allowAutoTopicCreation: false,
    // what it crashes of is our caller's to see, who begins again
    retry: { restartOnFailure: () => Promise.resolve(false) },
  });
  const pauses = new Pauses(consumer, topic);
  // told before anything is fetched
  consumer.on(consumer.events.GROUP_JOIN, ({ payload }) => {
    pauses.end();
    taker.assigned(payload.memberAssignment[topic] ?? []);
  });
  consumer.on(consumer.events.STOP, () => pauses.forget());
  const crashed = new Promise<never>((_, reject) => {
    consumer.on(consumer.events.CRASH, ({ payload }) => reject(payload.error));
  });

  const eachBatch = async (payload: EachBatchPayload): Promise<void> => {
    if (!payload.isRunning() || payload.isStale()) return;
    const { partition } = payload.batch;
    const messages = payload.batch.messages.map(({ offset, value }) => ({ offset: Number(offset), value }));
    const { next, afterMs } = await beating(payload, signal, (during) => taker.take({ partition, messages }, during));
    const last = messages.at(-1)!.offset;
    if (next === last + 1) payload.resolveOffset(String(last));
    else consumer.seek({ topic, partition, offset: String(next) });
    if (afterMs !== undefined) pauses.begin(partition, afterMs);
    // only for who watches the lag: where to read on is in the tables
    await payload.commitOffsetsIfNecessary({ topics: [{ topic, partitions: [{ partition, offset: String(next) }] }] });
  };

  const joined = (async () => {
    await openTopic(options);
    await consumer.connect();
    await consumer.subscribe({ topics: [topic], fromBeginning: true });
    await consumer.run({ autoCommit: false, eachBatchAutoResolve: false, eachBatch });
  })();
  try {
    await unlessAborted(Promise.race([crashed, joined.then(() => crashed)]), signal);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    // who goes away while he joins keeps the others waiting for him until his session is over
    await atMost(
      LEAVE_MS,
      joined.catch(() => undefined).then(() => consumer.disconnect()),
    );
  }
}

/** Does work while the group is told that we live, which kafkajs does between batches only. Rejects when it did not hear. */
async function beating<T>(
  group: Pick<EachBatchPayload, 'heartbeat'>,
  signal: AbortSignal,
  work: (during: AbortSignal) => Promise<T>,
): Promise<T> {
  const lost = new AbortController();
  // kafkajs sends one every HEARTBEAT_MS, however often it is asked to
  const ask = (): void => void group.heartbeat().catch((error: unknown) => lost.abort(error));
  const asking = setInterval(ask, HEARTBEAT_MS / 4);
  try {
    const result = await work(AbortSignal.any([signal, lost.signal]));
    lost.signal.throwIfAborted();
    return result;
  } finally {
    clearInterval(asking);
  }
}

/** Partitions that rest. */
class Pauses {
  private readonly timers = new Map<number, NodeJS.Timeout>();

  constructor(
    private readonly consumer: Consumer,
    private readonly topic: string,
  ) {}

  begin(partition: number, ms: number): void {
    this.consumer.pause([{ topic: this.topic, partitions: [partition] }]);
    this.timers.set(
      partition,
      setTimeout(() => this.resume(partition), ms),
    );
  }

  /** Ends all of them. */
  end(): void {
    const partitions = [...this.timers.keys()];
    this.forget();
    for (const partition of partitions) this.resume(partition);
  }

  /** Leaves them as they are: a consumer that has stopped cannot resume. */
  forget(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private resume(partition: number): void {
    this.timers.delete(partition);
    this.consumer.resume([{ topic: this.topic, partitions: [partition] }]);
  }
}
