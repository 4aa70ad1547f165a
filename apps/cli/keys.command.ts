import { setTimeout as sleep } from 'node:timers/promises';
import type { Configuration } from '#configuration';
import { StartRefused } from '#postgres';
import { rotateMasterKey } from '#privacy';
import { administration, callApi, CannotDo, type Api } from './running-system.js';

/** How the keys stand, as the API tells it. */
export interface Keys {
  readonly since: string;
  readonly until: string;
  readonly ending: number;
  readonly toRewrap: number;
}

const pollMilliseconds = 300;
/** A rotation that stands still so long, in milliseconds, waits for somebody to look why. */
const patience = 60_000;

/** Prints how the keys of the running system stand, and what must be kept where. Returns the exit code. */
export async function showKeys(configuration: Configuration): Promise<number> {
  const keys = await callApi<Keys>(await administration(configuration), '/keys');
  process.stdout.write(`${keysReport(keys, configuration).join('\n')}\n`);
  return 0;
}

/** The lines about the keys. */
export function keysReport(
  keys: Keys,
  { masterKeyFile, home }: Pick<Configuration, 'masterKeyFile' | 'home'>,
): string[] {
  return [
    `The period of keys began at ${keys.since} and ends at ${keys.until}.`,
    keys.ending === 0
      ? 'No former period is left: what was erased in one is final.'
      : `${keys.ending} former periods are ending, ${keys.toRewrap} keys are to be wrapped anew.`,
    '',
    `The master key is ${masterKeyFile}. Keep a copy of it where no backup of the database is.`,
    `Keep one copy of ${home}/keys too, newer than the newest backup of the database, and replace it each period:`,
    'an old copy would open what was erased since. Without both, no backup of the database opens.',
  ];
}

/** Begins another period of keys in the running system, and waits until the former one is destroyed. Returns the exit code. */
export async function rotatePeriod(configuration: Configuration): Promise<number> {
  const at = await administration(configuration);
  const before = await callApi<Keys>(at, '/keys/rotation', { method: 'POST' });
  const ended = await followRotation(at, before);
  process.stdout.write(
    ended
      ? 'The keys were rotated: the former key is destroyed, and what was erased until now is final.\n'
      : 'The rotation stands still; the log of the system says why. It is gone on with by itself.\n',
  );
  return ended ? 0 : 1;
}

async function followRotation(at: Api, before: Keys): Promise<boolean> {
  let left = before.toRewrap;
  for (let still = 0; still < patience; still += pollMilliseconds) {
    const { since, ending, toRewrap } = await callApi<Keys>(at, '/keys');
    if (ending === 0 && (before.ending > 0 || since !== before.since)) return true;
    if (toRewrap !== left) still = 0;
    left = toRewrap;
    await sleep(pollMilliseconds);
  }
  return false;
}

/** Makes another master key the one of the data folder, running or not. Returns the exit code. */
export function changeMasterKey(newFile: string, { home, masterKeyFile }: Configuration): number {
  try {
    const files = rotateMasterKey(home, masterKeyFile, newFile);
    process.stdout.write(
      [
        `${files} key files are wrapped by the new master key, which is in ${masterKeyFile} now.`,
        `Put ${newFile} away as its copy, and destroy the copies of the old one.`,
        '',
      ].join('\n'),
    );
    return 0;
  } catch (error) {
    if (error instanceof StartRefused) throw new CannotDo(error.message, { cause: error });
    throw error;
  }
}
