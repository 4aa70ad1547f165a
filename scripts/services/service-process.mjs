import { spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { quietKafka } from '../toolchain.mjs';

const withParent = join(dirname(fileURLToPath(import.meta.url)), 'with-parent.mjs');
const options = ['--enable-source-maps', quietKafka, '--import', withParent];
/** A service has 10 s to end in order. */
const stopMilliseconds = 10_000;
const lookEvery = 100;

/**
 * Starts a service, a JavaScript file that prints `Tirek ... is ready at URL`, and resolves when it says that it is ready
 * at /health/ready: `{ pid, url, died, stop() }`. `died` resolves with a reason when it ends untold. Rejects when it ends
 * before. `print` gets what it prints, line by line. `signal` breaks the start off.
 */
export async function startService({ file, env, print, signal }) {
  const child = spawn(process.execPath, [...options, file], {
    env,
    // a Ctrl-C in our terminal must reach us, not it
    detached: true,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  let told = false;
  let last = '';
  const address = Promise.withResolvers();
  for (const stream of [child.stdout, child.stderr]) {
    createInterface({ input: stream }).on('line', (line) => {
      print(line);
      last = line;
      const url = /^Tirek .*is ready at (\S+)/.exec(line)?.[1];
      if (url !== undefined) address.resolve(url);
    });
  }
  const ended = new Promise((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', (code, killedBy) => resolve(killedBy ?? `exit code ${code}`));
  });
  const stop = async () => {
    told = true;
    child.kill('SIGTERM');
    const timer = setTimeout(() => child.kill('SIGKILL'), stopMilliseconds);
    await ended;
    clearTimeout(timer);
  };

  const breakOff = () => void stop();
  signal.addEventListener('abort', breakOff);
  try {
    const url = await Promise.race([
      address.promise,
      ended.then((why) => Promise.reject(new Error(last === '' ? why : `${why}: ${last}`))),
    ]);
    let hasEnded = false;
    void ended.then(() => (hasEnded = true));
    while (!(await isReady(url))) {
      if (hasEnded) throw new Error(await ended);
      await pause(lookEvery);
    }
    return { pid: child.pid, url, stop, died: ended.then((why) => (told ? new Promise(() => undefined) : why)) };
  } finally {
    signal.removeEventListener('abort', breakOff);
  }
}

const isReady = (url) =>
  fetch(`${url}/health/ready`).then(
    (answer) => answer.ok,
    () => false,
  );
