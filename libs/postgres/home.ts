import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOfProcess } from './processes.js';
import { StartRefused, writingIn } from './start-refused.js';

/** The running Tirek that holds a data folder. `url` is where it answers, once it does. */
export interface HomeHolder {
  readonly pid: number;
  readonly url?: string;
}

/** A data folder held by this process. */
export interface TakenHome {
  /** Tells other processes where this one answers. */
  announce(url: string): void;
  /** Gives the folder back; to be called when everything that used it has stopped. */
  release(): void;
}

interface Lock extends HomeHolder {
  /** Tells the holder from a later process with the same id. */
  readonly started: string;
}

const lockFile = (home: string): string => join(home, 'tirek.lock');

function readLock(file: string): Lock | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Lock;
  } catch (error) {
    // a lock is linked into place whole; one that does not parse was cut short by a crash of the machine
    if (error instanceof SyntaxError || (error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

const lives = (lock: Lock | undefined): lock is Lock => lock !== undefined && startOfProcess(lock.pid) === lock.started;

/** Who runs on this data folder now; undefined when nobody does. */
export function holderOfHome(home: string): HomeHolder | undefined {
  const lock = readLock(lockFile(home));
  return lives(lock) ? { pid: lock.pid, url: lock.url } : undefined;
}

/**
 * Makes the data folder when it is missing and takes it for this process: one Tirek per folder. The lock of a process
 * that is gone is taken over. Throws StartRefused when another Tirek runs on it or it cannot be written.
 */
export function takeHome(home: string): TakenHome {
  const file = lockFile(home);
  const mine = `${file}.${process.pid}`;
  const lock: Lock = { pid: process.pid, started: startOfProcess(process.pid) ?? '' };

  writingIn(home, () => {
    mkdirSync(home, { recursive: true, mode: 0o700 });
    writeFileSync(mine, JSON.stringify(lock), { mode: 0o644 });
  });
  try {
    while (!linked(mine, file)) takeAwayStale(file);
  } finally {
    rmSync(mine, { force: true });
  }
  return {
    announce(url) {
      writeFileSync(mine, JSON.stringify({ ...lock, url }), { mode: 0o644 });
      renameSync(mine, file);
    },
    release() {
      if (readLock(file)?.pid === process.pid) rmSync(file, { force: true });
    },
  };
}

/** True when `file` is now `mine`; false when there was one already. A link appears whole or not at all. */
function linked(mine: string, file: string): boolean {
  try {
    linkSync(mine, file);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Removes the lock when its holder is gone. What was moved away is looked at again: another start may have been faster. */
function takeAwayStale(file: string): void {
  refuseWhenHeld(readLock(file));
  const aside = `${file}.stale.${process.pid}`;
  try {
    renameSync(file, aside);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const moved = readLock(aside);
  if (lives(moved)) linked(aside, file);
  rmSync(aside);
  refuseWhenHeld(moved);
}

function refuseWhenHeld(lock: Lock | undefined): void {
  if (!lives(lock)) return;
  const where = lock.url === undefined ? '' : `, ${lock.url}`;
  throw new StartRefused(`Tirek is already running on this folder (process ${lock.pid}${where}).`);
}
