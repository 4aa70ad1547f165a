// The built programs as processes of their own, on a database of the test.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { finished } from 'node:stream/promises';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { demonstrationKeyPair, demonstrationToken, demonstrationUsers } from '#access';
import { testDatabase } from '../libs/postgres/postgres.testing.js';

const dist = join(dirname(dirname(fileURLToPath(import.meta.url))), 'dist/apps');

/** How a process ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // the tests look into bodies of many shapes, and fail when the shape is another
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
}

/** A running program. */
export interface Running {
  readonly url: string;
  readonly child: ChildProcess;
  readonly end: Promise<Ended>;
  /** SIGTERM; resolves when it has ended. */
  stop(): Promise<Ended>;
  /** SIGKILL; resolves when it is gone. */
  kill(): Promise<Ended>;
}

/** What several programs share: a database and a data folder. */
export interface Installation {
  /** Runs a program to its end. */
  run(program: string, environment?: NodeJS.ProcessEnv): Promise<Ended>;
  /** Starts a program and waits until it says that it is ready. */
  start(program: string): Promise<Running>;
  /** A request of a demonstration user to a program, null: of nobody. */
  call(of: Running, who: string | null, path: string, init?: RequestInit): Promise<Answer>;
  /** The files of a folder in the data folder. */
  files(folder: string): string[];
  query(sql: string): Promise<Record<string, unknown>[]>;
  /** Ends what still runs and removes it all. */
  remove(): Promise<void>;
}

const installations: Installation[] = [];

/** Removes every installation of the test file: for afterAll. */
export async function removeAll(): Promise<void> {
  for (const one of installations.splice(0)) await one.remove();
}

/** An installation with nothing in it yet. */
export async function installation(): Promise<Installation> {
  const database = await testDatabase();
  const home = mkdtempSync(join(tmpdir(), 'tirek-services-'));
  const running = new Set<Running>();

  function spawned(program: string, environment: NodeJS.ProcessEnv) {
    const child = spawn(process.execPath, [join(dist, program, 'main.js')], {
      env: { PATH: process.env.PATH, DATABASE_URL: database.url, TIREK_HOME: home, PORT: '0', ...environment },
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const printed = { stdout: '', stderr: '' };
    child.stdout!.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
    child.stderr!.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
    // not `close`, which does not come when we close the channel ourselves
    const end = Promise.all([once(child, 'exit'), finished(child.stdout!), finished(child.stderr!)]).then(
      ([[code]]): Ended => ({ code: code as number | null, ...printed }),
    );
    return { child, printed, end };
  }

  const made: Installation = {
    run: (program, environment = {}) => spawned(program, environment).end,
    async start(program) {
      const { child, printed, end } = spawned(program, {});
      const ready = program === 'tirek' ? /^Tirek is ready at (\S+)$/m : /^Tirek (\S+) is ready at (\S+)$/m;
      let found: RegExpExecArray | null;
      while (!(found = ready.exec(printed.stdout))) {
        if (child.exitCode !== null) throw new Error(`${program} did not start: ${printed.stdout}${printed.stderr}`);
        await pause(20);
      }
      const ended = (signal: NodeJS.Signals) => () => {
        running.delete(one);
        child.kill(signal);
        return end;
      };
      const one: Running = { url: found.at(-1)!, child, end, stop: ended('SIGTERM'), kill: ended('SIGKILL') };
      running.add(one);
      return one;
    },
    async call({ url }, who, path, init = {}) {
      const headers = new Headers(init.headers);
      if (who !== null) {
        const caller = demonstrationUsers.find(({ user }) => user === who)!;
        const { privateKey } = demonstrationKeyPair(home, false)!;
        headers.set('authorization', `Bearer ${await demonstrationToken(caller, privateKey)}`);
      }
      if (init.method === 'POST' && !headers.has('idempotency-key')) headers.set('idempotency-key', randomUUID());
      if (typeof init.body === 'string' && !headers.has('content-type')) {
        headers.set('content-type', 'application/json');
      }
      const answer = await fetch(`${url}${/^\/(health|metrics)/.test(path) ? '' : '/api/v1'}${path}`, {
        ...init,
        headers,
      });
      const text = await answer.text();
      const isJson = answer.headers.get('content-type')?.includes('json');
      return { status: answer.status, headers: answer.headers, body: isJson ? JSON.parse(text) : text };
    },
    files: (folder) => readdirSync(join(home, folder)),
    query: async (sql) => (await database.pool.query<Record<string, unknown>>(sql)).rows,
    async remove() {
      await Promise.all([...running].map((one) => one.stop()));
      await database.drop();
      rmSync(home, { recursive: true });
    },
  };
  installations.push(made);
  return made;
}

/** Waits until something is so; fails when it is not in time. */
export async function until(what: string, isSo: () => Promise<boolean>, ms = 60_000): Promise<void> {
  for (const deadline = Date.now() + ms; !(await isSo()); await pause(50)) {
    if (Date.now() > deadline) throw new Error(`it did not come about: ${what}`);
  }
}
