import autocannon from 'autocannon';
import { type Benchmark, compare } from './support/benchmark.js';
import { intake, startTirek, type Tirek } from './support/tirek.js';

const seconds = 3;
const clients = 32;
const cases = 100;
const officer = 'police.osh';

/** Logs cases, and gives the addresses to read them at. */
async function someCases(tirek: Tirek): Promise<string[]> {
  const paths: string[] = [];
  for (let i = 0; i < cases; i += 1) {
    const headers = await tirek.headers(officer);
    const body = intake();
    const { status } = await fetch(`${tirek.url}/api/v1/cases`, {
      method: 'POST',
      headers,
      body: JSON.stringify(body),
    });
    if (status !== 201) throw new Error(`a case was answered with ${status}`);
    paths.push(`/api/v1/cases/${body.caseId}`);
  }
  return paths;
}

/** Cases a second that were answered with 200; anything else is an error of the benchmark. */
async function reads(tirek: Tirek, paths: readonly string[]): Promise<number> {
  const { authorization } = await tirek.headers(officer);
  const result = await autocannon({
    url: tirek.url,
    connections: clients,
    duration: seconds,
    headers: { authorization: authorization! },
    requests: paths.map((path) => ({ path })),
  });
  if (result.non2xx > 0 || result.errors > 0)
    throw new Error(`${result.non2xx} answers were no 200, ${result.errors} failed`);
  return result['2xx'] / result.duration;
}

/** What it costs that every read is recorded before it is answered, and listed soon after; and that it is chained, too. */
const benchmark: Benchmark = async (databases) => {
  const server = 'bench/support/casework-server.ts';
  const recorded = await startTirek(await databases.create(), server, 'reads');
  const chained = await startTirek(await databases.create(), server, 'chained');
  const forgotten = await startTirek(await databases.create(), server, 'no-reads');
  try {
    const unread = await someCases(forgotten);
    for (const { name, tirek } of [
      { name: 'with the log of reads', tirek: recorded },
      { name: 'with the log and its chain', tirek: chained },
    ]) {
      const paths = await someCases(tirek);
      await compare(`GET /cases/{id}, 32 clients, ${name}, against no log`, {
        target: 0.85,
        turns: 2,
        ours: () => reads(tirek, paths),
        baseline: () => reads(forgotten, unread),
      });
    }
  } finally {
    await recorded.stop();
    await chained.stop();
    await forgotten.stop();
  }
};
export default benchmark;
