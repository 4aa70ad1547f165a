// Runs benchmarks one after the other, each on a database of its own, on a PostgreSQL started for them in a temporary
// folder with the product's own settings. The product is the built one.
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedServer } from '#postgres';
import type { Benchmark } from './benchmark.js';
import { Databases } from './databases.js';

const folder = join(import.meta.dirname, '..');
const known = readdirSync(folder)
  .filter((file) => file.endsWith('.ts'))
  .map((file) => file.slice(0, -3));
const asked = process.argv.slice(2);
const unknown = asked.filter((name) => !known.includes(name));
if (unknown.length > 0) {
  console.error(`There is no benchmark ${unknown.join(', ')}; there are: ${known.join(', ')}.`);
  process.exit(1);
}

const home = mkdtempSync(join(tmpdir(), 'tirek-bench-'));
const server = await startEmbeddedServer({ home, onLog: () => undefined });
try {
  for (const name of asked.length > 0 ? asked : known) {
    const { default: benchmark } = (await import(join(folder, `${name}.ts`))) as { default: Benchmark };
    const databases = new Databases(server.url);
    await benchmark(databases);
    await databases.drop();
  }
} catch (error) {
  // said now: with the server go the connections of the benchmark, and an error of theirs would be all that is seen
  console.error(error);
  process.exitCode = 1;
} finally {
  await server.stop();
  rmSync(home, { recursive: true });
}
