// npm run start:services: Tirek as separate services over a real Kafka, as processes on this machine.
import { join } from 'node:path';
import { ensureKafka } from './kafka/libraries.mjs';
import { ensureBuilt, ensureInstalled, main, root, runNode } from './toolchain.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  if (!process.env.KAFKA_BROKERS) await ensureKafka();
  // where the user stands is where relative paths begin; by the IPC channel they end with us, however we end
  return runNode(['--enable-source-maps', join(root, 'scripts/services/main.mjs')], {
    cwd: process.cwd(),
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  });
});
