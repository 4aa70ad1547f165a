// A real Keycloak on the loopback, for those who have none: to try Tirek with an issuer of one's own, and for tests.
import { randomBytes } from 'node:crypto';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { cacheOf, fetchOnce, missingFor } from '../java/machine.mjs';
import { freePort, launch } from '../java/program.mjs';
import { Stop } from '../toolchain.mjs';

// as in the pom
const version = '26.4.0';
const pom = join(import.meta.dirname, 'pom.xml');
const folder = cacheOf(`keycloak-${version}`);
const startMilliseconds = 420_000;

/** What this machine lacks to run it, as 'Java 17' or 'Maven'; undefined when nothing. */
export const missingForKeycloak = () => missingFor(folder);

/** The folder of its distribution, fetched the first time. Throws Stop when something is missing or that fails. */
export async function ensureKeycloak() {
  const missing = missingForKeycloak();
  if (missing !== undefined) {
    throw new Stop(
      `A Keycloak of our own needs ${missing}: install it (on Debian, apt-get install openjdk-17-jre-headless maven), or name your issuer in OIDC_ISSUER.`,
    );
  }
  const found = await fetchOnce(folder, {
    what: 'Keycloak (160 MB)',
    args: (unfinished) => [
      '-f',
      pom,
      `-Dwork=${join(unfinished, 'maven')}`,
      'dependency:unpack-dependencies',
      `-DoutputDirectory=${unfinished}`,
    ],
  });
  return join(found, `keycloak-${version}`);
}

/**
 * Starts a Keycloak with one realm (as JSON; an import file) and nothing kept of it: for development, in clear, on the
 * loopback. Resolves with `{ issuer, died, stop() }` when the realm answers.
 */
export async function startKeycloak({ realm, onLog = () => undefined }) {
  const distribution = await ensureKeycloak();
  // it builds itself where it lies: a copy, so that several do not meet
  const home = mkdtempSync(join(tmpdir(), 'tirek-keycloak-'));
  cpSync(distribution, home, { recursive: true });
  mkdirSync(join(home, 'data', 'import'), { recursive: true });
  writeFileSync(join(home, 'data', 'import', 'realm.json'), JSON.stringify(realm), { mode: 0o600 });
  const port = await freePort();
  const program = launch(
    '/bin/sh',
    [join(home, 'bin', 'kc.sh'), 'start-dev', '--import-realm', '--http-host=127.0.0.1', `--http-port=${port}`],
    {
      onLog,
      env: {
        JAVA_OPTS_KC_HEAP: '-Xms128m -Xmx768m',
        KC_BOOTSTRAP_ADMIN_USERNAME: 'administrator',
        KC_BOOTSTRAP_ADMIN_PASSWORD: randomBytes(18).toString('base64url'),
      },
    },
  );
  const issuer = `http://127.0.0.1:${port}/realms/${realm.realm}`;
  const stop = async () => {
    await program.stop();
    rmSync(home, { recursive: true, force: true });
  };
  for (const deadline = Date.now() + startMilliseconds; ;) {
    if (await answers(issuer)) return { issuer, died: program.died, stop };
    const why = await Promise.race([program.ended, pause(500)]);
    if (why === undefined && Date.now() < deadline) continue;
    await stop();
    throw new Error(`Keycloak did not start: ${why ?? 'it does not answer'}`);
  }
}

const answers = (issuer) =>
  fetch(`${issuer}/.well-known/openid-configuration`).then(
    ({ ok }) => ok,
    () => false,
  );
