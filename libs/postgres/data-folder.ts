import { execFile, execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { type Account, canEnter } from './account.js';
import { type Binaries, systemPlace } from './binaries.js';
import { StartRefused, writingIn } from './start-refused.js';

/** Where the data of the embedded PostgreSQL is, and the password of its one user. */
export interface DataFolder {
  readonly folder: string;
  readonly password: string;
}

/** The one user of the embedded PostgreSQL, owner of its one database. */
export const DATABASE_USER = 'tirek';
/** The environment of PostgreSQL's programs: nothing of ours (a PGPORT, a locale) may reach into it. */
export const SERVER_ENV = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };

/** The path under `home` at which the data is, or a link to it. */
export const dataPath = (home: string): string => join(home, 'postgres');
/** The file with the password of its one user. */
export const passwordPath = (home: string): string => join(home, 'postgres.password');

/**
 * Opens the data folder of `home`, made when it is not there yet. Throws StartRefused when it is of another major version
 * of PostgreSQL, is not ours, or cannot be reached or written.
 */
export async function openDataFolder(
  home: string,
  binaries: Binaries,
  account: Account | undefined,
): Promise<DataFolder> {
  const path = dataPath(home);
  writingIn(home, () => mkdirSync(home, { recursive: true, mode: 0o700 }));
  if (lstatSync(path, { throwIfNoEntry: false }) === undefined) await create(home, binaries, account);
  if (!existsSync(path)) throw new StartRefused(`The database that ${path} points to is gone.`);

  const folder = realpathSync(path);
  const version = writingIn(home, () => versionOf(folder));
  if (version !== binaries.major) {
    throw new StartRefused(
      `The database in ${path} was made by PostgreSQL ${version}, and this Tirek brings PostgreSQL ${binaries.major}; start the Tirek it was made by, or choose another TIREK_HOME.`,
    );
  }
  if (account !== undefined) {
    // restored from a copy as root
    if (statSync(folder).uid === 0) execFileSync('chown', ['-R', `${account.uid}:${account.gid}`, folder]);
    if (!entered(account, dirname(folder))) {
      throw new StartRefused(
        `PostgreSQL does not run as root, and user ${account.uid} cannot enter ${dirname(folder)}; choose another TIREK_HOME.`,
      );
    }
  }
  if (!existsSync(passwordPath(home))) {
    throw new StartRefused(`${passwordPath(home)} is missing; without it the database in ${path} cannot be opened.`);
  }
  return { folder, password: readFileSync(passwordPath(home), 'utf8') };
}

function versionOf(folder: string): string {
  const file = join(folder, 'PG_VERSION');
  if (existsSync(file)) return readFileSync(file, 'utf8').trim();
  const found = readdirSync(folder).length > 0 ? 'something else' : 'nothing';
  throw new StartRefused(`${folder} holds ${found}, not a PostgreSQL database; choose another TIREK_HOME.`);
}

/** Makes the database beside its place and moves it there whole, so that an interrupted start leaves none half-made. */
async function create(home: string, binaries: Binaries, account: Account | undefined): Promise<void> {
  const place = writingIn(home, () => placeFor(home, account));
  const making = join(place, 'postgres.new');
  const onceFile = join(place, 'postgres.once');
  const password = randomBytes(24).toString('base64url');
  writingIn(place, () => {
    rmSync(making, { recursive: true, force: true });
    rmSync(onceFile, { force: true });
    mkdirSync(making, { mode: 0o700 });
    writeFileSync(onceFile, password, { mode: 0o600, flag: 'wx' });
    writeFileSync(passwordPath(home), password, { mode: 0o600, flush: true });
    if (account !== undefined) for (const one of [making, onceFile]) chownSync(one, account.uid, account.gid);
  });
  try {
    await promisify(execFile)(
      binaries.initdb,
      [
        `--pgdata=${making}`,
        `--username=${DATABASE_USER}`,
        `--pwfile=${onceFile}`,
        '--auth=scram-sha-256',
        '--encoding=UTF8',
        '--locale=C',
      ],
      { ...account, cwd: '/', env: SERVER_ENV },
    );
  } catch (error) {
    const said =
      (error as { stderr?: string }).stderr?.match(/^initdb: error: (.+)$/m)?.[1] ?? (error as Error).message;
    throw new StartRefused(`The database could not be made in ${place}: ${said}.`, { cause: error });
  } finally {
    rmSync(onceFile);
  }
  renameSync(making, join(place, 'postgres'));
  if (place !== home) symlinkSync(join(place, 'postgres'), dataPath(home));
}

/**
 * The folder to make the database in: `home`; or, when PostgreSQL has to run as an account that cannot get there (a clone
 * under /root), a folder of its own in the system place, to which `home` then holds a link. Opening /root itself to
 * that account, or giving PostgreSQL the right to pass by file modes, would be worse.
 */
function placeFor(home: string, account: Account | undefined): string {
  if (account === undefined || entered(account, home)) return home;
  const place = mkdtempSync(join(systemPlace(), 'data-'));
  chmodSync(place, 0o711);
  return place;
}

/** Whether the account can enter; `folder` itself, which is ours, is opened to its group for passing through. */
function entered(account: Account, folder: string): boolean {
  if (canEnter(account, folder)) return true;
  const { uid, gid, mode } = statSync(folder);
  if (uid !== process.getuid?.()) return false;
  chownSync(folder, uid, account.gid);
  chmodSync(folder, mode | 0o010);
  if (canEnter(account, folder)) return true;
  chownSync(folder, uid, gid);
  chmodSync(folder, mode);
  return false;
}
