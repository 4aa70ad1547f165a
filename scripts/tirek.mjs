#!/usr/bin/env node
// npx --no tirek ...: the command line.
import { main, runBuilt } from './toolchain.mjs';

await main(() => runBuilt('apps/cli/main.js', process.argv.slice(2)));
