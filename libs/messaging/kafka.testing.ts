import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Admin } from 'kafkajs';
import type { KafkaConfiguration } from '#configuration';
import { eventStoreMigrations, noStream, PostgresEventStore, type EventStore } from '#event-store';
import { someEvents } from '../event-store/events.testing.js';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { projectionsMigrations } from '../projections/schema.js';
import { kafkaClient } from './kafka-client.js';
import { Relay, relayMigrations, type RelayOptions } from './relay.js';
import { silent } from './silent-logger.testing.js';
import { TableTaker } from './table-taker.testing.js';

/** How to reach a topic of its own on the broker of the tests (TIREK_TEST_KAFKA). */
export function testTopic(changes: Partial<KafkaConfiguration> = {}): KafkaConfiguration {
  const brokers = process.env.TIREK_TEST_KAFKA;
  if (brokers === undefined) throw new Error('TIREK_TEST_KAFKA is not set: is this a test of the project "kafka"?');
  return {
    brokers: brokers.split(','),
    topic: `test.${randomUUID()}`,
    partitions: 4,
    replication: 1,
    retentionHours: 24,
    tls: false,
    credentials: undefined,
    ...changes,
  };
}

/** Does something as the administrator of the broker. */
export async function asAdmin<T>(kafka: KafkaConfiguration, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafkaClient(kafka).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Everything that lies in a topic now, partition by partition. */
export async function messagesIn(kafka: KafkaConfiguration): Promise<{ offset: number; value: string }[][]> {
  const { topic } = kafka;
  const ends = await asAdmin(kafka, (admin) => admin.fetchTopicOffsets(topic));
  const found: { offset: number; value: string }[][] = ends.map(() => []);
  const behind = new Set(ends.filter(({ low, high }) => low !== high).map(({ partition }) => partition));
  if (behind.size === 0) return found;
  const consumer = kafkaClient(kafka).consumer({ groupId: `look-${randomUUID()}`, maxWaitTimeInMs: 100 });
  await consumer.connect();
  await consumer.subscribe({ topics: [topic], fromBeginning: true });
  await new Promise<void>((resolve, reject) => {
    const eachMessage = async ({
      partition,
      message,
    }: {
      partition: number;
      message: { offset: string; value: Buffer | null };
    }) => {
      found[partition]!.push({ offset: Number(message.offset), value: String(message.value) });
      const { high } = ends.find((end) => end.partition === partition)!;
      if (Number(message.offset) + 1 >= Number(high)) behind.delete(partition);
      if (behind.size === 0) resolve();
      return Promise.resolve();
    };
    consumer.run({ autoCommit: false, eachMessage }).catch(reject);
  });
  await consumer.disconnect();
  return found;
}

/** Waits until something is so; fails with what it last was. The time is generous: only a broken promise uses it up. */
export async function until(what: string, isSo: () => Promise<boolean> | boolean, ms = 45_000): Promise<void> {
  for (const end = performance.now() + ms; performance.now() < end; await sleep(50)) if (await isSo()) return;
  throw new Error(`it did not come about: ${what}`);
}

/** A store, a topic, and what is needed to follow one with the other. */
export class World {
  private readonly closing: (() => Promise<void>)[] = [];

  private constructor(
    readonly database: TestDatabase,
    readonly store: EventStore,
    readonly kafka: KafkaConfiguration,
  ) {}

  static async open(changes: Partial<KafkaConfiguration> = {}): Promise<World> {
    const migrations = [...eventStoreMigrations, ...relayMigrations, ...projectionsMigrations];
    const database = await testDatabase({ max: 20, migrations });
    const store = await PostgresEventStore.open({ url: database.url });
    return new World(database, store, testTopic(changes));
  }

  /** A relay that works until the world is closed, or it is stopped. */
  relay(changes: Partial<RelayOptions> = {}): Relay {
    const { store, kafka, database } = this;
    const relay = new Relay({ store, kafka, pool: database.pool, logger: silent, pageSize: 20, ...changes });
    this.onClose(() => relay.stop());
    relay.start();
    return relay;
  }

  /** Tables of a read model, empty or as another process left them. */
  async tables(name = 'model'): Promise<TableTaker> {
    const taker = new TableTaker(name, this.database.pool);
    await taker.createTables();
    return taker;
  }

  /** Appends so many events, of a few cases, in an order that mixes them. */
  async append(count: number, cases = 12): Promise<void> {
    const ids = Array.from({ length: cases }, () => randomUUID());
    const revisions = new Map<string, number>();
    for (let i = 0; i < count; i += 1) {
      const caseId = ids[i % cases]!;
      const stream = `case-${caseId}`;
      const result = await this.store.append(
        stream,
        revisions.get(stream) ?? noStream,
        someEvents(1, { data: { caseId } }),
      );
      if (result.outcome !== 'appended') throw new Error(`the append was ${result.outcome}`);
      revisions.set(stream, result.revision);
    }
  }

  /** Does something before store, topic and database go away. */
  onClose(work: () => Promise<void>): void {
    this.closing.push(work);
  }

  async close(): Promise<void> {
    await Promise.all(this.closing.map((work) => work()));
    await this.store.close();
    await asAdmin(this.kafka, (admin) => admin.deleteTopics({ topics: [this.kafka.topic] })).catch(() => undefined);
    await this.database.drop();
  }
}
