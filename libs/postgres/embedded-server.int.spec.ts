import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client, type QueryResult } from 'pg';
import { type EmbeddedServer, hasDataFolder, runningServerUrl, StartRefused, startEmbeddedServer } from './index.js';
import { commandLine, hasEnded, startOfProcess } from './processes.js';

const here = dirname(fileURLToPath(import.meta.url));
const homes: string[] = [];
const running: ChildProcess[] = [];

const newHome = (): string => {
  const home = mkdtempSync(join(tmpdir(), 'tirek-spec-'));
  homes.push(home);
  return home;
};
const start = (home: string, log: string[] = []): Promise<EmbeddedServer> =>
  startEmbeddedServer({ home, onLog: (line) => log.push(line) });
const query = async (url: string, sql: string): Promise<QueryResult> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return await client.query(sql);
  } finally {
    await client.end();
  }
};
const serverPid = (home: string): number =>
  Number(readFileSync(join(home, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Starts the server from another process, which writes one row and then waits; resolves when the row is committed. */
const startElsewhere = async (home: string): Promise<ChildProcess> => {
  const program = `
    const { startEmbeddedServer, openDatabase } = await import(${JSON.stringify(join(here, 'index.ts'))});
    const server = await startEmbeddedServer({ home: ${JSON.stringify(home)}, onLog: () => undefined });
    const database = await openDatabase(server.url, { max: 1 });
    await database.query('CREATE TABLE kept AS SELECT 42 AS answer');
    console.log('committed');`;
  const child = spawn(
    process.execPath,
    ['--import', join(here, '../../test/support/typescript.mjs'), '--input-type=module', '-e', program],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  running.push(child);
  await new Promise<void>((resolve, reject) => {
    child.stdout?.once('data', () => resolve());
    child.once('exit', () => reject(new Error('the other process ended')));
  });
  return child;
};
const kill9 = async (pid: number): Promise<void> => {
  process.kill(pid, 'SIGKILL');
  expect(await hasEnded(pid, 10_000)).toBe(true);
};

afterAll(() => {
  for (const child of running) child.kill('SIGKILL');
  for (const home of homes) rmSync(home, { recursive: true, force: true });
});

describe('the embedded PostgreSQL', () => {
  it('is found by other processes of the machine while it runs', async () => {
    const home = newHome();
    expect([hasDataFolder(home), runningServerUrl(home)]).toEqual([false, undefined]);
    const server = await start(home);
    expect([hasDataFolder(home), runningServerUrl(home)]).toEqual([true, server.url]);
    await server.stop();
    expect([hasDataFolder(home), runningServerUrl(home)]).toEqual([true, undefined]);
  });

  it('starts safe: loopback only, password needed, fsync on, UTF8; and keeps its data over a restart', async () => {
    const home = newHome();
    const first = await start(home);
    await query(first.url, `CREATE TABLE kept AS SELECT 'Айпери' AS name`);
    const { rows } = await query(
      first.url,
      `SELECT name, setting FROM pg_settings
       WHERE name IN ('fsync', 'listen_addresses', 'unix_socket_directories', 'server_encoding', 'data_checksums')
       ORDER BY name`,
    );
    expect(Object.fromEntries(rows.map(({ name, setting }) => [name, setting]))).toEqual({
      data_checksums: 'on',
      fsync: 'on',
      listen_addresses: '127.0.0.1',
      server_encoding: 'UTF8',
      unix_socket_directories: '',
    });
    const wrong = new URL(first.url);
    wrong.password = 'wrong';
    await expect(query(wrong.href, 'SELECT 1')).rejects.toMatchObject({ code: '28P01' });
    expect(statSync(join(home, 'postgres.password')).mode & 0o777).toBe(0o600);
    const pid = serverPid(home);
    await first.stop();
    expect(startOfProcess(pid)).toBeUndefined();

    const second = await start(home);
    expect((await query(second.url, 'SELECT name FROM kept')).rows).toEqual([{ name: 'Айпери' }]);
    await second.stop();
  });

  it('says when it ends without having been told to', async () => {
    const home = newHome();
    const server = await start(home);
    process.kill(serverPid(home), 'SIGQUIT');
    expect(await server.died).toContain('shut down');
    await server.stop();
  });

  it('stops by itself when the process that started it is killed', async () => {
    const home = newHome();
    const other = await startElsewhere(home);
    const pid = serverPid(home);
    await kill9(other.pid!);
    expect(await hasEnded(pid, 20_000)).toBe(true);
  });

  it('stops and restarts one that a crash left running, with everything committed', async () => {
    const home = newHome();
    const other = await startElsewhere(home);
    const orphan = serverPid(home);
    await kill9(watchdogOf(orphan));
    await kill9(other.pid!);
    expect(startOfProcess(orphan)).toBeDefined();

    const log: string[] = [];
    const server = await start(home, log);
    expect(log[0]).toContain(`left over by a crash (process ${orphan})`);
    expect(startOfProcess(orphan)).toBeUndefined();
    expect((await query(server.url, 'SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
    await server.stop();
  });

  it('recovers when PostgreSQL itself is killed as well', async () => {
    const home = newHome();
    const other = await startElsewhere(home);
    const killed = serverPid(home);
    await kill9(watchdogOf(killed));
    await kill9(other.pid!);
    await kill9(killed);

    const server = await start(home);
    expect((await query(server.url, 'SELECT answer FROM kept')).rows).toEqual([{ answer: 42 }]);
    await server.stop();
  });

  it('clears a stale lock away and leaves alone the process that has its number now', async () => {
    const home = newHome();
    await (await start(home)).stop();
    const bystander = spawn('sleep', ['60'], { stdio: 'ignore' });
    running.push(bystander);
    writeFileSync(join(home, 'postgres', 'postmaster.pid'), `${bystander.pid}\n${join(home, 'postgres')}\n`);

    const server = await start(home);
    expect(startOfProcess(bystander.pid!)).toBeDefined();
    await server.stop();
  });

  it('refuses data of another major version, what is no database, and a lost password, in one sentence', async () => {
    const home = newHome();
    await (await start(home)).stop();
    const version = join(home, 'postgres', 'PG_VERSION');
    const ours = readFileSync(version);
    writeFileSync(version, '14\n');
    await expect(start(home)).rejects.toThrow(/was made by PostgreSQL 14, and this Tirek brings PostgreSQL \d+/);
    writeFileSync(version, ours);
    rmSync(join(home, 'postgres.password'));
    await expect(start(home)).rejects.toThrow(/postgres\.password is missing/);

    const other = newHome();
    mkdirSync(join(other, 'postgres'));
    writeFileSync(join(other, 'postgres', 'notes.txt'), '');
    await expect(start(other)).rejects.toThrow(/holds something else, not a PostgreSQL database/);
  });

  it('refuses a folder that cannot be written', async () => {
    const home = join(newHome(), 'file', 'home');
    writeFileSync(dirname(home), '');
    await expect(start(home)).rejects.toThrow(StartRefused);
    await expect(start(home)).rejects.toThrow(/cannot write in its data folder .*ENOTDIR/);
  });

  it('never runs as root', async () => {
    const home = newHome();
    const server = await start(home);
    expect(statSync(join(home, 'postgres')).uid).not.toBe(0);
    await server.stop();
  });
});

/** The process that waits to stop this server. */
function watchdogOf(server: number): number {
  const pids = execFileSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' })
    .split('\n')
    .filter((line) => line.includes('kill -INT "$0"') && line.trimEnd().endsWith(` ${server}`))
    .map((line) => Number.parseInt(line, 10));
  expect(pids).toHaveLength(1);
  expect(commandLine(pids[0]!)).toContain('read -r _');
  return pids[0]!;
}
