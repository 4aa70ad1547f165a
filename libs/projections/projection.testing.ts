import type { EventCatalogue } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { partitionKey, StoreFeed } from '#messaging';
import { migrate, type Database } from '#postgres';
import { silent } from '../messaging/silent-logger.testing.js';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { FakeTopic } from './fake-topic.testing.js';
import { historyCatalogue, makeHistory } from './history.testing.js';
import { PlayedBackStore } from './played-back-store.testing.js';
import type { Projection, ProjectionTable, Row } from './projection.js';
import { ProjectionRunner } from './projection-runner.js';
import { liveSchema } from './read-model.js';
import { rebuild } from './rebuild.js';
import { projectionsMigrations } from './schema.js';

export { silent };

/** Starts a runner; the caller stops it. */
export async function startRunner(
  options: Partial<ConstructorParameters<typeof ProjectionRunner>[0]> & {
    pool: Database;
    store: PlayedBackStore;
    projection: Projection;
  },
): Promise<ProjectionRunner> {
  await migrate(options.pool, projectionsMigrations);
  const runner = new ProjectionRunner({ catalogue: historyCatalogue, logger: silent, ...options });
  await runner.start();
  return runner;
}

/** Runs a projection over a store up to the store's head, in pages of some size. */
export async function runToHead(
  pool: Database,
  store: PlayedBackStore,
  projection: Projection,
  { catalogue = historyCatalogue, pageSize = 500 }: { catalogue?: EventCatalogue; pageSize?: number } = {},
): Promise<void> {
  const runner = await startRunner({
    pool,
    store,
    projection,
    catalogue,
    feed: new StoreFeed(store, { pageSize }),
  });
  const reached = await runner.waitFor(await store.head(), 60_000);
  const parked = runner.parkedStreams();
  await runner.stop();
  expect({ reached, parked }).toEqual({ reached: true, parked: 0 });
}

/** All rows of all tables of a projection as text, in an order that depends on nothing but them. */
export async function allRows(pool: Database, projection: Projection): Promise<Record<string, string[]>> {
  const found: Record<string, string[]> = {};
  for (const { name } of projection.tables) {
    const { rows } = await pool.query<{ row: string }>(
      `SELECT t::text AS row FROM ${liveSchema(projection)}.${name} t ORDER BY t::text COLLATE "C"`,
    );
    found[name] = rows.map(({ row }) => row);
  }
  return found;
}

/** The rows that a table has after some events, without a database: `expect(rowsAfter(cases, events)).toEqual([...])`. */
export function rowsAfter<R extends Row>(table: ProjectionTable<R>, events: readonly RecordedEvent[]): R[] {
  const groups = new Map<string, readonly R[]>();
  for (const event of events) {
    for (const group of table.groups(event)) groups.set(group, table.evolve(groups.get(group) ?? [], event, group));
  }
  return [...groups.values()].flat();
}

/**
 * The properties that every projection has, on a real PostgreSQL: replaying in other pages, redelivery of what was already
 * applied, a rebuild, and partitions in any order against each other all give the same rows. For an `*.int.spec.ts`.
 */
export function describeProjection(
  projection: Projection,
  {
    history = () => makeHistory({ cases: 60, seed: 11 }),
    catalogue = historyCatalogue,
  }: { history?: () => RecordedEvent[]; catalogue?: EventCatalogue } = {},
): void {
  describe(`the projection ${projection.name}`, () => {
    const events = history();
    const store = new PlayedBackStore(events);
    const head = events.at(-1)!.position;
    let database: TestDatabase;

    beforeAll(async () => {
      database = await testDatabase();
    });
    afterAll(() => database.drop());
    beforeEach(async () => {
      await database.pool.query(`DROP SCHEMA IF EXISTS ${liveSchema(projection)} CASCADE`);
      await runToHead(database.pool, store, projection, { catalogue });
    });

    it('has rows in every table', async () => {
      for (const rows of Object.values(await allRows(database.pool, projection)))
        expect(rows.length).toBeGreaterThan(0);
    });

    it('has the same rows when it is replayed, in pages of another size', async () => {
      const first = await allRows(database.pool, projection);
      await database.pool.query(`DROP SCHEMA ${liveSchema(projection)} CASCADE`);
      await runToHead(database.pool, store, projection, { catalogue, pageSize: 7 });
      expect(await allRows(database.pool, projection)).toEqual(first);
    });

    it('has the same rows when events are delivered again', async () => {
      const first = await allRows(database.pool, projection);
      for (const again of [1, 50, Math.floor(head / 2)]) {
        await database.pool.query(`UPDATE ${liveSchema(projection)}.progress SET position = $1`, [head - again]);
        await runToHead(database.pool, store, projection, { catalogue, pageSize: 13 });
        expect(await allRows(database.pool, projection)).toEqual(first);
      }
    });

    it('has the same rows when it is rebuilt', async () => {
      const first = await allRows(database.pool, projection);
      const result = await rebuild({ pool: database.pool, store, catalogue, projection });
      expect(result).toMatchObject({ events: events.length, compared: true, same: true, differences: [] });
      expect(await allRows(database.pool, projection)).toEqual(first);
    });

    it('computes every group from events of one key, which come in order on any feed', () => {
      const keys = new Map<string, string>();
      for (const event of events) {
        for (const { name, groups } of projection.tables) {
          for (const group of groups(event)) {
            const at = `${name} ${group}`;
            expect([at, keys.get(at) ?? partitionKey(event)]).toEqual([at, partitionKey(event)]);
            keys.set(at, partitionKey(event));
          }
        }
      }
      expect(keys.size).toBeGreaterThan(0);
    });

    it.each([1, 2, 3])('has the same rows through partitions that two share out and repeat (seed %i)', async (seed) => {
      const first = await allRows(database.pool, projection);
      await database.pool.query(`DROP SCHEMA ${liveSchema(projection)} CASCADE`);
      const topic = new FakeTopic({ partitions: 4, seed, events, rebalanceEvery: 5 });
      const { pool } = database;
      const options = () => ({ pool, store, projection, catalogue, feed: topic.feed() });
      const both = await Promise.all([startRunner(options()), startRunner(options())]);
      expect(await Promise.all(both.map((runner) => runner.waitFor(head, 60_000)))).toEqual([true, true]);
      await Promise.all(both.map((runner) => runner.stop()));
      expect(both.map((runner) => runner.parkedStreams())).toEqual([0, 0]);
      expect(await allRows(pool, projection)).toEqual(first);
    });
  });
}
