import 'reflect-metadata';
import { serve } from '#service';
import { IdentityService } from './identity.module.js';

await serve({
  name: 'identity',
  module: (ground) => IdentityService.on(ground),
  usesTopic: false,
  signsIn: true,
});
