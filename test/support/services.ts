// The services of a system that start:services runs, by the directory that it keeps of them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** A line of services.json. */
export interface Entry {
  readonly name: string;
  readonly pid: number;
  readonly url: string;
}

/** What runs at present. */
export const running = (home: string): Entry[] => JSON.parse(readFileSync(join(home, 'services.json'), 'utf8'));

/** Takes every instance of a service away at once, without a word; true when there was one. */
export function killAll(home: string, service: string): boolean {
  const instances = running(home).filter(({ name }) => name.replace(/-\d+$/, '') === service);
  for (const { pid } of instances) process.kill(pid, 'SIGKILL');
  return instances.length > 0;
}

/** Waits until as much runs as these names say. */
export async function untilRunning(home: string, names: readonly string[]): Promise<void> {
  for (;;) {
    const now = new Set(running(home).map(({ name }) => name));
    if (names.every((name) => now.has(name))) return;
    await pause(100);
  }
}
