// One PostgreSQL for all integration tests of a run, in a folder of its own. Each test makes its own database on it.
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import './typescript.mjs';

/** Jest's globalSetup. */
export default async function setUp() {
  if (process.env.TIREK_TEST_DATABASE_URL) return;
  const { startEmbeddedServer } = await import('../../libs/postgres/embedded-server.ts');
  const home = mkdtempSync(join(tmpdir(), 'tirek-test-'));
  const server = await startEmbeddedServer({ home, onLog: () => undefined });
  void server.died.then((why) => console.error(`the PostgreSQL of the tests ended: ${why}`));
  process.env.TIREK_TEST_DATABASE_URL = server.url;
  globalThis.tirekTestServer = { home, stop: server.stop };
}
