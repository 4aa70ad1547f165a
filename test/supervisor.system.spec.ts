// What keeps the services of start:services running, with small programs in the place of services.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { hasEnded } from '../libs/postgres/processes.js';
import { keepRunning } from '../scripts/services/keep-running.mjs';
import { startService, type RunningService } from '../scripts/services/service-process.mjs';
import { isRunning } from './support/system.js';

const file = fileURLToPath(new URL('support/fake-service.mjs', import.meta.url));
const serviceProcess = fileURLToPath(new URL('../scripts/services/service-process.mjs', import.meta.url));

const kept: { stop(): Promise<void> }[] = [];
afterEach(async () => {
  for (const one of kept.splice(0)) await one.stop();
});

/** Keeps a fake service running; `seen` are its lives, undefined where it was away. */
function keep(fake = '') {
  const seen: (RunningService | undefined)[] = [];
  const said: string[] = [];
  const supervised = keepRunning({
    name: 'fake-1',
    start: ({ signal }) =>
      startService({ file, env: { ...process.env, FAKE: fake }, signal, print: (line) => void said.push(line) }),
    onChange: (running) => void seen.push(running),
    say: (line) => void said.push(line),
  });
  kept.push(supervised);
  const until = async (count: number): Promise<void> => {
    while (seen.length < count) await new Promise((resolve) => setTimeout(resolve, 20));
  };
  return { seen, said, until, ...supervised };
}

it('a service is there when it is ready, and gone when it is stopped', async () => {
  const { seen, said, ready, stop } = keep();
  await ready;
  const [{ pid, url } = { pid: 0, url: '' }] = seen;
  expect((await fetch(`${url}/health/ready`)).status).toBe(200);
  expect(said).toEqual([`Tirek fake is ready at ${url}`]);
  await stop();
  expect(isRunning(pid)).toBe(false);
});

it('a service that dies is said and started again under its name', async () => {
  const { seen, said, until, ready } = keep();
  await ready;
  for (const count of [3, 5]) {
    process.kill(seen.at(-1)!.pid, 'SIGKILL');
    await until(count);
  }
  expect(seen.map((one) => one !== undefined)).toEqual([true, false, true, false, true]);
  expect(new Set(seen.map((one) => one?.pid)).size).toBe(4);
  expect(said.filter((line) => line.startsWith('fake-1'))).toEqual([
    'fake-1 ended (SIGKILL); it is started again in 1 s.',
    'fake-1 ended (SIGKILL); it is started again in 2 s.',
  ]);
});

it('a service that never starts is given up, with its last words', async () => {
  const { seen, ready } = keep('refuses');
  await expect(ready).rejects.toThrow(/^fake-1 does not start: .*The database is not there\.$/);
  expect(seen.filter(Boolean)).toEqual([]);
});

it('a service is stopped while it starts', async () => {
  const { said, seen, stop } = keep('unready');
  while (said.length === 0) await new Promise((resolve) => setTimeout(resolve, 5));
  await stop();
  expect(seen).toEqual([]);
});

it.each(['', 'stubborn'])('a service ends with the process that started it (%s)', async (fake) => {
  const program = `
    const { startService } = await import(${JSON.stringify(serviceProcess)});
    const { pid } = await startService({
      file: ${JSON.stringify(file)}, env: process.env, signal: new AbortController().signal, print: () => undefined,
    });
    console.log(pid);`;
  const parent = spawn(process.execPath, ['--input-type=module', '-e', program], {
    cwd: join(file, '..'),
    env: { ...process.env, FAKE: fake },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [said] = (await once(parent.stdout, 'data')) as [Buffer];
  const pid = Number(said.toString());
  expect(isRunning(pid)).toBe(true);
  parent.kill('SIGKILL');
  expect(await hasEnded(pid, 15_000)).toBe(true);
});
