// Lets plain Node run our TypeScript sources with their decorators, for a process that a test starts as a whole
// application: node --import ./test/support/decorated.mjs. Compiled as the tests are (jest.config.mjs); '#x' means libs/x.
import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { fileURLToPath } from 'node:url';
import { transformSync } from '@swc/core';
import jest from '../../jest.config.mjs';

const root = new URL('../../', import.meta.url);
const [, compilation] = Object.values(jest.projects[0].transform)[0];
const isOurs = (url) => url.startsWith(root.href) && url.endsWith('.ts');

registerHooks({
  resolve(specifier, context, nextResolve) {
    if (specifier.startsWith('#'))
      return nextResolve(new URL(`libs/${specifier.slice(1)}/index.ts`, root).href, context);
    if (specifier.startsWith('.') && isOurs(context.parentURL ?? '')) {
      return nextResolve(specifier.replace(/\.js$/, '.ts'), context);
    }
    return nextResolve(specifier, context);
  },
  load(url, context, nextLoad) {
    if (!isOurs(url)) return nextLoad(url, context);
    const filename = fileURLToPath(url);
    const { code } = transformSync(readFileSync(filename, 'utf8'), { ...compilation, filename, swcrc: false });
    return { format: 'module', source: code, shortCircuit: true };
  },
});
