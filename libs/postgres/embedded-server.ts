import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { basename, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { type Account, serverAccount } from './account.js';
import { findBinaries } from './binaries.js';
import { DATABASE_USER, SERVER_ENV, dataPath, openDataFolder, passwordPath } from './data-folder.js';
import { commandLine, hasEnded } from './processes.js';
import { StartRefused } from './start-refused.js';

/** A running PostgreSQL of our own. */
export interface EmbeddedServer {
  /** The URL of its database, with the password: never to be printed. */
  readonly url: string;
  /** Resolves with the last line of its log when it ends without having been told to. */
  readonly died: Promise<string>;
  /** Ends all connections, writes everything to disk and stops it. */
  readonly stop: () => Promise<void>;
}

const DATABASE = 'tirek';
const FAST_SHUTDOWN_MS = 60_000;
const IMMEDIATE_SHUTDOWN_MS = 10_000;
const TRIES = 5;

// for a machine of two cores shared with the product; fsync and full_page_writes stay on, as they are by default
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  // two instances of each service, as libs/service/machine.ts counts them
  'max_connections=400',
  'shared_buffers=256MB',
  'effective_cache_size=1GB',
  'max_wal_size=2GB',
  'random_page_cost=1.1',
  'jit=off',
  'idle_in_transaction_session_timeout=60s',
  'timezone=UTC',
  'log_timezone=UTC',
  'log_checkpoints=off',
  // neither statements nor the values of a violated key go to a log
  'log_min_error_statement=panic',
  'log_error_verbosity=terse',
];

/**
 * Starts the embedded PostgreSQL on the data under `home` (made at the first start), on a free port of the loopback.
 * One left over by a crash is stopped first. It stops when told to or when this process ends in whatever way.
 * `onLog` gets its log, line by line. Throws StartRefused with a sentence for the operator. The caller holds `home`.
 */
export async function startEmbeddedServer({
  home,
  onLog,
}: {
  home: string;
  onLog: (line: string) => void;
}): Promise<EmbeddedServer> {
  const account = serverAccount(dataPath(home), home);
  const binaries = findBinaries(account);
  const { folder, password } = await openDataFolder(home, binaries, account);
  await endOrphan(folder, onLog);

  for (let tries = 1; ; tries += 1) {
    const port = await freePort();
    const server = launch(binaries.postgres, folder, port, account, onLog);
    const failure = await Promise.race([ready(folder, server), server.ended]);
    if (failure === undefined) {
      const url = (database: string): string => urlOf(password, port, database);
      try {
        await createDatabase(url('postgres'));
      } catch (error) {
        await server.stop();
        throw error;
      }
      return { url: url(DATABASE), died: server.died, stop: server.stop };
    }
    // another process was faster to take the port, or the children of a killed server have not gone yet
    if (tries === TRIES || !/could not bind|shared memory/.test(failure)) {
      throw new StartRefused(`PostgreSQL did not start on ${folder}: ${failure}`);
    }
    await pause(tries * 200);
  }
}

const urlOf = (password: string, port: number, database: string): string =>
  `postgres://${DATABASE_USER}:${password}@127.0.0.1:${port}/${database}`;

/** Whether there is a database under `home`. */
export const hasDataFolder = (home: string): boolean => existsSync(dataPath(home));

/** The URL of the server that another process runs on the data under `home`; undefined when none is ready there. */
export function runningServerUrl(home: string): string | undefined {
  const running = hasDataFolder(home) ? readPidFile(dataPath(home)) : undefined;
  if (running?.status !== 'ready') return undefined;
  return urlOf(readFileSync(passwordPath(home), 'utf8'), running.port, DATABASE);
}

interface Launched {
  readonly child: ChildProcess;
  readonly died: Promise<string>;
  /** Resolves with the reason, in PostgreSQL's words, when the process ends. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts the server process, in a session of its own: a Ctrl-C in our terminal must reach us, not it. */
function launch(
  postgres: string,
  folder: string,
  port: number,
  account: Account | undefined,
  onLog: (line: string) => void,
): Launched {
  const child = spawn(postgres, ['-D', folder, '-p', String(port), ...SETTINGS.flatMap((one) => ['-c', one])], {
    ...account,
    cwd: '/',
    env: SERVER_ENV,
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let last = '';
  let reason = '';
  let unfinished = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    const lines = (unfinished + text).split('\n');
    unfinished = lines.pop() ?? '';
    for (const line of lines) {
      onLog(line);
      last = line.replace(/^.*?(?:LOG|FATAL|PANIC): +/, '');
      // the first fatal line says why, those after it that it gave up; a lost port is told before it, as a mere LOG
      if (/FATAL|could not bind/.test(line)) reason ||= last;
    }
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(reason || last || 'it ended without a word'));
  });
  const watchdog = child.pid === undefined ? undefined : watch(child.pid, account);
  child.once('exit', () => watchdog?.kill('SIGKILL'));
  let told = false;
  const died = ended.then((why) => (told ? new Promise<string>(() => undefined) : why));
  return {
    child,
    died,
    ended,
    stop: async () => {
      told = true;
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      await stopServer(child.pid);
      await ended;
    },
  };
}

/**
 * A tiny process that stops the server when this process is gone without having done so, even by kill -9: its input
 * ends with us. Should it be killed as well, the next start finds the orphan.
 */
function watch(server: number, account: Account | undefined): ChildProcess {
  const watchdog = spawn('/bin/sh', ['-c', 'read -r _; kill -INT "$0"', String(server)], {
    ...account,
    cwd: '/',
    detached: true,
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  watchdog.unref();
  return watchdog;
}

interface PidFile {
  readonly pid: number;
  readonly port: number;
  readonly status: string;
}

/** PostgreSQL's own lock, postmaster.pid: the process id on its first line, the port on its fourth, the state on its eighth. */
function readPidFile(folder: string): PidFile | undefined {
  try {
    const lines = readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), port: Number(lines[3]), status: lines[7]?.trim() ?? '' };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/** Resolves when the server takes connections; how long it recovers after a crash is its own matter. */
async function ready(folder: string, server: Launched): Promise<undefined> {
  const { child } = server;
  while (child.exitCode === null && child.signalCode === null) {
    const state = readPidFile(folder);
    if (state?.pid === child.pid && state?.status === 'ready') return undefined;
    await pause(20);
  }
  // it ended: the caller learns why from `ended`
  return new Promise<undefined>(() => undefined);
}

/** Stops a server that a crash left running on this very folder, and clears away the lock of one that is gone. */
async function endOrphan(folder: string, onLog: (line: string) => void): Promise<void> {
  const left = readPidFile(folder);
  if (left === undefined) return;
  if (isServerOn(folder, left.pid)) {
    onLog(`a PostgreSQL left over by a crash (process ${left.pid}) is being stopped`);
    await stopServer(left.pid);
  }
  rmSync(join(folder, 'postmaster.pid'), { force: true });
}

function isServerOn(folder: string, pid: number): boolean {
  const [program, ...rest] = commandLine(pid)?.split(` -D ${folder} `) ?? [];
  return program !== undefined && rest.length > 0 && basename(program) === 'postgres';
}

/** Fast shutdown, then, should that hang, immediate shutdown, from which the next start recovers. */
async function stopServer(pid: number): Promise<void> {
  for (const [signal, ms] of [
    ['SIGINT', FAST_SHUTDOWN_MS],
    ['SIGQUIT', IMMEDIATE_SHUTDOWN_MS],
  ] as const) {
    try {
      process.kill(pid, signal);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ESRCH') return;
      throw new StartRefused(`The PostgreSQL of process ${pid} belongs to another user and cannot be stopped.`, {
        cause: error,
      });
    }
    if (await hasEnded(pid, ms)) return;
  }
  throw new StartRefused(`PostgreSQL (process ${pid}) does not stop.`);
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}

async function createDatabase(maintenanceUrl: string): Promise<void> {
  const client = new Client({ connectionString: maintenanceUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('SELECT FROM pg_database WHERE datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE}`);
  } finally {
    await client.end();
  }
}
