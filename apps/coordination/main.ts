import 'reflect-metadata';
import { serve } from '#service';
import { CoordinationService } from './coordination.module.js';

await serve({ name: 'coordination', module: (ground) => CoordinationService.on(ground) });
