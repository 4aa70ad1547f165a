import { setTimeout as pause } from 'node:timers/promises';

/** Waits for work, but not longer than so many milliseconds; what it ends with is of no interest any more. */
export async function atMost(ms: number, work: Promise<unknown>): Promise<void> {
  const over = new AbortController();
  const done = work.then(
    () => over.abort(),
    () => over.abort(),
  );
  await Promise.race([done, pause(ms, undefined, { signal: over.signal }).catch(() => undefined)]);
}

/** Waits so many milliseconds, or until the signal is aborted. */
export const rest = (ms: number, signal: AbortSignal): Promise<void> =>
  pause(ms, undefined, { signal }).catch(() => undefined);

/** Ends with the work, or rejects with the signal's reason when that is aborted before; the work then goes on unseen. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const stopped = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
  });
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  try {
    return await Promise.race([work, stopped]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}
