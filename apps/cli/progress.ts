import { Presets, SingleBar } from 'cli-progress';

/** A part of something, and how much of the whole is done with it. */
export interface Part<T> {
  readonly value: T;
  readonly done: number;
  readonly of: number;
}

/** Passes the parts on and shows how much is done; on no terminal nothing is shown. */
export async function* withProgress<T>(parts: AsyncIterable<Part<T>>): AsyncGenerator<T> {
  const bar = progressBar();
  bar.start(1, 0);
  try {
    for await (const { value, done, of } of parts) {
      bar.setTotal(of);
      bar.update(done);
      yield value;
    }
  } finally {
    bar.stop();
  }
}

/** A bar that goes when it is stopped. */
export const progressBar = (): SingleBar =>
  new SingleBar({ format: '{bar} {percentage}%', clearOnComplete: true, noTTYOutput: false }, Presets.shades_classic);
