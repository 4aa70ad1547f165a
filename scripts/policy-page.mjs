// Renders the table of the disclosure policy into docs/policy.md; what stands around it is written by hand.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt, ensureInstalled, main, root } from './toolchain.mjs';

await main(async () => {
  await ensureInstalled();
  await ensureBuilt();
  const { policyPage } = await import('../dist/libs/access/policy-page.js');
  const { format, resolveConfig } = await import('prettier');
  const path = join(root, 'docs', 'policy.md');
  const page = policyPage(readFileSync(path, 'utf8'));
  writeFileSync(path, await format(page, { ...(await resolveConfig(path)), filepath: path }));
  return 0;
});
