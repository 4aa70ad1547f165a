import { rmSync } from 'node:fs';
import stopPostgres from './postgres.teardown.mjs';

/** Jest's globalTeardown. */
export default async function tearDown() {
  await stopPostgres();
  const broker = globalThis.tirekTestBroker;
  if (broker === undefined) return;
  await broker.stop();
  rmSync(broker.folder, { recursive: true });
}
