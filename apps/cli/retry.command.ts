import type { Configuration } from '#configuration';
import { parkedOf } from './parked.command.js';
import { beginRebuild, followRebuild } from './rebuild.command.js';
import { administration, type Api } from './running-system.js';

/** Tries again to take in what is parked, by a rebuild. Returns the exit code: 1 when something is parked still. */
export async function retryParked(projection: string, configuration: Configuration): Promise<number> {
  const at = await administration(configuration);
  await beginRebuild(at, projection);
  const code = await followRebuild(at, projection);
  if (code !== 0) return code;
  return (await printStillParked(at, projection)) > 0 ? 1 : 0;
}

/** Says how much is parked now, and returns it. */
export async function printStillParked(at: Api, projection: string): Promise<number> {
  const { length } = await parkedOf(at, projection);
  process.stdout.write(
    length === 0 ? 'Nothing is parked.\n' : `${length} parked still: tirek parked ${projection} tells what.\n`,
  );
  return length;
}
