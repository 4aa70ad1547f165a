import { spawnSync } from 'node:child_process';
import { statSync } from 'node:fs';
import { StartRefused } from './start-refused.js';

const NAME = 'postgres';

/** A system account, as `spawn` takes it. */
export interface Account {
  readonly uid: number;
  readonly gid: number;
}

/**
 * The account PostgreSQL has to run as, since it refuses to run as root: undefined (our own) unless we are root; else
 * the owner of what is there (`folders`, the first that exists), so that he can start it himself again; else the user
 * `postgres`, made when missing. Throws StartRefused when it cannot be made.
 */
export function serverAccount(...folders: readonly string[]): Account | undefined {
  if (process.getuid?.() !== 0) return undefined;
  for (const folder of folders) {
    const owner = statSync(folder, { throwIfNoEntry: false });
    if (owner !== undefined && owner.uid !== 0) return { uid: owner.uid, gid: owner.gid };
  }
  return lookUp() ?? create();
}

/** Whether the account can enter the folder. Asked of the system by trying: modes alone do not know of access lists. */
export function canEnter(account: Account | undefined, folder: string): boolean {
  return (
    account === undefined || spawnSync('/bin/sh', ['-c', 'cd "$0"', folder], { ...account, cwd: '/' }).status === 0
  );
}

function lookUp(): Account | undefined {
  const [uid, gid] = ['-u', '-g'].map((which) => spawnSync('id', [which, NAME], { encoding: 'utf8' }).stdout?.trim());
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined;
}

function create(): Account {
  spawnSync('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', NAME]);
  // two starts at once may both have tried: what counts is that the user is there now
  const made = lookUp();
  if (made !== undefined) return made;
  throw new StartRefused(
    `PostgreSQL does not run as root and the user "${NAME}" could not be made; make it, start Tirek as an ordinary user, or set DATABASE_URL.`,
  );
}
