import 'reflect-metadata';
import { seedIfDemonstration, serve } from '#service';
import { ownMachine } from './own-machine.js';
import { TirekModule } from './tirek.module.js';
import { welcome } from './welcome.js';

await serve({
  module: (ground) => TirekModule.on(ground),
  machine: ownMachine,
  prepare: seedIfDemonstration,
  welcome: (url, { mode }) => {
    if (mode === 'demonstration') welcome(url);
  },
});
