import 'reflect-metadata';
import { CaseloadModule } from '#caseload';
import { CoordinationModule } from '#coordination';
import { firstStart, serve } from '#service';
import { StatisticsModule } from '#statistics';
import { CaseworkService } from './casework.module.js';

await serve({
  name: 'casework',
  module: (ground) => CaseworkService.on(ground),
  usesTopic: false,
  servesWeb: true,
  // one description for the whole API, whoever answers
  alsoDescribes: [CaseloadModule, CoordinationModule, StatisticsModule],
  prepare: firstStart,
});
