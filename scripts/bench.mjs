// npm run bench [-- NAME ...]: the benchmarks of bench/, or those named; a JSON line for each figure.
import { ensureBuilt, ensureInstalled, main, runNode } from './toolchain.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  return runNode(['--import', './test/support/typescript.mjs', 'bench/support/run.ts', ...process.argv.slice(2)]);
});
