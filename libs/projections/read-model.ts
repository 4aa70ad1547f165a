import type pg from 'pg';
import { timeOrderedId } from '#kernel';
import type { Projection } from './projection.js';

/** What can run a statement: a pool, or one connection of it. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** Where a read model stands. */
export interface Checkpoint {
  /** The version of the projection that made the tables. */
  readonly version: number;
  /** Changes whenever the tables are replaced: whoever writes on must have read it. */
  readonly generation: string;
  /** The last event that is in the tables. */
  readonly position: number;
  /** Streams that wait, from an event on that could not be folded. */
  readonly parked: readonly string[];
}

/** An event that waits in `parked`. The reason is on the first of its stream: name and message of the error, no data. */
export interface ParkedEvent {
  readonly stream: string;
  readonly position: number;
  readonly event_id: string;
  readonly type: string;
  readonly reason: string | null;
}

/** The schema a projection lives in, beside it the one it is rebuilt in, and the one it leaves behind. Constants of the code, never input. */
export const liveSchema = ({ name }: Projection): string => {
  if (!/^[a-z][a-z_]*$/.test(name)) throw new Error(`${name} cannot be the name of a projection`);
  return name;
};
export const rebuildSchema = (projection: Projection): string => `${liveSchema(projection)}_rebuild`;
export const replacedSchema = (projection: Projection): string => `${liveSchema(projection)}_replaced`;

/** Makes the tables of a projection, empty and at position 0. */
export async function createTables(client: Queryable, schema: string, projection: Projection): Promise<void> {
  await client.query(`
    CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.checkpoint (
      only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      version    integer NOT NULL,
      generation uuid NOT NULL,
      position   bigint NOT NULL DEFAULT 0
    );
    CREATE TABLE ${schema}.parked (
      stream    text NOT NULL,
      position  bigint PRIMARY KEY,
      event_id  uuid NOT NULL,
      type      text NOT NULL,
      reason    text,
      parked_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    ${projection.tables.map(({ name, columns }) => `CREATE TABLE ${schema}.${name} (${columns}, position bigint NOT NULL);`).join('\n')}
  `);
  await client.query(`INSERT INTO ${schema}.checkpoint (version, generation) VALUES ($1, $2)`, [
    projection.version,
    timeOrderedId(),
  ]);
}

/** Makes the index on the group of every table. */
export async function createGroupIndexes(client: Queryable, schema: string, { tables }: Projection): Promise<void> {
  for (const { name, groupBy } of tables) await client.query(`CREATE INDEX ON ${schema}.${name} (${groupBy})`);
}

/** Makes the other indexes. */
export async function createOtherIndexes(client: Queryable, schema: string, { tables }: Projection): Promise<void> {
  for (const { name, indexes = [] } of tables) {
    for (const columns of indexes) await client.query(`CREATE INDEX ON ${schema}.${name} (${columns})`);
  }
}

/** Removes a schema and all that is in it, if it is there. */
export async function dropSchema(client: Queryable, schema: string): Promise<void> {
  await client.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
}

/** Where the read model in a schema stands; undefined when there is none. */
export async function readCheckpoint(client: Queryable, schema: string): Promise<Checkpoint | undefined> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${schema}.checkpoint`,
  ]);
  if (!rows[0]!.there) return undefined;
  const found = await client.query<Checkpoint>(
    `SELECT version, generation, position::float8 AS position,
            ARRAY(SELECT DISTINCT stream FROM ${schema}.parked) AS parked
       FROM ${schema}.checkpoint`,
  );
  return found.rows[0];
}

/** Writes parked events down. */
export async function writeParked(client: Queryable, schema: string, events: readonly ParkedEvent[]): Promise<void> {
  if (events.length === 0) return;
  await client.query(
    `INSERT INTO ${schema}.parked (stream, position, event_id, type, reason)
     SELECT stream, position, event_id, type, reason FROM json_populate_recordset(null::${schema}.parked, $1)
     ON CONFLICT (position) DO NOTHING`,
    [JSON.stringify(events)],
  );
}
