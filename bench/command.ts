import { randomUUID } from 'node:crypto';
import autocannon from 'autocannon';
import { type Benchmark, compare } from './support/benchmark.js';
import { startServer } from './support/server.js';
import { intake, startTirek } from './support/tirek.js';

const seconds = 3;
const clients = 32;

/** Requests a second that were answered with 201; anything else is an error of the benchmark. */
async function commands(url: string, headers: Record<string, string>): Promise<number> {
  const result = await autocannon({
    url,
    connections: clients,
    duration: seconds,
    requests: [
      {
        method: 'POST',
        path: '/api/v1/cases',
        setupRequest: (request) => ({
          ...request,
          headers: { ...headers, 'idempotency-key': randomUUID() },
          body: JSON.stringify(intake()),
        }),
      },
    ],
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were no 201, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/**
 * A command over HTTP against the least that could take it: by the write side alone, and, only to be seen, by the whole
 * product in one process, where five projections follow on the same two cores.
 */
const benchmark: Benchmark = async (databases) => {
  const casework = await startTirek(await databases.create(), 'bench/support/casework-server.ts');
  const whole = await startTirek(await databases.create());
  const bare = await startServer(['--import', './test/support/typescript.mjs', 'bench/support/bare-server.ts'], {
    DATABASE_URL: await databases.create(),
  });
  try {
    const baseline = () => commands(bare.url, { 'content-type': 'application/json' });
    for (const { name, server, target } of [
      { name: 'command over HTTP, 32 clients', server: casework, target: 0.8 },
      { name: 'command over HTTP, 32 clients, all projections in the same process', server: whole, target: undefined },
    ]) {
      const headers = await server.headers('police.osh');
      await compare(`${name}, against a bare Fastify handler that inserts one row`, {
        ...(target === undefined ? {} : { target }),
        ours: () => commands(server.url, headers),
        baseline,
      });
    }
  } finally {
    await casework.stop();
    await whole.stop();
    await bare.stop();
  }
};
export default benchmark;
