import { setTimeout as sleep } from 'node:timers/promises';
import { noStream } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { testDatabase, type TestDatabase } from '../postgres/postgres.testing.js';
import { caseloadProjection } from '../caseload/caseload.projection.js';
import { coordinationProjection } from '../coordination/coordination.projection.js';
import { historyCatalogue, makeHistory } from '../projections/history.testing.js';
import { PlayedBackStore } from '../projections/played-back-store.testing.js';
import type { Projection } from '../projections/projection.js';
import { ProjectionRunner } from '../projections/projection-runner.js';
import { allRows, runToHead } from '../projections/projection.testing.js';
import { statisticsProjection } from '../statistics/statistics.projection.js';
import type { Feed } from './feed.js';
import { asAdmin, until, World } from './kafka.testing.js';
import { KafkaFeed } from './kafka-feed.js';
import { startCaseload } from './process.testing.js';
import { silent } from './silent-logger.testing.js';
import { StoreFeed } from './store-feed.js';

const projections = [caseloadProjection('KG'), coordinationProjection('KG'), statisticsProjection('Asia/Bishkek')];
const history = makeHistory({ cases: 40, seed: 7 });
const third = Math.floor(history.length / 3);

describe('the read models over Kafka have the rows of a fresh replay', () => {
  let world: World;
  let runners: ProjectionRunner[];
  const start = async (projection: Projection, feed: Feed = kafkaFeed()): Promise<ProjectionRunner> => {
    const { store, database } = world;
    const runner = new ProjectionRunner({
      store,
      pool: database.pool,
      projection,
      feed,
      catalogue: historyCatalogue,
      logger: silent,
    });
    runners.push(runner);
    await runner.start();
    return runner;
  };
  const kafkaFeed = () => new KafkaFeed({ kafka: world.kafka, store: world.store, logger: silent, pageSize: 10 });

  beforeEach(async () => {
    world = await World.open();
    runners = [];
  });
  afterEach(async () => {
    await Promise.all(runners.map((runner) => runner.stop()));
    await world.close();
  });

  /** Lets a part of the history happen. */
  const happens = async (events: readonly RecordedEvent[]): Promise<void> => {
    for (const { stream, revision, position, recordedAt, ...event } of events) {
      const commandId = event.eventId;
      const result = await world.store.append(stream, revision === 0 ? noStream : revision - 1, [
        { ...event, metadata: { ...event.metadata, commandId } },
      ]);
      if (result.outcome !== 'appended') throw new Error(`event ${position} of ${recordedAt} was ${result.outcome}`);
    }
  };

  const expectReplay = async (projection: Projection): Promise<void> => {
    const { store, database } = world;
    const head = await store.head();
    const reached = await Promise.any(
      runners.filter((runner) => runner.projection === projection).map((runner) => runner.waitFor(head, 60_000)),
    );
    expect(reached).toBe(true);
    const fresh: TestDatabase = await testDatabase();
    try {
      await runToHead(fresh.pool, new PlayedBackStore(await store.readAll(0, 100_000)), projection);
      expect(await allRows(database.pool, projection)).toEqual(await allRows(fresh.pool, projection));
    } finally {
      await fresh.drop();
    }
  };

  it('while runners join, leave and lose their connections, and the group is set back', async () => {
    world.relay();
    const flow = happens(history);
    await Promise.all(projections.map((projection) => start(projection)));
    const [first] = runners;
    await Promise.all(projections.map((projection) => start(projection)));
    await first!.stop();
    runners.shift();
    const { rowCount } = await world.database.pool.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
       WHERE datname = current_database() AND pid <> pg_backend_pid() AND query ~ 'progress|^COMMIT'`,
    );
    expect(rowCount).toBeGreaterThan(0);
    await start(projections[0]!);
    await flow;
    for (const projection of projections) await expectReplay(projection);

    await Promise.all(runners.map((runner) => runner.stop()));
    const { kafka } = world;
    const partitions = Array.from({ length: kafka.partitions }, (_, partition) => ({ partition, offset: '0' }));
    await asAdmin(kafka, async (admin) => {
      const groups = projections.map(({ name }) => ({ groupId: `tirek.${kafka.topic}.${name}`, topic: kafka.topic }));
      await Promise.all(groups.map((group) => admin.setOffsets({ ...group, partitions })));
    });
    runners = [];
    await Promise.all(projections.map((projection) => start(projection)));
    for (const projection of projections) await expectReplay(projection);
  });

  it('when processes are killed in the middle of a transaction, and at any moment', async () => {
    const [caseload] = projections as [Projection];
    world.relay();
    await happens(history.slice(0, third));
    await start(caseload);
    await expectReplay(caseload);
    await runners.pop()!.stop();

    const { pool } = world.database;
    for (const part of [history.slice(third, 2 * third), history.slice(2 * third)]) {
      const killed = startCaseload(world);
      await happens(part.slice(0, 20));
      const holder = await pool.connect();
      await holder.query(`BEGIN; LOCK TABLE caseload.cases IN EXCLUSIVE MODE`);
      await happens(part.slice(20));
      await until('it is in a transaction and waits', isBlocked);
      killed.kill();
      await killed.ended;
      await holder.query('ROLLBACK');
      holder.release();
      const again = startCaseload(world);
      await sleep(500);
      again.kill();
      await again.ended;
    }
    await start(caseload);
    await expectReplay(caseload);
  });
  const isBlocked = async (): Promise<boolean> => {
    const { rowCount } = await world.database.pool.query(
      `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
    );
    return rowCount! > 0;
  };

  it('when they followed the store before, and when they are rebuilt while they follow the topic', async () => {
    await happens(history.slice(0, third));
    const [caseload, coordination] = projections as [Projection, Projection];
    for (const projection of [caseload, coordination]) {
      const before = await start(projection, new StoreFeed(world.store));
      expect(await before.waitFor(await world.store.head(), 30_000)).toBe(true);
      await before.stop();
      runners.pop();
    }
    world.relay();
    const flow = happens(history.slice(third));
    const rebuilding = [await start(caseload), await start(coordination)].map(async (runner) => {
      const result = await runner.rebuild();
      expect(result).toMatchObject({ compared: true, same: true, differences: [] });
    });
    await Promise.all([flow, ...rebuilding]);
    await expectReplay(caseload);
    await expectReplay(coordination);
  });
});
