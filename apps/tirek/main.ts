import 'reflect-metadata';
import { firstStart, serve } from '#service';
import { demonstrationPassword } from '#identity';
import { ownMachine } from './own-machine.js';
import { TirekModule } from './tirek.module.js';
import { welcome } from './welcome.js';

await serve({
  module: (ground) => TirekModule.on(ground),
  machine: ownMachine,
  signsIn: true,
  servesWeb: true,
  prepare: firstStart,
  welcome: (url, { mode, home, publicUrl }) => {
    if (mode === 'demonstration') welcome(url, { publicUrl, password: demonstrationPassword(home) });
  },
});
