// Apache Kafka as jars in a cache folder, for those who have no Kafka: the real broker, without Docker.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cacheOf, fetchOnce, missingFor } from '../java/machine.mjs';
import { Stop } from '../toolchain.mjs';

const pom = join(dirname(fileURLToPath(import.meta.url)), 'pom.xml');
// another pom.xml, another folder
const version = createHash('sha256').update(readFileSync(pom)).digest('hex').slice(0, 12);
const libraries = cacheOf(`kafka-${version}`);

/** What this machine lacks to run a broker of our own, as 'Java 17' or 'Maven'; undefined when nothing. */
export const missingForKafka = () => missingFor(libraries);

/** The folder with the jars of the broker, fetched the first time. Throws Stop when something is missing or that fails. */
export async function ensureKafka() {
  const missing = missingForKafka();
  if (missing !== undefined) {
    throw new Stop(
      `A Kafka of our own needs ${missing}: install it (on Debian, apt-get install openjdk-17-jre-headless maven), or name a Kafka of yours in KAFKA_BROKERS.`,
    );
  }
  return fetchOnce(libraries, {
    what: 'Apache Kafka (43 MB)',
    args: (folder) => ['-f', pom, 'dependency:copy-dependencies', `-DoutputDirectory=${folder}`],
  });
}
