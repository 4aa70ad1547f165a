// Prints the pages of the web application, as it has them itself: [{ path, roles }] in JSON.
import { join } from 'node:path';
import { runnerImport } from 'vite';

const web = join(import.meta.dirname, '../../apps/web');
// what it listens to at its start is an affair of browsers
globalThis.addEventListener = () => undefined;
const { module } = await runnerImport(join(web, 'app/pages.ts'), { configFile: false, root: web, logLevel: 'error' });
process.stdout.write(JSON.stringify(module.pages.map(({ path, roles }) => ({ path, roles }))));
