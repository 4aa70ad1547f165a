import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { World } from './kafka.testing.js';

const path = (relative: string): string => fileURLToPath(new URL(relative, import.meta.url));

/** A process of our own code. */
export interface TestProcess {
  /** The lines that it wrote, so far. */
  readonly lines: readonly string[];
  readonly ended: Promise<unknown>;
  /** Ends it without a word, as a power cut would. */
  kill(): void;
}

/** Starts a relay or a consumer as a process, from our sources, on the world of a test, which ends it if the test does not. */
export const startProcess = (role: 'relay' | 'consumer', world: World, ...args: string[]): TestProcess =>
  run(
    world,
    ['--experimental-transform-types', '--disable-warning=ExperimentalWarning', '--import', path('unbuilt.testing.ts')],
    [path('role.testing.ts'), role, world.database.url, JSON.stringify(world.kafka), ...args],
  );

/** The same with the caseload, from the build. */
export const startCaseload = (world: World): TestProcess =>
  run(
    world,
    ['--import', path('../../test/support/typescript.mjs')],
    [path('projection-role.testing.ts'), world.database.url, JSON.stringify(world.kafka)],
  );

function run(world: World, options: readonly string[], args: readonly string[]): TestProcess {
  const flags = [...options, '--disable-warning=TimeoutNegativeWarning'];
  const child = spawn(process.execPath, [...flags, ...args], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: '' },
  });
  const lines: string[] = [];
  let rest = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const parts = (rest + text).split('\n');
    rest = parts.pop()!;
    lines.push(...parts);
  });
  const ended = new Promise((resolve) => {
    child.once('close', resolve);
  });
  const kill = (): void => void child.kill('SIGKILL');
  world.onClose(async () => {
    kill();
    await ended;
  });
  return { lines, ended, kill };
}
