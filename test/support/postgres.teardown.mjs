import { rmSync } from 'node:fs';

/** Jest's globalTeardown. */
export default async function tearDown() {
  const server = globalThis.tirekTestServer;
  if (server === undefined) return;
  await server.stop();
  rmSync(server.home, { recursive: true });
}
