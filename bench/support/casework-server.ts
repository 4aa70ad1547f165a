// The write side alone: commands in, events out, and the case file that rights are judged from. Prints its address.
import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { AccessModule } from '#access';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { Casework, CaseworkModule, seedDemonstration } from '#casework';
import { readConfiguration } from '#configuration';
import { createHttpApplication } from '#http';
import { PrivacyModule } from '#privacy';
import { ProjectionsModule } from '#projections';

const built = (path: string): Promise<unknown> => import(new URL(`../../dist/${path}`, import.meta.url).href);
const { standOn } = (await built('apps/tirek/ground.js')) as typeof import('../../apps/tirek/ground.js');
const { GroundModule } = (await built(
  'apps/tirek/tirek.module.js',
)) as typeof import('../../apps/tirek/tirek.module.js');

class WriteSide {}

const ground = await standOn(readConfiguration(process.env));
const imports = [
  GroundModule.of(ground),
  AccessModule.forRoot(ground.verifier),
  ProjectionsModule.forRoot([caseFileProjection]),
  PrivacyModule.forRoot(ground.keyRing),
  CaseFileModule,
  CaseworkModule,
];
const app = await createHttpApplication(
  { module: WriteSide, imports },
  { logger: new ConsoleLogger({ logLevels: ['fatal'] }), mode: 'demonstration', country: ground.country.code },
);
await app.init();
await seedDemonstration(app.get(Casework, { strict: false }));
await app.listen(0, '127.0.0.1');
process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => ground.leave())
    .then(() => process.exit(0));
});
console.log(`ready at ${await app.getUrl()}`);
