import 'reflect-metadata';
import { serve } from '#service';
import { CaseloadService } from './caseload.module.js';

await serve({ name: 'caseload', module: (ground) => CaseloadService.on(ground) });
