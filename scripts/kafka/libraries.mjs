// Apache Kafka as jars in a cache folder, for those who have no Kafka: the real broker, without Docker.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Stop, alone, run, say } from '../toolchain.mjs';

const pom = join(dirname(fileURLToPath(import.meta.url)), 'pom.xml');
const caches = join(process.env.XDG_CACHE_HOME || join(homedir(), '.cache'), 'tirek');
// another pom.xml, another folder
const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
const libraries = join(caches, `kafka-${version}`);

/** The `java` of JAVA_HOME or of the PATH. */
export const javaPath = () => (process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin', 'java') : 'java');

/** What this machine lacks to run a broker of our own, as 'Java 17' or 'Maven'; undefined when nothing. */
export function missingForKafka() {
  const { stderr } = spawnSync(javaPath(), ['-version'], { encoding: 'utf8' });
  const major = Number(/version "(\d+)/.exec(stderr ?? '')?.[1] ?? 0);
  if (major < 17) return 'Java 17';
  // Maven is for the download only
  if (!existsSync(libraries) && spawnSync('mvn', ['-version']).status !== 0) return 'Maven';
  return undefined;
}

/**
 * The folder with the jars of the broker, which Maven fetches the first time. They are there whole or not at all; of
 * several processes at once, one fetches them. Throws Stop when something is missing or the download fails.
 */
export async function ensureKafka() {
  const missing = missingForKafka();
  if (missing !== undefined) {
    throw new Stop(
      `A Kafka of our own needs ${missing}: install it (on Debian, apt-get install openjdk-17-jre-headless maven), or name a Kafka of yours in KAFKA_BROKERS.`,
    );
  }
  if (existsSync(libraries)) return libraries;
  try {
    mkdirSync(caches, { recursive: true });
  } catch (error) {
    throw new Stop(`Apache Kafka cannot be kept in ${caches} (${error.code}); name another folder in XDG_CACHE_HOME.`);
  }
  await alone(`${libraries}.lock`, async () => {
    if (existsSync(libraries)) return;
    say('Fetching Apache Kafka (43 MB, once) ...');
    const unfinished = `${libraries}.unfinished`;
    rmSync(unfinished, { recursive: true, force: true });
    const code = await run(
      'mvn',
      ['-q', '-B', '-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${unfinished}`],
      { stdio: ['ignore', 2, 2] },
    );
    if (code !== 0) throw new Stop('Apache Kafka could not be fetched; what Maven said is above.');
    renameSync(unfinished, libraries);
  });
  return libraries;
}
