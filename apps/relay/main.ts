import 'reflect-metadata';
import { serve } from '#service';
import { RelayService } from './relay.module.js';

await serve({ name: 'relay', module: (ground) => RelayService.on(ground) });
