import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { installation, removeAll, type Installation, type Running } from './processes.testing.js';

afterAll(removeAll);

const officer = 'police.osh';
const readers = 16;

async function logCases(on: Installation, tirek: Running, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const caseId of ids) {
    const { status } = await on.call(tirek, officer, '/cases', {
      method: 'POST',
      body: JSON.stringify({
        caseId,
        entryChannel: 'Police',
        identifiedOn: '2026-01-05',
        ageGroup: 'Adult',
        gender: 'Feminine',
        citizenships: ['KG'],
        exploitation: ['ForcedLabour'],
      }),
    });
    expect(status).toBe(201);
  }
  return ids;
}

/** Of each case, how often the log says it was read. */
async function recorded(on: Installation): Promise<ReadonlyMap<string, number>> {
  const rows = await on.query(`
    SELECT told->>'caseId' AS case_id, count(*)::int AS reads
    FROM tirek_reads.events, json_array_elements(data->'cases') told GROUP BY 1`);
  return new Map(rows.map(({ case_id, reads }) => [String(case_id), Number(reads)]));
}

describe('a system that is killed while many read', () => {
  it('has recorded every read that was answered, and tells all of them when it is back', async () => {
    const on = await installation();
    let tirek = await on.start('tirek');
    const cases = await logCases(on, tirek, 5);
    const answered = new Map(cases.map((caseId) => [caseId, 0]));
    const reading = Array.from({ length: readers }, async (_, i) => {
      for (let k = i; ; k += 1) {
        const caseId = cases[k % cases.length]!;
        const answer = await on.call(tirek, officer, `/cases/${caseId}`).catch(() => undefined);
        if (answer?.status !== 200) return;
        answered.set(caseId, answered.get(caseId)! + 1);
      }
    });
    while ([...answered.values()].some((times) => times < 10)) await pause(5);
    await tirek.kill();
    await Promise.all(reading);

    const reads = await recorded(on);
    for (const [caseId, times] of answered) expect(reads.get(caseId)).toBeGreaterThanOrEqual(times);
    const [all, seen] = [reads, answered].map((counts) => [...counts.values()].reduce((sum, n) => sum + n, 0));
    // what was under way may have been recorded and not answered, and nothing else
    expect(all! - seen!).toBeLessThanOrEqual(readers);

    tirek = await on.start('tirek');
    const { status, body } = await on.call(tirek, 'dpo', `/cases/${cases[0]}/readers?limit=200`);
    expect([status, body.items.length]).toEqual([200, reads.get(cases[0]!)]);
  });
});
