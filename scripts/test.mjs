// npm test: every check, in this order, up to the first that fails. `npm test -- --only unit` runs one of them.
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureKafka, missingForKafka } from './kafka/libraries.mjs';
import { ensureKeycloak } from './keycloak/keycloak.mjs';
import { ensureBuilt, ensureInstalled, main, quietKafka, root, runNode, say, Stop } from './toolchain.mjs';

const tool =
  (path, ...args) =>
  (options) =>
    runNode([join(root, 'node_modules', path), ...args], options);
const jest = (project) => () =>
  runNode([
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    quietKafka,
    join(root, 'node_modules/jest/bin/jest.js'),
    '--selectProjects',
    project,
  ]);
const build = async () => {
  await ensureBuilt();
  return 0;
};

/** In the place of an exit code: the step could not be run here, and that is no failure. */
const NOT_RUN = -1;
/** The tests against a real broker, on a machine that can run one; elsewhere it is said that they did not run. */
const kafka = async () => {
  const missing = missingForKafka();
  if (missing === undefined) {
    await ensureKafka();
    return jest('kafka')();
  }
  say(`Kafka suite not run: needs ${missing}`);
  return process.env.TIREK_REQUIRE_KAFKA === '1' ? 1 : NOT_RUN;
};

/** The journey with a real Keycloak: asked for by name, since it is 160 MB to fetch. */
const keycloak = async () => {
  await ensureKeycloak();
  return jest('keycloak')();
};

const steps = new Map([
  ['types', tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['web-types', tool('typescript/bin/tsc', '-p', 'apps/web/tsconfig.json')],
  ['lint', tool('oxlint/bin/oxlint', '--deny-warnings')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '.')],
  ['dependencies', tool('dependency-cruiser/bin/dependency-cruise.mjs', 'apps', 'libs')],
  ['unit', jest('unit')],
  ['build', build],
  ['integration', jest('integration')],
  ['system', jest('system')],
  ['web', jest('web')],
  ['kafka', kafka],
  ['keycloak', keycloak],
]);
/** They only read the sources: run at the same time, they are told of one by one. */
const together = new Set(['types', 'web-types', 'lint', 'format', 'dependencies']);
/** Run only when asked for by name. */
const onRequest = new Set(['keycloak']);
/** Processes that these start run what was built. */
const needBuild = new Set(['integration', 'system', 'web', 'kafka', 'keycloak']);

await main(async () => {
  const chosen = choose(process.argv.slice(2));
  await ensureInstalled();
  const quiet = chosen.filter((name) => together.has(name));
  if (quiet.length > 1) say(`Running ${quiet.join(', ')} at the same time ...`);
  const ended = new Map(await Promise.all(quiet.map(async (name) => [name, await quietly(name)])));
  const passed = [];
  for (const name of chosen) {
    say(`\n== ${name}`);
    if (needBuild.has(name)) await ensureBuilt();
    const { code, said = '', seconds } = ended.get(name) ?? (await timed(steps.get(name)));
    process.stdout.write(said);
    if (code === NOT_RUN) continue;
    if (code !== 0) throw new Stop(`\nFAILED: ${name} (exit code ${code}). The steps after it were not run.`);
    say(`== ${name} passed in ${seconds.toFixed(1)} s`);
    passed.push(name);
  }
  if (passed.length > 0) say(`\nAll passed: ${passed.join(', ')}.`);
  return 0;
});

/** Runs a step and keeps what it says, to be printed in its turn. */
async function quietly(name) {
  const folder = mkdtempSync(join(tmpdir(), 'tirek-test-'));
  const file = join(folder, 'said');
  const output = openSync(file, 'w');
  const result = await timed(() => steps.get(name)({ stdio: ['ignore', output, output] }));
  closeSync(output);
  const said = readFileSync(file, 'utf8');
  rmSync(folder, { recursive: true });
  return { ...result, said };
}

/** Runs a step: its exit code, and how long it took. */
async function timed(step) {
  const begun = Date.now();
  const code = await step();
  return { code, seconds: (Date.now() - begun) / 1000 };
}

function choose(args) {
  if (args.length === 0) return [...steps.keys()].filter((name) => !onRequest.has(name));
  const [flag, name] = args;
  if (args.length === 2 && flag === '--only' && steps.has(name)) return [name];
  throw new Stop(`Usage: npm test [-- --only ${[...steps.keys()].join('|')}]`);
}
