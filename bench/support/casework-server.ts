// The write side alone: commands in, events out, and the case file that rights are judged from. Prints its address.
import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { AccessModule } from '#access';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { Casework, CaseworkModule, seedDemonstration } from '#casework';
import { readConfiguration } from '#configuration';
import { createHttpApplication } from '#http';
import { NameIndexModule, PrivacyModule } from '#privacy';
import { ProjectionsModule } from '#projections';
import { GroundModule, standOn } from '#service';

class WriteSide {}

const configuration = readConfiguration(process.env);
const ground = await standOn(configuration, { databaseUrl: configuration.databaseUrl!, connections: 16 });
const imports = [
  GroundModule.of(ground),
  AccessModule.forRoot(ground.verifier),
  ProjectionsModule.forRoot([{ projection: caseFileProjection }]),
  PrivacyModule.forRoot(ground.keyRing),
  NameIndexModule.forRoot(ground.keyRing),
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
