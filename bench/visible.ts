import { setTimeout as sleep } from 'node:timers/promises';
import type { Benchmark } from './support/benchmark.js';
import { median, round } from './support/benchmark.js';
import { intake, startTirek, type Tirek } from './support/tirek.js';

const perSecond = 200;
const seconds = 5;
const runs = 5;

const p99 = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.ceil(numbers.length * 0.99) - 1]!;

/** One command, and then the query that must see it: milliseconds of each. */
async function commandThenQuery(tirek: Tirek): Promise<{ command: number; visible: number }> {
  const begun = performance.now();
  const headers = await tirek.headers('police.osh');
  const answer = await fetch(`${tirek.url}/api/v1/cases`, { method: 'POST', headers, body: JSON.stringify(intake()) });
  const { caseNumber } = (await answer.json()) as { caseNumber: string };
  const stored = performance.now();
  const after = answer.headers.get('tirek-position');
  if (answer.status !== 201 || !after) throw new Error(`the command was answered with ${answer.status}`);
  const query = await fetch(`${tirek.url}/api/v1/caseload?q=${caseNumber}`, {
    headers: { authorization: headers['authorization']!, 'tirek-after': after, prefer: 'wait=10' },
  });
  const { caseNumber: seen } = ((await query.json()) as { items: { caseNumber: string }[] }).items[0] ?? {};
  if (query.headers.has('tirek-stale') || seen !== caseNumber) throw new Error('the query did not see the event');
  return { command: stored - begun, visible: performance.now() - stored };
}

/** Commands at a steady rate, whether or not those before are answered. */
async function steadily(tirek: Tirek): Promise<{ command: number; visible: number }> {
  const begun = performance.now();
  const under: Promise<{ command: number; visible: number }>[] = [];
  for (let i = 0; i < perSecond * seconds; i += 1) {
    const wait = begun + (i * 1000) / perSecond - performance.now();
    if (wait > 1) await sleep(wait);
    under.push(commandThenQuery(tirek));
  }
  const times = await Promise.all(under);
  return { command: p99(times.map(({ command }) => command)), visible: p99(times.map(({ visible }) => visible)) };
}

/** How long after its command was answered an event is in the answer of a query; the baseline is the command itself. */
const benchmark: Benchmark = async (databases) => {
  const tirek = await startTirek(await databases.create());
  try {
    await steadily(tirek);
    const measured: { command: number; visible: number }[] = [];
    for (let i = 0; i < runs; i += 1) measured.push(await steadily(tirek));
    const visible = measured.map((run) => run.visible);
    console.log(
      JSON.stringify({
        name: `event to visible in a query, p99 at ${perSecond} commands a second, against the command itself`,
        ratio: round(median(measured.map((run) => run.visible / run.command)), 2),
        p99Ms: round(median(visible), 0),
        aimMs: 100,
        spread: [round(Math.min(...visible), 0), round(Math.max(...visible), 0)],
      }),
    );
  } finally {
    await tirek.stop();
  }
};
export default benchmark;
