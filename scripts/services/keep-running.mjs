import { setTimeout as pause } from 'node:timers/promises';
import { Stop } from '../toolchain.mjs';

const firstPause = 1_000;
const longestPause = 30_000;
/** Who ran as long as this before it ended begins again at the first pause. */
const steadyAfter = 60_000;
/** Who never became ready in so many starts will not. */
const starts = 3;

/**
 * Keeps a program running under a name. `start({ signal })` resolves when the program is ready, with
 * `{ pid, url, died, stop() }`, and rejects when it ends before, as it does when `signal` breaks it off. One that dies is
 * started again after 1 s, 2 s, ... 30 s. `onChange` gets it whenever it is ready, and undefined when it has died.
 * Returns `{ ready, stop() }`; `ready` rejects with Stop when it cannot be started the first time.
 */
export function keepRunning({ name, start, onChange, say }) {
  const stopping = new AbortController();
  const { signal } = stopping;
  const told = new Promise((resolve) => signal.addEventListener('abort', resolve));
  const ready = Promise.withResolvers();
  let current;

  const running = (async () => {
    let everReady = false;
    for (let failures = 0; !signal.aborted;) {
      const begun = Date.now();
      let why;
      try {
        current = await start({ signal });
        onChange(current);
        everReady = true;
        ready.resolve();
        why = await Promise.race([current.died, told]);
        if (signal.aborted) return;
      } catch (error) {
        if (signal.aborted) return;
        why = error.message;
      }
      current = undefined;
      onChange(undefined);
      failures = Date.now() - begun > steadyAfter ? 1 : failures + 1;
      if (!everReady && failures === starts) {
        ready.reject(new Stop(`${name} does not start: ${why}`));
        return;
      }
      const wait = Math.min(firstPause * 2 ** (failures - 1), longestPause);
      say(`${name} ended (${why}); it is started again in ${wait / 1000} s.`);
      await pause(wait, undefined, { signal }).catch(() => undefined);
    }
  })();

  return {
    ready: ready.promise,
    async stop() {
      stopping.abort();
      await running;
      await current?.stop();
    },
  };
}
