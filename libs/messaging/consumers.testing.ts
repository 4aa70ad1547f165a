import type { Log } from '#kernel';
import { partitionKey, type PageTaker } from './feed.js';
import { until, type World } from './kafka.testing.js';
import { KafkaFeed } from './kafka-feed.js';
import { partitionFor } from './partition.js';
import { silent } from './silent-logger.testing.js';
import type { TableTaker } from './table-taker.testing.js';

/** A consumer of the topic at work. */
export interface TestConsumer {
  /** The partitions that were given to it, each time. */
  readonly assignments: readonly (readonly number[])[];
  /** The messages of its log. */
  readonly said: readonly string[];
  stop(): Promise<void>;
}

/** Follows the topic with a taker; begins again when the feed was lost, as the runner of a projection does. */
export function consume({ kafka, store }: World, taker: PageTaker, pageSize = 25): TestConsumer {
  const stopping = new AbortController();
  const assignments: number[][] = [];
  const said: string[] = [];
  const note = (context: object, message: string): void => {
    said.push(message);
    const { partitions } = context as { partitions?: number[] };
    if (partitions) assignments.push(partitions);
  };
  const logger: Log = { ...silent, info: note, warn: note, error: note };
  const feed = new KafkaFeed({ kafka, store, logger, pageSize });
  const running = (async () => {
    while (!stopping.signal.aborted)
      await feed.follow(taker, stopping.signal).catch((error: Error) => said.push(error.name));
  })();
  return {
    assignments,
    said,
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

/** Waits until the tables have come to the head of the store, and checks that they have what a fresh replay would give. */
export async function expectReplay({ store, kafka }: World, taker: TableTaker): Promise<void> {
  const { partitions } = kafka;
  const head = await store.head();
  await until(`the tables come to ${head}`, async () => (await taker.position(partitions)) >= head);
  const replay: unknown[][] = Array.from({ length: partitions }, () => []);
  for (const event of await store.readAll(0, 100_000))
    replay[partitionFor(partitionKey(event), partitions)]!.push(event);
  expect(await taker.taken(partitions)).toEqual(replay);
}
