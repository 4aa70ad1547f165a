import type { Databases } from './databases.js';

/** A file of bench/ has one as its default export: it measures, and prints its figures with `compare`. */
export type Benchmark = (databases: Databases) => Promise<void>;

/** Measures for a while: how many a second. */
export type Measure = () => Promise<number>;

/** What is compared with what. `target` is to be reached; with an `aim`, or neither, the figure is only to be seen. */
export interface Comparison {
  readonly ours: Measure;
  readonly baseline: Measure;
  readonly target?: number;
  readonly aim?: number;
  /** How often the two take turns within a run; short turns even out what else the machine does. Default 1. */
  readonly turns?: number;
}

const runs = 5;

/** The middle one, in order of size. */
export const median = (numbers: readonly number[]): number =>
  numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

/** Rounded to so many digits after the point. */
export const round = (number: number, digits: number): number => Number(number.toFixed(digits));

/**
 * Prints the ratio of two rates as one JSON line: the median of the ratios of five runs, and as `spread` the least and
 * the greatest of them. One run goes before and is not counted.
 */
export async function compare(name: string, { ours, baseline, target, aim, turns = 1 }: Comparison): Promise<void> {
  const run = async (): Promise<{ ours: number; baseline: number }> => {
    const sum = { ours: 0, baseline: 0 };
    for (let i = 0; i < turns; i += 1) {
      sum.ours += await ours();
      sum.baseline += await baseline();
    }
    return { ours: sum.ours / turns, baseline: sum.baseline / turns };
  };
  await run();
  const pairs: { ours: number; baseline: number }[] = [];
  for (let i = 0; i < runs; i += 1) pairs.push(await run());
  const ratios = pairs.map((pair) => pair.ours / pair.baseline);
  console.log(
    JSON.stringify({
      name,
      ratio: round(median(ratios), 2),
      ...(target === undefined ? {} : { target }),
      ...(aim === undefined ? {} : { aim }),
      spread: [round(Math.min(...ratios), 2), round(Math.max(...ratios), 2)],
      perSecond: round(median(pairs.map(({ ours }) => ours)), 0),
      baselinePerSecond: round(median(pairs.map(({ baseline }) => baseline)), 0),
    }),
  );
}

/** How many a second so many clients get done, each asking again as soon as it is answered. */
export async function rate(clients: number, ms: number, once: (client: number) => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  const end = begun + ms;
  let done = 0;
  await Promise.all(
    Array.from({ length: clients }, async (_, client) => {
      while (performance.now() < end) {
        await once(client);
        done += 1;
      }
    }),
  );
  return (done * 1000) / (performance.now() - begun);
}
