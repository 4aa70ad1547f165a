import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { keepCheckpoint, readCheckpoints, UnreadableCheckpoint } from './checkpoint-folder.js';
import { isSigned } from './checkpoint.js';
import { EventStoreDbEventStore } from '../../event-store/eventstoredb/eventstoredb-event-store.js';
import { InMemoryServer } from '../../event-store/eventstoredb/in-memory-server.testing.js';
import { chainedLogs, type ChainedLogs } from './integrity.testing.js';
import { verify } from './verify.js';

describe('the notary', () => {
  let logs: ChainedLogs;
  let folder: string;

  beforeEach(async () => {
    folder = mkdtempSync(join(tmpdir(), 'tirek-checkpoints-'));
    logs = await chainedLogs({ folder, checkpointEveryMs: 300, lookEveryMs: 20 });
  });
  afterEach(async () => {
    await logs.drop();
    rmSync(folder, { recursive: true });
  });

  const files = (): string[] =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.json'));

  it('links each event once, in both logs, each chain its own', async () => {
    await logs.record('events', 120);
    await logs.record('reads', 3);
    const { rows } = await logs.database.pool.query(
      `SELECT log, count(*)::int AS links, count(DISTINCT hash)::int AS hashes, min(number)::int AS first, max(number)::int AS last
       FROM tirek_integrity.chain GROUP BY log ORDER BY log`,
    );
    expect(rows).toEqual([
      { log: 'events', links: 121, hashes: 121, first: 1, last: 121 },
      { log: 'reads', links: 3, hashes: 3, first: 1, last: 3 },
    ]);
    expect((await logs.verify()).logs).toEqual([
      { log: 'events', count: 121, position: 121 },
      { log: 'reads', count: 3, position: 3 },
    ]);
  });

  it('goes on with the chain where another left it', async () => {
    await logs.record('events', 2);
    await Promise.all([logs.append('events', 40), logs.chainAll()]);
    await logs.chainAll();
    expect((await logs.verify()).logs[0]).toEqual({ log: 'events', count: 43, position: 43 });
  });

  it('signs what there is, once, and gives it outside', async () => {
    expect(await logs.notaries.reads.checkpoint()).toBeUndefined();
    await logs.record('reads', 2);
    const checkpoint = await logs.checkpoint('reads');
    expect(checkpoint).toMatchObject({ log: 'reads', position: 2, count: 2, key: logs.key.publicKey });
    expect(isSigned(checkpoint)).toBe(true);
    expect(isSigned({ ...checkpoint, count: 3 })).toBe(false);
    expect(isSigned({ ...checkpoint, at: '2026-01-01T00:00:00.000Z' })).toBe(false);
    expect(await logs.checkpoint('reads')).toEqual(checkpoint);
    expect(files().filter((file) => file.includes('reads'))).toEqual([
      join(checkpoint.at.slice(0, 10), 'reads-000000000002.json'),
    ]);
    expect(await readCheckpoints(folder)).toContainEqual(checkpoint);
  });

  it('signs by itself after a while when something was added, and not when nothing was', async () => {
    const over = new AbortController();
    const running = logs.notaries.events.run(over.signal);
    const checkpoints = async (): Promise<number[]> => (await readCheckpoints(folder)).map(({ position }) => position);
    while ((await checkpoints()).length < 1) await pause(20);
    await logs.append('events', 1);
    while ((await checkpoints()).length < 2) await pause(20);
    await pause(700);
    over.abort();
    await running;
    expect(await checkpoints()).toEqual([1, 2]);
  });

  it('goes on without its folder, and makes up for it when it is there again', async () => {
    rmSync(folder, { recursive: true });
    writeFileSync(folder, 'in the way');
    const over = new AbortController();
    const running = logs.notaries.events.run(over.signal);
    await logs.append('events', 2);
    expect(await logs.notaries.events.catchesUp(10_000)).toBe(true);
    while (logs.complaints.length === 0) await pause(20);
    expect(logs.complaints[0]).toMatchObject({ log: 'events', name: 'CheckpointNotKept', code: 'ENOTDIR' });
    rmSync(folder);
    while ((await readCheckpoints(folder)).length === 0) await pause(20);
    over.abort();
    await running;
  });

  it('may only add to the chain, and nobody may change it', async () => {
    await logs.record('events', 1);
    await logs.checkpoint('events');
    for (const table of ['chain', 'checkpoints']) {
      for (const change of [
        `UPDATE tirek_integrity.${table} SET log = 'x'`,
        `DELETE FROM tirek_integrity.${table}`,
        `TRUNCATE tirek_integrity.${table}`,
      ]) {
        await expect(logs.database.pool.query(change)).rejects.toThrow('never changed or removed');
        await expect(logs.database.pool.query(`SET ROLE tirek_app; ${change}`)).rejects.toMatchObject({
          code: '42501',
        });
        await logs.database.pool.query('RESET ROLE');
      }
    }
  });
});

describe('the notary over EventStoreDB (in-memory server of the tests)', () => {
  it('chains what has gaps between its positions', async () => {
    const server = await InMemoryServer.start();
    const logs = await chainedLogs({}, () => EventStoreDbEventStore.open(server));
    try {
      await logs.record('events', 5);
      const checkpoint = await logs.checkpoint('events');
      expect(checkpoint.count).toBe(6);
      expect(checkpoint.position).toBeGreaterThan(6);
      await logs.record('events', 1);
      expect((await logs.verify({ checkpoints: [checkpoint] })).logs[0]).toMatchObject({
        count: 7,
        newestFromOutside: checkpoint,
      });
      const lines = await logs.lines();
      const changed = lines.map((line) =>
        'log' in line && line.event?.position === checkpoint.position
          ? { ...line, event: { ...line.event, occurredAt: '2026-11-20' } }
          : line,
      );
      const verdict = await verify(
        async function* () {
          yield* changed;
        },
        { checkpoints: [] },
      );
      expect(verdict.logs[0]!.finding).toMatchObject({ kind: 'changed', position: checkpoint.position });
    } finally {
      await logs.drop();
      server.stop();
    }
  });
});

describe('checkpoints that were kept', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'tirek-checkpoints-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const checkpoint = {
    log: 'events',
    position: 5,
    count: 5,
    hash: '00',
    at: '2026-11-22T05:00:00.000Z',
    storeId: 's',
    key: 'k',
    signature: 'x',
  } as const;

  it('are read from a file with several, and from a folder', async () => {
    await keepCheckpoint(folder, checkpoint);
    await keepCheckpoint(folder, { ...checkpoint, position: 9, at: '2026-11-23T05:00:00.000Z' });
    const file = join(folder, 'both.jsonl');
    const [one, other] = ['2026-11-22/events-000000000005.json', '2026-11-23/events-000000000009.json'];
    writeFileSync(file, `${readFileSync(join(folder, one!), 'utf8')}\n${readFileSync(join(folder, other!), 'utf8')}`);
    expect((await readCheckpoints(file)).map(({ position }) => position)).toEqual([5, 9]);
    expect((await readCheckpoints(folder)).map(({ position }) => position)).toEqual([5, 9, 5, 9]);
    expect(await readCheckpoints(join(folder, 'elsewhere'))).toEqual([]);
  });

  it('are written once by many at the same time', async () => {
    await Promise.all(Array.from({ length: 20 }, () => keepCheckpoint(folder, checkpoint)));
    expect(readdirSync(join(folder, '2026-11-22'))).toEqual(['events-000000000005.json']);
    expect(await readCheckpoints(folder)).toEqual([checkpoint]);
  });

  it('are never written over', async () => {
    await keepCheckpoint(folder, checkpoint);
    await keepCheckpoint(folder, { ...checkpoint, count: 4 });
    expect(await readCheckpoints(folder)).toEqual([checkpoint]);
  });

  it.each(['{"log":"events"}', 'no JSON', '[]', JSON.stringify({ ...checkpoint, log: 'others' })])(
    'that are none are refused: %s',
    async (text) => {
      const file = join(folder, 'x.json');
      writeFileSync(file, text);
      await expect(readCheckpoints(folder)).rejects.toBeInstanceOf(UnreadableCheckpoint);
    },
  );
});
