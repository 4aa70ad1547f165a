// npm test: every check, one after the other, up to the first that fails. `npm test -- --only unit` runs one of them.
import { join } from 'node:path';
import { Stop, ensureBuilt, ensureInstalled, main, root, runNode, say } from './toolchain.mjs';

const tool =
  (path, ...args) =>
  () =>
    runNode([join(root, 'node_modules', path), ...args]);
const jest = (project) => () =>
  runNode([
    '--experimental-vm-modules',
    '--disable-warning=ExperimentalWarning',
    join(root, 'node_modules/jest/bin/jest.js'),
    '--selectProjects',
    project,
  ]);
const build = async () => {
  await ensureBuilt();
  return 0;
};

const steps = new Map([
  ['types', tool('typescript/bin/tsc', '--noEmit', '-p', 'tsconfig.json')],
  ['lint', tool('oxlint/bin/oxlint', '--deny-warnings')],
  ['format', tool('prettier/bin/prettier.cjs', '--check', '.')],
  ['dependencies', tool('dependency-cruiser/bin/dependency-cruise.mjs', 'apps', 'libs')],
  ['unit', jest('unit')],
  ['build', build],
  ['integration', jest('integration')],
  ['system', jest('system')],
]);

await main(async () => {
  const chosen = choose(process.argv.slice(2));
  await ensureInstalled();
  for (const name of chosen) {
    say(`\n== ${name}`);
    const begun = Date.now();
    // processes that the tests start run what was built
    if (name === 'integration' || name === 'system') await ensureBuilt();
    const code = await steps.get(name)();
    if (code !== 0) throw new Stop(`\nFAILED: ${name} (exit code ${code}). The steps after it were not run.`);
    say(`== ${name} passed in ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  }
  say(`\nAll passed: ${chosen.join(', ')}.`);
  return 0;
});

function choose(args) {
  if (args.length === 0) return [...steps.keys()];
  const [flag, name] = args;
  if (args.length === 2 && flag === '--only' && steps.has(name)) return [name];
  throw new Stop(`Usage: npm test [-- --only ${[...steps.keys()].join('|')}]`);
}
