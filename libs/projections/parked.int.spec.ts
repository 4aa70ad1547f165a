import { setTimeout as sleep } from 'node:timers/promises';
import { jest } from '@jest/globals';
import { Module } from '@nestjs/common';
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

jest.setTimeout(30_000);

describe('what a projection could not take in', () => {
  let side: ReadSide;
  const administrator = callerOf('8d2c7a50-0f0e-4d35-9a59-0c8de8d1f001', 'administrator', 'admin');
  const get = async (path: string) => {
    const { status, body } = await side.call(administrator, 'GET', `/projections${path}`);
    return { status, body: body as { items: (ParkedItem & SkippedItem)[]; nextCursor: string | null } };
  };
  const skip = (id: string, body: object, caller = administrator) =>
    side.call(caller, 'POST', `/projections/counted_cases/parked/${id}/skip`, body);
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
    expect(await skip(eventId, { reason: ' entered twice by a faulty import ' })).toEqual({
      status: 202,
      body: { name: 'counted_cases' },
    });
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
    expect((await skip(eventId, { reason: 'once more' })).status).toBe(404);

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
    expect(body).toMatchObject({ items: [{ name: 'counted_cases', rebuild: { state: 'Failed', events: 3, of: 9 } }] });
    expect((await side.call(administrator, 'POST', '/projections/counted_cases/rebuild')).status).toBe(202);
    expect(await rebuilt()).toMatchObject({ state: 'Finished', same: true });
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
