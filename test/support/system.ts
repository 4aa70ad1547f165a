// The really built system as a user starts it: a child process, reached over HTTP and by the `tirek` command only.
import { spawn, type ChildProcess } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { startOfProcess } from '../../libs/postgres/processes.js';

const root = dirname(dirname(dirname(fileURLToPath(import.meta.url))));
const main = [join(root, 'dist/apps/tirek/main.js')];
const npmStart = [join(root, 'scripts/start.mjs')];
const npmStartServices = [join(root, 'scripts/start-services.mjs')];
const cli = [join(root, 'scripts/tirek.mjs')];

type Environment = Readonly<Record<string, string>>;

const children = new Set<ChildProcess>();
const homes: string[] = [];

/** A data folder of a test's own. */
export function newHome(): string {
  const home = mkdtempSync(join(tmpdir(), 'tirek-system-'));
  homes.push(home);
  return home;
}

/** Ends what a test has left running and removes its data folders: for afterAll. */
export async function cleanUp(): Promise<void> {
  for (const child of children) child.kill('SIGTERM');
  await Promise.all([...children].map(ended));
  for (const home of homes) rmSync(home, { recursive: true, force: true });
}

/** How a program ended, and what it printed. */
export interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Program {
  readonly child: ChildProcess;
  /** What it printed until now. */
  readonly printed: { stdout: string; stderr: string };
  readonly end: Promise<Ended>;
}

const ended = (child: ChildProcess): Promise<unknown> =>
  child.exitCode === null && child.signalCode === null
    ? new Promise((resolve) => child.once('close', resolve))
    : Promise.resolve();

function run(args: readonly string[], environment: Environment): Program {
  // of ours, only what leads to programs; the last two are for Kafka
  const { PATH, HOME, JAVA_HOME, XDG_CACHE_HOME } = process.env;
  const env = { PATH, HOME, JAVA_HOME, XDG_CACHE_HOME, ...environment };
  const child = spawn(process.execPath, args, { cwd: tmpdir(), env, stdio: 'pipe' });
  children.add(child);
  const printed = { stdout: '', stderr: '' };
  child.stdout.setEncoding('utf8').on('data', (text: string) => (printed.stdout += text));
  child.stderr.setEncoding('utf8').on('data', (text: string) => (printed.stderr += text));
  const end = new Promise<Ended>((resolve) => {
    child.once('close', (code) => {
      children.delete(child);
      resolve({ code, ...printed });
    });
  });
  return { child, printed, end };
}

/** Runs the `tirek` command to its end. */
export const tirek = (home: string, ...args: string[]): Promise<Ended> => beginTirek(home, ...args).end;

/** Begins to run the `tirek` command. */
export const beginTirek = (home: string, ...args: string[]): Program => run([...cli, ...args], { TIREK_HOME: home });

/** A start that is expected to be refused: runs to its end. */
export const refusedStart = (home: string, environment: Environment = {}): Promise<Ended> =>
  run(main, { PORT: '0', ...environment, TIREK_HOME: home }).end;

/** The same as services, with a Kafka of one's own that nobody comes to ask. */
export const refusedStartAsServices = (home: string): Promise<Ended> =>
  run(npmStartServices, { PORT: '0', KAFKA_BROKERS: '127.0.0.1:1', TIREK_HOME: home }).end;

export interface StartOptions {
  readonly home?: string;
  readonly environment?: Environment;
  /** By the script behind `npm start`, which starts the system as a child of its own. */
  readonly asUser?: boolean;
  /** As services over a real Kafka, by the script behind `npm run start:services`. */
  readonly asServices?: boolean;
}

/** Starts the system and waits until it says that it is ready. */
export async function startSystem({
  home = newHome(),
  environment = {},
  asUser = false,
  asServices = false,
}: StartOptions = {}) {
  const program = asServices ? npmStartServices : asUser ? npmStart : main;
  const { child, printed, end } = run(program, { PORT: '0', ...environment, TIREK_HOME: home });
  let url: string | undefined;
  while ((url = /Tirek is ready at (\S+)/.exec(printed.stdout)?.[1]) === undefined) {
    if (child.exitCode !== null) throw new Error(`the system did not start: ${printed.stdout}${printed.stderr}`);
    await pause(20);
  }
  const { pid } = JSON.parse(readFileSync(join(home, 'tirek.lock'), 'utf8')) as { pid: number };
  return {
    home,
    url,
    /** The process of the system itself. */
    pid,
    printed,
    end,
    /** As Ctrl-C and service managers do; resolves when it has ended. */
    stop(): Promise<Ended> {
      child.kill('SIGTERM');
      return end;
    },
    /** Takes it away without a word. */
    async kill(): Promise<void> {
      process.kill(pid, 'SIGKILL');
      await end;
    },
  };
}
export type System = Awaited<ReturnType<typeof startSystem>>;

/** What a test sees of an answer. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  // the tests look into bodies of many shapes, and fail when the shape is another
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  readonly position: string;
}

/** Calls a system as its users: of a demonstration store with tokens that the `tirek` command printed. */
export class Client {
  private readonly tokens = new Map<string, string>();

  /** With `patience`, in milliseconds, it asks again as long as an answer is from before what it should be after. */
  constructor(
    readonly system: System,
    private readonly patience = 0,
    private readonly newToken: (user: string) => Promise<string> = (user) => demonstrationToken(system, user),
  ) {}

  async get(user: string | null, path: string, after?: string): Promise<Answer> {
    const deadline = Date.now() + this.patience;
    for (;;) {
      const answer = await this.call(user, 'GET', path, after ? { 'tirek-after': after, prefer: 'wait=10' } : {});
      if (answer.headers.get('tirek-stale') !== 'true' || Date.now() > deadline) return answer;
    }
  }

  post = (user: string | null, path: string, body: unknown, key: string = randomUUID()): Promise<Answer> =>
    this.call(user, 'POST', path, { 'content-type': 'application/json', 'idempotency-key': key }, JSON.stringify(body));

  private async call(
    user: string | null,
    method: string,
    path: string,
    headers: Environment,
    body?: string,
  ): Promise<Answer> {
    const authorization: Environment = user === null ? {} : { authorization: `Bearer ${await this.token(user)}` };
    const url = `${this.system.url}${/^\/(health|metrics)/.test(path) ? '' : '/api/v1'}${path}`;
    const answer = await fetch(url, { method, headers: { ...headers, ...authorization }, ...(body ? { body } : {}) });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: answer.headers.get('content-type')?.includes('json') ? JSON.parse(text) : text,
      position: answer.headers.get('tirek-position') ?? '',
    };
  }

  private async token(user: string): Promise<string> {
    const known = this.tokens.get(user);
    if (known !== undefined) return known;
    const token = await this.newToken(user);
    this.tokens.set(user, token);
    return token;
  }
}

/** By data folder and user: a token lasts longer than a test, also over a restart. */
const printedTokens = new Map<string, Promise<string>>();

function demonstrationToken({ home }: System, user: string): Promise<string> {
  const whose = `${user} of ${home}`;
  const token = printedTokens.get(whose) ?? printedToken(home, user);
  printedTokens.set(whose, token);
  return token;
}

async function printedToken(home: string, user: string): Promise<string> {
  const { code, stdout, stderr } = await tirek(home, 'token', user);
  if (code !== 0) throw new Error(stderr);
  return stdout.trim();
}

/** The process of the embedded PostgreSQL in a data folder; undefined when none runs on it. */
export function postgresOf(home: string): number | undefined {
  try {
    const pid = Number(readFileSync(join(home, 'postgres/postmaster.pid'), 'utf8').split('\n')[0]);
    return isRunning(pid) ? pid : undefined;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

export const isRunning = (pid: number): boolean => startOfProcess(pid) !== undefined;

/** A local date some days ago, by the clock of UTC. */
export const daysAgo = (days: number): string => new Date(Date.now() - days * 86_400_000).toISOString().slice(0, 10);
