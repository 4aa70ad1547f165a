// What this machine has for programs on Java, and the folder that what was fetched for them is kept in.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { Stop, alone, run, say } from '../toolchain.mjs';

const caches = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tirek');

/** The `java` of JAVA_HOME or of the PATH. */
export const javaPath = () => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java');

/** Where a thing that Maven fetches is kept. */
export const cacheOf = (name) => join(caches, name);

/** What this machine lacks to fetch and run it, as 'Java 17' or 'Maven'; undefined when nothing. */
export function missingFor(folder) {
  const { stderr } = spawnSync(javaPath(), ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (major < 17) return 'Java 17';
  // Maven is for the download only
  if (!existsSync(folder) && spawnSync('mvn', ['-version']).status !== 0) return 'Maven';
  return undefined;
}

/**
 * Fetches something into a cache folder by Maven with `args(unfinished folder)`, unless it is there. It is there whole or
 * not at all; of several processes at once, one fetches. Throws Stop when the download fails.
 */
export async function fetchOnce(folder, { what, args }) {
  if (existsSync(folder)) return folder;
  try {
    mkdirSync(caches, { recursive: true });
  } catch (error) {
    throw new Stop(`${what} cannot be kept in ${caches} (${error.code}); name another folder in XDG_CACHE_HOME.`);
  }
  await alone(`${folder}.lock`, async () => {
    if (existsSync(folder)) return;
    say(`Fetching ${what}, once ...`);
    const unfinished = `${folder}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const code = await run('mvn', ['-q', '-B', ...args(unfinished)], { stdio: ['ignore', 2, 2] });
    if (code !== 0) throw new Stop(`${what} could not be fetched; what Maven said is above.`);
    renameSync(unfinished, folder);
  });
  return folder;
}
