import type { Admin, Kafka } from 'kafkajs';
import type { KafkaConfiguration } from '#configuration';
import { StartRefused } from '#postgres';
import { kafkaClient } from './kafka-client.js';
import { atMost } from './waiting.js';

const HOUR_MS = 3_600_000;

/**
 * Makes the topic if it is missing, with the configured partitions, replication and retention; one that is there keeps
 * what it has. Several processes may do so at once. Throws StartRefused when the topic has another number of partitions
 * than configured, or the brokers are too few for the replication; rejects with the driver's error when no broker answers.
 */
export async function openTopic(options: KafkaConfiguration): Promise<void> {
  const { topic, partitions } = options;
  await administer(kafkaClient(options), async (admin) => {
    if (!(await admin.listTopics()).includes(topic)) await create(admin, options);
    const found = (await admin.fetchTopicMetadata({ topics: [topic] })).topics[0]!.partitions.length;
    if (found !== partitions) {
      throw new StartRefused(
        `The topic ${topic} has ${found} partitions and KAFKA_PARTITIONS says ${partitions}: set it to ${found}, or choose another KAFKA_TOPIC, since the events of a case would change their partition.`,
      );
    }
  });
}

/** Whether a broker answers now; asks once. */
export async function isKafkaReachable(options: KafkaConfiguration): Promise<boolean> {
  return administer(kafkaClient(options, { retries: 0 }), (admin) => admin.describeCluster()).then(
    () => true,
    () => false,
  );
}

async function administer<T>(kafka: Kafka, work: (admin: Admin) => Promise<T>): Promise<T> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    return await work(admin);
  } finally {
    await atMost(1_000, admin.disconnect());
  }
}

async function create(
  admin: Admin,
  { topic, partitions, replication, retentionHours }: KafkaConfiguration,
): Promise<void> {
  try {
    // answers false when another process was faster
    await admin.createTopics({
      waitForLeaders: true,
      topics: [
        {
          topic,
          numPartitions: partitions,
          replicationFactor: replication,
          configEntries: [
            { name: 'cleanup.policy', value: 'delete' },
            { name: 'retention.ms', value: String(retentionHours * HOUR_MS) },
            // acks=all means these: one broker may be away, as long as there are three copies
            { name: 'min.insync.replicas', value: replication >= 3 ? '2' : '1' },
          ],
        },
      ],
    });
  } catch (error) {
    if (!kinds(error).includes('INVALID_REPLICATION_FACTOR')) throw error;
    throw new StartRefused(
      `The topic ${topic} cannot be made: KAFKA_REPLICATION is ${replication}, and there are fewer brokers than that.`,
      { cause: error },
    );
  }
}

/** The protocol's names of what went wrong; kafkajs gathers the errors of a request in one. */
const kinds = (error: unknown): unknown[] =>
  [error, ...((error as { errors?: unknown[] }).errors ?? [])].map((one) => (one as { type?: unknown }).type);
