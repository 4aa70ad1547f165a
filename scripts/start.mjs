// npm start: installs and builds what is missing, then runs Tirek until it is told to stop.
import { main, runBuilt } from './toolchain.mjs';

await main(() => runBuilt('apps/tirek/main.js', process.argv.slice(2)));
