import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Logger, Module } from '@nestjs/common';
import { callerOf, type ReadSide, startReadSide } from '../caseload/read-side.testing.js';
import { counted, poisoned } from './counted-cases.testing.js';
import { FakeTopic } from './fake-topic.testing.js';
import { historyCatalogue as catalogue, makeHistory } from './history.testing.js';
import { PlayedBackStore } from './played-back-store.testing.js';
import { allRows, startRunner } from './projection.testing.js';
import { rebuild } from './rebuild.js';
import type { ParkedItem, SkippedItem } from './projections.answers.js';

@Module({})
class NothingModule {}

const history = makeHistory({ cases: 30, seed: 9 });
const long = history
  .filter(({ stream, revision }) => stream.startsWith('case-') && revision === 2)
  .map(({ stream }) => stream);
const [one, two] = long as [string, string];
const of = (stream: string) => history.filter((event) => event.stream === stream);
const projection = poisoned([one, two]);

describe('what a projection could not take in', () => {
  let side: ReadSide;
  const administrator = callerOf('8d2c7a50-0f0e-4d35-9a59-0c8de8d1f001', 'administrator', 'admin');
  const get = async (path: string) => {
    const { status, body } = await side.call(administrator, 'GET', `/projections${path}`);
    return { status, body: body as { items: (ParkedItem & SkippedItem)[]; nextCursor: string | null } };
  };
  const under = (key?: string): Record<string, string> => (key === undefined ? {} : { 'idempotency-key': key });
  const skip = (id: string, body: object, caller = administrator, key?: string) =>
    side.call(caller, 'POST', `/projections/counted_cases/parked/${id}/skip`, body, under(key));
  const rebuildUnder = (key?: string) =>
    side.call(administrator, 'POST', '/projections/counted_cases/rebuild', undefined, under(key));
  const lastRebuild = async () =>
    (await side.pool.query('SELECT rebuild_id, status, alive_at FROM tirek_projections.rebuilds')).rows;
  const rebuilt = async () => {
    for (let tries = 0; ; tries += 1) {
      expect(tries).toBeLessThan(500);
      const { body } = await side.call(administrator, 'GET', '/projections/counted_cases');
      const { rebuild: status } = body as { rebuild: { state: string } };
      if (status.state !== 'Running') return status;
      await sleep(20);
    }
  };
  const poison = (stream: string) => of(stream)[1]!;

  beforeAll(async () => {
    side = await startReadSide(projection, NothingModule);
    await side.play(history);
  });
  afterAll(() => side.stop());

  it('is listed page by page, with the kind of the error and nothing of the data', async () => {
    const all: ParkedItem[] = [];
    let cursor: string | null = '';
    for (; cursor !== null;) {
      const { body } = await get(`/counted_cases/parked?limit=3${cursor && `&cursor=${cursor}`}`);
      expect(body.items.length).toBeLessThanOrEqual(3);
      all.push(...body.items);
      cursor = body.nextCursor;
    }
    const waiting = [...of(one).slice(1), ...of(two).slice(1)];
    expect(
      all
        .map(({ id, stream, type, position, reason }) => ({ id, stream, type, position, reason }))
        .sort((a, b) => Number(a.position) - Number(b.position)),
    ).toEqual(
      waiting
        .sort((a, b) => a.position - b.position)
        .map(({ eventId, stream, type, position, revision }) => ({
          id: eventId,
          stream,
          type,
          position: String(position),
          reason: revision === 1 ? 'RangeError' : null,
        })),
    );
    expect(all.map(({ parkedAt }) => parkedAt)).toEqual(
      all
        .map(({ parkedAt }) => parkedAt)
        .toSorted()
        .reverse(),
    );
  });

  it('is for the administrator, of projections that there are, and skipped with a reason', async () => {
    expect((await get('/gossip/parked')).status).toBe(404);
    expect((await get('/gossip/skipped')).status).toBe(404);
    const { eventId } = poison(one);
    expect((await skip(eventId, { reason: 'for a test' }, callerOf('x', 'ngo-caseworker'))).status).toBe(403);
    for (const body of [{}, { reason: 'no' }, { reason: '  x  ' }, { reason: 'x'.repeat(501) }, { reason: 7 }]) {
      expect(await skip(eventId, body)).toMatchObject({ status: 400, body: { errors: [{ pointer: '/reason' }] } });
    }
    for (const id of [of(one)[0]!.eventId, 'fake%2F0%4017', 'nothing']) {
      expect([id, (await skip(id, { reason: 'for a test' })).status]).toEqual([id, 404]);
    }
    expect((await get('/counted_cases/skipped')).body).toEqual({ items: [], nextCursor: null });
  });

  it('is left out by decision, in every rebuild', async () => {
    const { eventId, stream, type, position } = poison(one);
    const decide = (reason = ' entered twice by a faulty import ') => skip(eventId, { reason }, administrator, 'key-1');
    const begun = { status: 202, body: { name: 'counted_cases' } };
    expect([await decide(), await decide()]).toMatchObject([begun, begun]);
    expect(await rebuilt()).toMatchObject({ state: 'Finished', same: false });
    const { body } = await get('/counted_cases/skipped');
    expect(body.items).toEqual([
      {
        id: eventId,
        stream,
        type,
        position: String(position),
        reason: 'entered twice by a faulty import',
        skippedBy: 'admin',
        skippedAt: expect.any(String),
      },
    ]);
    expect((await get('/counted_cases/parked')).body.items.map((item) => item.stream)).toEqual(
      of(two)
        .slice(1)
        .map(() => two),
    );
    const before = await lastRebuild();
    expect(await decide()).toMatchObject(begun);
    expect((await decide('something else')).status).toBe(404);
    expect((await skip(eventId, { reason: 'once more' })).status).toBe(404);
    expect(await lastRebuild()).toEqual(before);

    await skip(poison(two).eventId, { reason: 'the other one too' });
    await rebuilt();
    expect((await get('/counted_cases/parked')).body.items).toEqual([]);
    const without = history.filter((event) => event !== poison(one) && event !== poison(two));
    const store = new PlayedBackStore(history);
    expect(await rebuild({ pool: side.pool, store, catalogue, projection })).toMatchObject({ same: true });
    expect(await rebuild({ pool: side.pool, store, catalogue, projection: counted })).toMatchObject({ same: true });
    const { rows: sum } = await side.pool.query('SELECT sum(events)::int AS events FROM counted_cases.cases');
    expect(sum).toEqual([{ events: without.filter(({ data }) => 'caseId' in data).length }]);
  });

  it('is not tried again while a rebuild is under way, in whichever process; one that died does not hold it up', async () => {
    const running = (ago: string) =>
      side.pool.query(
        `UPDATE tirek_projections.rebuilds SET status = '{"state":"Running","events":3,"of":9}',
                alive_at = clock_timestamp() - $1::interval`,
        [ago],
      );
    await running('1 second');
    expect(await side.call(administrator, 'POST', '/projections/counted_cases/rebuild')).toMatchObject({ status: 409 });
    await running('11 seconds');
    const { body } = await side.call(administrator, 'GET', '/projections');
    const error = expect.stringContaining('the old ones or the new; the process');
    const rebuild = { state: 'Failed', events: 3, of: 9, error };
    expect(body).toMatchObject({ items: [{ name: 'counted_cases', lagSeconds: expect.any(Number), rebuild }] });
    expect((await side.call(administrator, 'POST', '/projections/counted_cases/rebuild')).status).toBe(202);
    expect(await rebuilt()).toMatchObject({ state: 'Finished', same: true });
  });

  it('is tried again once, however often the request comes under one key', async () => {
    const answers = await Promise.all([1, 2, 3].map(() => rebuildUnder('key-2')));
    expect(answers.map(({ status }) => status)).toEqual([202, 202, 202]);
    expect(await rebuilt()).toMatchObject({ state: 'Finished', same: true });
    const first = await lastRebuild();
    expect((await rebuildUnder('key-2')).status).toBe(202);
    expect(await lastRebuild()).toEqual(first);
    expect((await rebuildUnder('key-3')).status).toBe(202);
    await rebuilt();
    expect((await rebuildUnder()).status).toBe(202);
    await rebuilt();
    expect(await lastRebuild()).not.toEqual(first);
  });

  it('is told to have been rebuilt as soon as that can be told, however late', async () => {
    const logged = jest.spyOn(Logger.prototype, 'warn').mockReturnValue();
    await side.pool.query(`
      CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE 'not now'; END $$;
      CREATE TRIGGER refused BEFORE UPDATE ON tirek_projections.rebuilds
        FOR EACH ROW WHEN (NEW.status->>'state' <> 'Running') EXECUTE FUNCTION refuse();`);
    expect((await rebuildUnder()).status).toBe(202);
    for (let tries = 0; logged.mock.calls.length < 2 && tries < 500; tries += 1) await sleep(20);
    expect(logged.mock.calls.length).toBeGreaterThanOrEqual(2);
    expect(await lastRebuild()).toMatchObject([{ status: { state: 'Running' } }]);
    await side.pool.query('DROP FUNCTION refuse() CASCADE');
    expect(await rebuilt()).toMatchObject({ state: 'Finished', same: true });
    logged.mockRestore();
  });

  it('is left out when it is delivered again too, on another feed', async () => {
    const rows = await allRows(side.pool, projection);
    // as if its groups were empty: what is folded is folded anew
    await side.pool.query('UPDATE counted_cases.progress SET position = 0; TRUNCATE counted_cases.cases');
    const store = new PlayedBackStore(history);
    const feed = new FakeTopic({ partitions: 3, seed: 1, events: history }).feed();
    const runner = await startRunner({ pool: side.pool, store, projection, feed });
    expect(await runner.waitFor(history.length, 10_000)).toBe(true);
    await runner.stop();
    expect([runner.parkedStreams(), await allRows(side.pool, projection)]).toEqual([0, rows]);
  });
});
