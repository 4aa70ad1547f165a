// One PostgreSQL and one Kafka broker for all tests of a run against a real broker. Each test makes its own database and topic.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startBroker } from '../../scripts/kafka/broker.mjs';
import startPostgres from './postgres.setup.mjs';

/** Jest's globalSetup. */
export default async function setUp() {
  await startPostgres();
  if (process.env.TIREK_TEST_KAFKA) return;
  const folder = mkdtempSync(join(tmpdir(), 'tirek-kafka-'));
  const broker = await startBroker({ folder });
  void broker.died.then((why) => console.error(`the Kafka of the tests ended: ${why}`));
  process.env.TIREK_TEST_KAFKA = broker.brokers;
  globalThis.tirekTestBroker = { folder, stop: broker.stop };
}
