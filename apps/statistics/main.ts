import 'reflect-metadata';
import { serve } from '#service';
import { StatisticsService } from './statistics.module.js';

await serve({ name: 'statistics', module: (ground) => StatisticsService.on(ground) });
