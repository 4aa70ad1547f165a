import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Pool } from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { caseloadProjection } from '#caseload';
import type { RecordedEvent } from '#kernel';
import { openDatabase } from '#postgres';
import { ProjectionRunner, projectionsMigrations, rebuild } from '#projections';
import { historyCatalogue as catalogue, makeHistory } from '../libs/projections/history.testing.js';
import { type Benchmark, compare } from './support/benchmark.js';

const cases = 8_000;
const projection = caseloadProjection('KG');
const quiet = () => undefined;

/** Puts a made-up history into the table of an empty store. */
async function fill(pool: Pool, events: readonly RecordedEvent[]): Promise<void> {
  for (let from = 0; from < events.length; from += 5_000) {
    await pool.query(
      `INSERT INTO tirek_events.events
         (position, stream, revision, event_id, type, schema_version, occurred_at, recorded_at, data, metadata)
       SELECT * FROM json_to_recordset($1) AS e (position bigint, stream text, revision integer, "eventId" uuid, type text,
         "schemaVersion" smallint, "occurredAt" text, "recordedAt" timestamptz, data json, metadata json)`,
      [JSON.stringify(events.slice(from, from + 5_000))],
    );
  }
}

/** As many rows as there are events, as COPY takes them: the live table over and over, so that they are what it really holds. */
async function rowsOf(pool: Pool, table: string, count: number): Promise<Buffer> {
  const client = await pool.connect();
  const stream = client.query(
    copyTo(
      `COPY (SELECT t.* FROM generate_series(1, ${count}) turn, LATERAL (SELECT * FROM ${table} WHERE turn > 0) t LIMIT ${count}) TO STDOUT`,
    ),
  );
  const chunks: Buffer[] = [];
  stream.on('data', (chunk: Buffer) => chunks.push(chunk));
  await once(stream, 'end');
  client.release();
  return Buffer.concat(chunks);
}

/**
 * How fast a projection is built anew from a stored history, the comparison with its live tables and the switch included,
 * against COPY of as many rows into one of its tables. Only to be seen; the aim is 0.3.
 */
const benchmark: Benchmark = async (databases) => {
  const { url, store } = await databases.emptyStore();
  for (const { sql } of projectionsMigrations) await databases.run(url, sql);
  const pool = await openDatabase(url, { max: 4 });
  const events = makeHistory({ cases, seed: 1 });
  await fill(pool, events);

  const logger = { info: quiet, warn: quiet, error: quiet };
  const runner = new ProjectionRunner({ pool, store, catalogue, projection, logger });
  await runner.start();
  if (!(await runner.waitFor(events.length, 300_000))) throw new Error('the projection did not catch up');
  await runner.stop();

  const table = `${projection.name}.${projection.tables[0]!.name}`;
  const rows = await rowsOf(pool, table, events.length);
  await pool.query(`CREATE TABLE copied (LIKE ${table})`);
  const perSecond = async (work: () => Promise<unknown>): Promise<number> => {
    const begun = performance.now();
    await work();
    return (events.length * 1000) / (performance.now() - begun);
  };
  await compare('rebuild of a projection, events a second, against COPY of as many rows', {
    aim: 0.3,
    ours: () =>
      perSecond(async () => {
        const { same } = await rebuild({ pool, store, catalogue, projection });
        if (!same) throw new Error('the rebuilt tables are not those that were live');
      }),
    baseline: async () => {
      await pool.query('TRUNCATE copied');
      const client = await pool.connect();
      const rate = await perSecond(() =>
        pipeline(Readable.from([rows]), client.query(copyFrom('COPY copied FROM STDIN'))),
      );
      client.release();
      return rate;
    },
  });
  await store.close();
  await pool.end();
};
export default benchmark;
