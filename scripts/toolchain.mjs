// What the commands need before the product can run: the dependencies, the build, and Node 24 from the npm package
// `node`. Runs on whatever Node npm came with (18 or newer), before anything is installed: nothing but the standard
// library here. Everything it says goes to stderr; the stdout of a command is its answer.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, readdirSync, rmSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { constants } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

/** The project's folder. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

const modules = join(root, 'node_modules');
const builtStamp = join(root, 'dist', '.built');
const setupLock = join(root, '.setup.lock');

/** A command cannot go on; the message is one sentence for the person at the terminal. */
export class Stop extends Error {}

/** Runs `npm ci` when node_modules is missing, unfinished or of another package-lock.json. */
export async function ensureInstalled() {
  if (isInstalled()) return;
  await alone(setupLock, async () => {
    if (isInstalled()) return;
    say('Installing the dependencies (npm ci) ...');
    // npm puts our own node first in PATH, and `npm ci` begins by deleting it
    const PATH = process.env.PATH.split(delimiter)
      .filter((folder) => !folder.startsWith(modules))
      .join(delimiter);
    const code = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], {
      env: { ...process.env, PATH },
      stdio: ['ignore', 2, 2],
    });
    insist(code, 'The dependencies could not be installed; what npm said is above.');
  });
}

/** Builds the product into dist when a source is newer than the last build. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await alone(setupLock, async () => {
    if (isBuilt()) return;
    say('Building ...');
    const begun = new Date();
    const code = await runNode([join(modules, '@nestjs', 'cli', 'bin', 'nest.js'), 'build', 'tirek'], {
      stdio: ['ignore', 2, 2],
    });
    insist(code, 'The build failed; what the compiler said is above.');
    // after the compiler, which empties dist first
    const vite = [join(modules, 'vite', 'bin', 'vite.js'), 'build', '--config', 'apps/web/vite.config.ts'];
    const web = await runNode([...vite, '--logLevel', 'warn'], { stdio: ['ignore', 2, 2] });
    insist(web, 'The build of the web application failed; what it said is above.');
    // as old as the beginning of the build: a source saved meanwhile is newer
    writeFileSync(builtStamp, '');
    utimesSync(builtStamp, begun, begun);
  });
}

/** The Node that runs the product. */
export function nodePath() {
  const found = [join(modules, 'node', 'bin', 'node'), join(modules, '.bin', 'node')].find((one) => existsSync(one));
  if (found === undefined) throw new Stop('Node 24 is not in node_modules: install without --ignore-scripts (npm ci).');
  return found;
}

/**
 * Runs a program in the project's folder and waits for its end. A SIGINT or SIGTERM that we get is passed on once; it
 * is the program that decides how to end. Returns its exit code, 128 + the number of the signal that ended it.
 */
export function run(program, args, options = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: 'inherit', ...options });
    const passOn = new Map(['SIGINT', 'SIGTERM'].map((signal) => [signal, once(() => child.kill(signal))]));
    for (const [signal, handler] of passOn) process.on(signal, handler);
    child.once('error', reject);
    child.once('close', (code, signal) => {
      for (const [one, handler] of passOn) process.off(one, handler);
      resolve(code ?? 128 + constants.signals[signal]);
    });
  });
}

/** `run` with the Node of the product, which is also first in the PATH of what it starts. */
export function runNode(args, { env = process.env, ...options } = {}) {
  const PATH = `${dirname(nodePath())}${delimiter}${env.PATH}`;
  return run(nodePath(), args, { env: { ...env, PATH }, ...options });
}

/** Runs a command to its end: its result is the exit code, a Stop its last words. */
export async function main(command) {
  try {
    process.exitCode = await command();
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    say(error.message);
    process.exitCode = 1;
  }
}

/** kafkajs sets a timer in the past now and then: harmless, and nothing that an operator could mend. */
export const quietKafka = '--disable-warning=TimeoutNegativeWarning';

/** Installs, builds and runs one of the built programs on Node 24. */
export async function runBuilt(entry, args) {
  await ensureInstalled();
  await ensureBuilt();
  // where the user stands is where relative paths begin
  return runNode(['--enable-source-maps', quietKafka, join(root, 'dist', entry), ...args], { cwd: process.cwd() });
}

/** Prints a line to stderr. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

function insist(code, otherwise) {
  if (code === 0) return;
  throw new Stop(code > 128 ? 'Interrupted.' : otherwise);
}

function isInstalled() {
  // npm writes this file last
  const installedLock = join(modules, '.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const wanted = packagesIn(join(root, 'package-lock.json'));
  const installed = packagesIn(installedLock);
  return Object.entries(wanted).every(
    ([path, { version, optional }]) =>
      path === '' || (installed[path]?.version ?? (optional ? version : undefined)) === version,
  );
}

const packagesIn = (lockfile) => JSON.parse(readFileSync(lockfile, 'utf8')).packages;

function isBuilt() {
  const built = statSync(builtStamp, { throwIfNoEntry: false })?.mtimeMs;
  if (built === undefined) return false;
  const files = ['package.json', 'package-lock.json', 'nest-cli.json', 'tsconfig.json', 'tsconfig.build.json'];
  return [...files, 'apps', 'libs'].every((source) => newest(join(root, source)) <= built);
}

/** When the newest source at or under `path` changed. Folders count, since a deleted file leaves no other trace. */
function newest(path) {
  const { mtimeMs } = statSync(path);
  const inside = readdirIfFolder(path).filter((entry) => !/\.(spec|testing)\.ts$/.test(entry.name));
  return Math.max(mtimeMs, ...inside.map((entry) => newest(join(path, entry.name))));
}

const readdirIfFolder = (path) => (statSync(path).isDirectory() ? readdirSync(path, { withFileTypes: true }) : []);

/** Does `work` while no other process that takes the same lock file does. The lock of a process that is gone is removed. */
export async function alone(lock, work) {
  let told = false;
  while (!locked(lock)) {
    const holder = Number(readIfThere(lock));
    if (holder > 0 && !isRunning(holder)) rmSync(lock, { force: true });
    else if (!told) {
      say(`Waiting for process ${holder}, which installs or builds the same; if it does neither, delete ${lock}.`);
      told = true;
    }
    await pause(200);
  }
  try {
    await work();
  } finally {
    rmSync(lock, { force: true });
  }
}

function locked(lock) {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code === 'EEXIST') return false;
    throw error.code === 'EACCES' || error.code === 'EROFS'
      ? new Stop(`${dirname(lock)} cannot be written (${error.code}).`)
      : error;
  }
}

function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return '';
    throw error;
  }
}

function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return error.code === 'EPERM';
  }
}

function once(work) {
  let done = false;
  return () => {
    if (!done) work();
    done = true;
  };
}
