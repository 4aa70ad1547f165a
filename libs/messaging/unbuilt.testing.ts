// Lets plain Node run a process of the tests from our sources: like test/support/typescript.mjs, and '#x' means libs/x.
import { registerHooks } from 'node:module';
import '../../test/support/typescript.mjs';

registerHooks({
  resolve: (specifier, context, nextResolve) =>
    specifier.startsWith('#')
      ? nextResolve(new URL(`../${specifier.slice(1)}/index.ts`, import.meta.url).href, context)
      : nextResolve(specifier, context),
});
