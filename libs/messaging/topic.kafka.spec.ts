import { ConfigResourceTypes } from 'kafkajs';
import { StartRefused } from '#postgres';
import { asAdmin, testTopic } from './kafka.testing.js';
import { isKafkaReachable, openTopic } from './topic.js';

describe('the topic', () => {
  it('is made when it is missing, by one of several processes at once, as configured', async () => {
    const kafka = testTopic({ partitions: 3, retentionHours: 5 });
    await Promise.all([openTopic(kafka), openTopic(kafka), openTopic(kafka)]);
    const { topic } = kafka;
    const found = await asAdmin(kafka, (admin) => admin.fetchTopicMetadata({ topics: [topic] }));
    expect(found.topics[0]!.partitions).toHaveLength(3);
    const names = ['retention.ms', 'cleanup.policy', 'min.insync.replicas'];
    const { resources } = await asAdmin(kafka, (admin) =>
      admin.describeConfigs({
        includeSynonyms: false,
        resources: [{ type: ConfigResourceTypes.TOPIC, name: topic, configNames: names }],
      }),
    );
    const entries = Object.fromEntries(
      resources[0]!.configEntries.map(({ configName, configValue }) => [configName, configValue]),
    );
    expect(entries).toEqual({ 'retention.ms': '18000000', 'cleanup.policy': 'delete', 'min.insync.replicas': '1' });
  });

  it('is refused in one sentence when it has another number of partitions than configured', async () => {
    const kafka = testTopic({ partitions: 3 });
    await openTopic(kafka);
    const refused = openTopic({ ...kafka, partitions: 4 });
    await expect(refused).rejects.toThrow(StartRefused);
    await expect(refused).rejects.toThrow(
      `The topic ${kafka.topic} has 3 partitions and KAFKA_PARTITIONS says 4: set it to 3, or choose another KAFKA_TOPIC`,
    );
  });

  it('is refused in one sentence when there are too few brokers for its copies', async () => {
    const refused = openTopic(testTopic({ replication: 9 }));
    await expect(refused).rejects.toThrow(StartRefused);
    await expect(refused).rejects.toThrow('KAFKA_REPLICATION is 9, and there are fewer brokers than that');
  });

  it('can be asked whether its broker answers', async () => {
    expect(await isKafkaReachable(testTopic())).toBe(true);
    expect(await isKafkaReachable(testTopic({ brokers: ['127.0.0.1:1'] }))).toBe(false);
  });
});
