// The system is taken away without a word in the middle of its work.
import { randomUUID } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { jest } from '@jest/globals';
import { cleanUp, Client, daysAgo, isRunning, postgresOf, startSystem, tirek, type System } from './support/system.js';

jest.setTimeout(180_000);
afterAll(cleanUp);

const writers = 16;
const acknowledgedBeforeTheCrash = 200;

interface Attempt {
  readonly caseId: string;
  readonly key: string;
  acknowledged: boolean;
}
const bodyOf = ({ caseId }: Attempt) => ({
  caseId,
  entryChannel: 'Police',
  identifiedOn: daysAgo(2),
  region: 'KG-GO',
  ageGroup: 'Adult',
  gender: 'Feminine',
  citizenships: ['KG'],
  exploitation: ['ForcedLabour'],
  person: { name: `Presumed Victim ${caseId}` },
  narrative: `What happened to ${caseId}`,
});

/** Sixteen writers log cases until they are not answered any more; the crash comes while they do. */
async function writeUntilCrash(system: System): Promise<Attempt[]> {
  const client = new Client(system);
  await client.get('police.osh', '/me');
  const attempts: Attempt[] = [];
  let acknowledged = 0;
  let crash: Promise<void> | undefined;
  const write = async (): Promise<void> => {
    for (;;) {
      const attempt: Attempt = { caseId: randomUUID(), key: randomUUID(), acknowledged: false };
      attempts.push(attempt);
      try {
        const { status } = await client.post('police.osh', '/cases', bodyOf(attempt), attempt.key);
        expect(status).toBe(201);
        attempt.acknowledged = true;
      } catch (error) {
        // what fetch rejects with when the connection is gone; jest's own TypeError is another class
        if (crash && (error as Error).name === 'TypeError') return;
        throw error;
      }
      acknowledged += 1;
      if (acknowledged === acknowledgedBeforeTheCrash) crash = system.kill();
    }
  };
  await Promise.all(Array.from({ length: writers }, write));
  await crash;
  return attempts;
}

/** Kills the helper that stops PostgreSQL when the system is gone, so that it stays behind as an orphan. */
function killWatchdogOf(server: number): void {
  const { stdout } = spawnSync('ps', ['-eo', 'pid=,args='], { encoding: 'utf8' });
  const [line, ...more] = stdout
    .split('\n')
    .filter((text) => text.includes('read -r _; kill -INT') && text.endsWith(` ${server}`));
  expect([typeof line, more]).toEqual(['string', []]);
  process.kill(Number(line!.trim().split(' ')[0]), 'SIGKILL');
}

it('keeps every case that was acknowledged, and no case by half', async () => {
  const first = await startSystem();
  const orphan = postgresOf(first.home)!;
  killWatchdogOf(orphan);
  const attempts = await writeUntilCrash(first);
  const unanswered = attempts.filter(({ acknowledged }) => !acknowledged);
  expect(attempts.length - unanswered.length).toBeGreaterThanOrEqual(acknowledgedBeforeTheCrash);
  expect(unanswered.length).toBeGreaterThan(0);
  expect([isRunning(first.pid), isRunning(orphan)]).toEqual([false, true]);

  const second = await startSystem({ home: first.home });
  expect([isRunning(orphan), postgresOf(second.home) === undefined]).toEqual([false, false]);
  const client = new Client(second);
  const seen = async (attempt: Attempt) => {
    const { status, body } = await client.get('police.osh', `/cases/${attempt.caseId}`);
    if (status === 404) return 'absent';
    const { person, narrative } = bodyOf(attempt);
    expect(body).toMatchObject({ caseId: attempt.caseId, person, narrative, stage: 'Identified' });
    return 'whole';
  };
  for (const attempt of attempts) {
    const state = await seen(attempt);
    if (attempt.acknowledged) expect([attempt.caseId, state]).toEqual([attempt.caseId, 'whole']);
  }

  // every request once more, under its key: each case exists once
  let position = '';
  for (const attempt of attempts) {
    const again = await client.post('police.osh', '/cases', bodyOf(attempt), attempt.key);
    expect([again.status, again.body.caseId]).toEqual([201, attempt.caseId]);
    position = Number(again.position) > Number(position) ? again.position : position;
  }
  const summary = await client.get('police.osh', '/caseload/summary?by=stage', position);
  expect(summary.body.total).toBe(attempts.length);
  const day = daysAgo(2);
  const figures = await client.get('rapporteur', `/statistics?groupBy=region&from=${day}&to=${day}`, position);
  expect(figures.body.cells).toEqual([{ region: 'KG-GO', count: attempts.length }]);

  const projections = await client.get('admin', '/projections');
  expect(projections.body.items.map(({ name }: { name: string }) => name).sort()).toEqual([
    'case_file',
    'caseload',
    'coordination',
    'members',
    'notices',
    'readers',
    'statistics',
  ]);
  for (const { name, parkedStreams } of projections.body.items) {
    expect([name, parkedStreams]).toEqual([name, 0]);
    const rebuilt = await tirek(second.home, 'rebuild', name);
    expect(rebuilt).toMatchObject({
      code: 0,
      stdout: expect.stringContaining('identical to what was live'),
      stderr: '',
    });
  }
  expect((await second.stop()).code).toBe(0);
});
