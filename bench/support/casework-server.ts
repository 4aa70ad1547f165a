// The write side alone: commands in, events out, and the case file that rights are judged from. Prints its address.
// With `chained` both logs are chained too, as in the product; with `no-reads` every read is forgotten.
import 'reflect-metadata';
import { ConsoleLogger } from '@nestjs/common';
import { AccessModule } from '#access';
import { readersFrom, ReadersModule } from '#audit';
import { IntegrityModule } from '#audit/integrity';
import { CaseFileModule, caseFileProjection } from '#case-file';
import { Casework, CaseworkModule, seedDemonstration } from '#casework';
import { readConfiguration } from '#configuration';
import { beginning, type EventStore } from '#event-store';
import { createHttpApplication, noLimits } from '#http';
import { membersProjection } from '#members';
import { NameIndexModule, PrivacyModule } from '#privacy';
import { ProjectionRunners, ProjectionsModule } from '#projections';
import { GroundModule, standOn } from '#service';

class WriteSide {}

const configuration = readConfiguration(process.env);
const [, , reads] = process.argv;
const stood = await standOn(configuration, { databaseUrl: configuration.databaseUrl!, connections: 16 });
/** Says that it stored what it never did. */
const forgetful: EventStore = {
  append: () => Promise.resolve({ outcome: 'appended', position: 1, revision: 0, recordedAt: '' }),
  readStream: () => Promise.resolve([]),
  readAll: () => Promise.resolve([]),
  head: () => Promise.resolve(beginning),
  async *subscribe() {},
  close: () => Promise.resolve(),
};
const ground = { ...stood, ...(reads === 'no-reads' ? { readLog: forgetful } : {}) };
const imports = [
  GroundModule.of(ground),
  AccessModule.forRoot(ground.access),
  ProjectionsModule.forRoot([
    { projection: caseFileProjection },
    { projection: membersProjection },
    readersFrom(ground.readLog),
  ]),
  PrivacyModule.forRoot(ground.keyRing),
  NameIndexModule.forRoot(ground.keyRing),
  CaseFileModule,
  CaseworkModule,
  ReadersModule,
  ...(reads === 'chained' ? [IntegrityModule.forRoot(ground)] : []),
];
const app = await createHttpApplication(
  { module: WriteSide, imports },
  {
    logger: new ConsoleLogger({ logLevels: ['fatal'] }),
    mode: 'demonstration',
    country: ground.country.code,
    limits: noLimits,
  },
);
await app.init();
const seeded = await seedDemonstration(app.get(Casework, { strict: false }));
// nobody is let in whom it does not know yet
await app.get(ProjectionRunners, { strict: false }).get('members').waitFor(seeded, 10_000);
await app.listen(0, '127.0.0.1');
process.once('SIGTERM', () => {
  void app
    .close()
    .then(() => ground.leave())
    .then(() => process.exit(0));
});
console.log(`ready at ${await app.getUrl()}`);
