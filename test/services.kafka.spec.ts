// Everything as start:services runs it: separate processes over a real Kafka, each of them taken away without a word.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { hasEnded } from '../libs/postgres/processes.js';
import { everySaid, Journey } from './support/journey.js';
import { killAll, running, untilRunning } from './support/services.js';
import {
  beginTirek,
  cleanUp,
  Client,
  isRunning,
  postgresOf,
  startSystem,
  tirek,
  type System,
} from './support/system.js';

jest.setTimeout(300_000);

const patience = 60_000;
const kinds = ['casework', 'caseload', 'coordination', 'statistics', 'identity', 'relay'];
const names = ['kafka', 'proxy', ...kinds.flatMap((kind) => [`${kind}-1`, `${kind}-2`])];
const projections = ['case_file', 'caseload', 'coordination', 'members', 'notices', 'readers', 'statistics'];

let system: System;
let journey: Journey;
/** Every process that ever ran. */
const pids = new Set<number>();
const remember = (): void => running(system.home).forEach(({ pid }) => pids.add(pid));

beforeAll(async () => {
  system = await startSystem({ asServices: true });
  remember();
  journey = new Journey(new Client(system, patience));
});
afterAll(cleanUp);

it('runs two instances of each service, and lists every projection', async () => {
  expect(running(system.home).map(({ name }) => name)).toEqual(expect.arrayContaining(names));
  const client = new Client(system);
  expect((await client.get(null, '/health/ready')).body).toMatchObject({ status: 'ok' });
  const { body } = await client.get('admin', '/projections');
  expect(new Set(body.items.map(({ name }: { name: string }) => name))).toEqual(new Set(projections));
  expect((await client.get(null, '/openapi.json')).body.paths).toHaveProperty(['/api/v1/statistics']);
});

/** What is gone before each step of the journey begins, and what goes while it is taken. */
const faults = [
  { before: 'statistics', during: 'casework' },
  { before: 'coordination', during: 'relay' },
  { before: 'casework', during: 'kafka' },
  { before: 'relay', during: 'caseload' },
  { before: 'caseload', during: 'statistics' },
];

describe('her way, delayed and nothing more', () => {
  it.each(Journey.steps.map(([what, step], i) => ({ what, step, ...faults[i]! })))(
    '$what: without $before, and $during going away',
    async ({ step, before, during }) => {
      await untilRunning(system.home, names);
      remember();
      expect(killAll(system.home, before)).toBe(true);
      const taken = step(journey);
      await pause(150);
      expect(killAll(system.home, during)).toBe(true);
      await taken;
    },
  );
});

it('an import goes on when the service that does it is taken away', async () => {
  await untilRunning(system.home, names);
  remember();
  const rows = 6_000;
  const file = join(system.home, 'import.csv');
  const columns =
    'cas_Name,cas_IncomingReferralDate,org_Type,org_Name,vic_TypeOfExploitation,ext_AgeGroupWhenTrafficked,prs_Gender,prs_Citizenship';
  const cases = Array.from(
    { length: rows },
    (_, i) => `SERVICES-${i},2023-01-01,NGO,Night Shelter,ForcedLabour,Adult,Feminine,KG`,
  );
  writeFileSync(file, [columns, ...cases, ''].join('\n'));
  const client = new Client(system, patience);
  const counted = async (): Promise<number> => {
    const { body } = await client.get('rapporteur', '/statistics?groupBy=gender&from=2023-01-01&to=2023-01-01');
    return body.cells[0]?.count ?? 0;
  };
  // what follows shows on the way, not at the end
  const behind = async (): Promise<number[]> =>
    (await client.get('admin', '/projections')).body.items.map((item: { behind: number }) => item.behind);
  while ((await behind()).some((positions) => positions > 0)) await pause(100);
  const { end } = beginTirek(system.home, 'import', file);
  while ((await counted()) === 0) await pause(20);
  killAll(system.home, 'casework');
  expect(await counted()).toBeLessThan(rows);
  const { code, stdout, stderr } = await end;
  expect([code, stderr, stdout]).toEqual([0, '', expect.stringContaining(`${rows} rows`)]);
  while ((await counted()) < rows) await pause(100);
});

it('every projection equals a fresh replay, and nothing is parked', async () => {
  await untilRunning(system.home, names);
  const client = new Client(system, patience);
  const { body } = await client.get('admin', '/projections');
  expect(body.items.map(({ parkedStreams }: { parkedStreams: number }) => parkedStreams)).toEqual(
    projections.map(() => 0),
  );
  for (const name of projections) {
    const { code, stdout, stderr } = await tirek(system.home, 'rebuild', name);
    expect([code, stdout, stderr]).toEqual([0, expect.stringContaining('identical to what was live'), '']);
  }
});

it('stops in order, leaves nothing running, and prints nothing personal', async () => {
  const before = await journey.seenBy('police.osh');
  remember();
  const database = postgresOf(system.home)!;
  const { code, stdout, stderr } = await system.stop();
  expect([code, stderr]).toEqual([0, '']);
  expect([...pids, database].filter(isRunning)).toEqual([]);
  expect(everySaid.filter((text) => stdout.includes(text))).toEqual([]);

  // and all of it is there again, also for everything in one process
  system = await startSystem({ home: system.home });
  journey.client = new Client(system, patience);
  expect((await journey.seenBy('police.osh')).body).toEqual(before.body);
  expect((await system.stop()).code).toBe(0);
});

it('leaves nothing running when it is killed itself', async () => {
  system = await startSystem({ home: system.home, asServices: true, environment: { TIREK_INSTANCES: '1' } });
  journey.client = new Client(system, patience);
  expect((await journey.seenBy('police.osh')).body.stage).toBe('Closed');
  const database = postgresOf(system.home)!;
  const all = [...running(system.home).map(({ pid }) => pid), database];
  expect(all).toHaveLength(2 + kinds.length + 1);
  await system.kill();
  expect(await Promise.all(all.map((pid) => hasEnded(pid, 20_000)))).toEqual(all.map(() => true));
});
