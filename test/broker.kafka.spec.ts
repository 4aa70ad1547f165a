// The broker of our own, in its own process as start:services keeps it.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Kafka, logLevel } from 'kafkajs';
import { hasEnded } from '../libs/postgres/processes.js';
import { startBroker } from '../scripts/kafka/broker.mjs';
import { isRunning } from './support/system.js';

const folder = mkdtempSync(join(tmpdir(), 'tirek-broker-'));
afterAll(() => rmSync(folder, { recursive: true }));

async function admin<T>(brokers: string, work: (admin: ReturnType<Kafka['admin']>) => Promise<T>): Promise<T> {
  const client = new Kafka({ brokers: [brokers], logLevel: logLevel.NOTHING }).admin();
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.disconnect();
  }
}
const topics = (brokers: string): Promise<string[]> => admin(brokers, (client) => client.listTopics());

it('keeps its data when it is stopped, and when it is killed', async () => {
  const first = await startBroker({ folder });
  await admin(first.brokers, (client) =>
    client.createTopics({ topics: [{ topic: 'kept', numPartitions: 2, replicationFactor: 1 }] }),
  );
  await first.stop();
  expect(isRunning(first.pid)).toBe(false);

  const second = await startBroker({ folder });
  expect(await topics(second.brokers)).toContain('kept');
  second.kill();
  expect(await second.died).toBe('SIGKILL');

  const third = await startBroker({ folder, port: Number(second.brokers.split(':')[1]) });
  expect(third.brokers).toBe(second.brokers);
  expect(await topics(third.brokers)).toContain('kept');
  await third.stop();
});

it('ends with the process that started it, and its folder can be used at once', async () => {
  const program = `
    const { startBroker } = await import(${JSON.stringify(fileURLToPath(new URL('../scripts/kafka/broker.mjs', import.meta.url)))});
    console.log((await startBroker({ folder: ${JSON.stringify(folder)} })).pid);
    setInterval(() => undefined, 1000);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  parent.kill('SIGKILL');
  const next = await startBroker({ folder });
  expect(await hasEnded(Number(said.toString()), 10_000)).toBe(true);
  await next.stop();
});

it('is broken off while it starts', async () => {
  const abort = new AbortController();
  const starting = startBroker({ folder, signal: abort.signal });
  setTimeout(() => abort.abort(), 500);
  await expect(starting).rejects.toThrow('Kafka did not start');
  const before = startBroker({ folder, signal: AbortSignal.abort() });
  await expect(before).rejects.toThrow('it was broken off');
});
