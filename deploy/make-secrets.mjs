// node deploy/make-secrets.mjs HOST [--without-certificate] [--into FOLDER]
// Makes the secret files of docker-compose.yml with random values, once: a folder that is there is never touched.
//
// The folder is for its owner alone (0700), so that nobody else on the host comes to the files. The files are readable
// by all (0444), because Compose mounts each into its containers with the mode and owner it has here, and the users of
// the containers (1000, 999) need not be yours. A container sees the files that it is given, and no others.
import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const say = (line) => void process.stdout.write(`${line}\n`);
const ownFolder = dirname(fileURLToPath(import.meta.url));

/** What is wrong is said in one sentence. */
class Refusal extends Error {}

function main() {
  const { positionals, values } = parseArgs({
    allowPositionals: true,
    options: { 'without-certificate': { type: 'boolean' }, into: { type: 'string' } },
  });
  const [host] = positionals;
  if (positionals.length !== 1 || !/^[a-z0-9-]+(\.[a-z0-9-]+)+$/.test(host)) {
    throw new Refusal(
      'Give the name that people will type, in lower case: node deploy/make-secrets.mjs tirek.example.kg',
    );
  }
  const folder = resolve(values.into ?? join(ownFolder, 'secrets'));
  const refuseOverwriting = () => {
    throw new Refusal(
      `${folder} is there already and is left as it is: with other secrets the databases could not be opened any more.`,
    );
  };
  if (existsSync(folder)) refuseOverwriting();

  // made beside and moved in one step: all of them or none
  const half = `${folder}.${process.pid}`;
  mkdirSync(half, { recursive: true, mode: 0o700 });
  try {
    for (const [name, content] of Object.entries(secrets())) writeFileSync(join(half, name), `${content}\n`);
    if (!values['without-certificate']) makeCertificate(half, host);
    for (const name of readdirSync(half)) chmodSync(join(half, name), 0o444);
    renameSync(half, folder);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (error.code === 'ENOTEMPTY' || error.code === 'EEXIST') refuseOverwriting();
    throw error;
  }
  say(`${folder}: made, for ${host}. Keep a copy of master_key apart from the copies of the databases.`);
  say(
    values['without-certificate']
      ? 'Add your certificate: tls_certificate (with its chain), tls_key, tls_authority (who issued it).'
      : 'The certificate is self-signed, good for a trial of 90 days: put yours in its place, see docs/deployment.md.',
  );
}

/** The content of each file by its name. Passwords are of characters that need no quoting anywhere. */
function secrets() {
  const password = () => randomBytes(24).toString('base64url');
  const [tirek, keycloak] = [password(), password()];
  return {
    postgres_password: password(),
    tirek_password: tirek,
    database_url: `postgres://tirek:${tirek}@postgres:5432/tirek`,
    eventstoredb_url: 'esdb://eventstoredb:2113?tls=false',
    kafka_password: password(),
    // 32 bytes in base64, as libs/privacy/key-files.ts reads them
    master_key: randomBytes(32).toString('base64'),
    keycloak_password: keycloak,
    'keycloak.conf': [
      `db-password=${keycloak}`,
      'bootstrap-admin-username=admin',
      `bootstrap-admin-password=${password()}`,
    ].join('\n'),
  };
}

function makeCertificate(folder, host) {
  const certificate = join(folder, 'tls_certificate');
  try {
    const kind = '-x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 90'.split(' ');
    const names = ['-subj', `/CN=${host}`, '-addext', `subjectAltName=DNS:${host}`];
    const files = ['-keyout', join(folder, 'tls_key'), '-out', certificate];
    execFileSync('openssl', ['req', ...kind, ...names, ...files], { stdio: 'pipe' });
  } catch (error) {
    throw new Refusal(
      `openssl did not make a certificate (${error.code ?? `exit code ${error.status}`}); with --without-certificate the rest is made.`,
    );
  }
  copyFileSync(certificate, join(folder, 'tls_authority'));
}

try {
  main();
} catch (error) {
  if (!(error instanceof Refusal) && !error.code?.startsWith('ERR_PARSE_ARGS')) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
}
