import type pg from 'pg';
import { derivedId, timeOrderedId, type RecordedEvent } from '#kernel';
import type { Place, Unreadable } from '#messaging';
import type { Projection } from './projection.js';

/** What can run a statement: a pool, or one connection of it. */
export type Queryable = Pick<pg.Pool, 'query'>;

/** Where a read model stands. */
export interface Standing {
  /** The version of the projection that made the tables. */
  readonly version: number;
  /** Changes whenever the tables are replaced or given another feed: whoever writes on must have read it. */
  readonly generation: string;
  /** The feed that the places are of; null before the first one. */
  readonly feed: string | null;
  /** Where each partition of the feed stands, by its number. */
  readonly places: readonly Place[];
  /** Streams that wait, from an event on that could not be folded. */
  readonly parked: readonly string[];
}

/** A line of `parked`: an event that waits, or a message that could not be read. */
export interface ParkedLine {
  /** The id of the event; of a message without one, derived from where it lies. */
  readonly id: string;
  readonly stream: string | null;
  /** Where an unreadable message lies: `topic/partition@offset`. */
  readonly place: string | null;
  readonly position: number | null;
  readonly type: string | null;
  /** The kind of the error, nothing of the data; null for an event that waits behind another one of its stream. */
  readonly reason: string | null;
}

/** The position that everything has been taken up to: the smallest over the partitions. */
export const positionOf = (places: readonly Place[]): number =>
  places.length === 0 ? 0 : Math.min(...places.map(({ position }) => position));

/** The schema a projection lives in, beside it the one it is rebuilt in, and the one it leaves behind. Constants of the code, never input. */
export const liveSchema = ({ name }: Projection): string => {
  if (!/^[a-z][a-z_]*$/.test(name)) throw new Error(`${name} cannot be the name of a projection`);
  return name;
};
export const rebuildSchema = (projection: Projection): string => `${liveSchema(projection)}_rebuild`;
export const replacedSchema = (projection: Projection): string => `${liveSchema(projection)}_replaced`;

/**
 * Makes the tables of a projection, empty, without places. What is there under that name goes first: left over from an
 * interrupted rebuild, or tables in a layout before this one, which fill up again from the store.
 */
export async function createTables(client: Queryable, schema: string, projection: Projection): Promise<void> {
  await dropSchema(client, schema);
  await client.query(`
    CREATE SCHEMA ${schema};
    CREATE TABLE ${schema}.checkpoint (
      only_row   boolean PRIMARY KEY DEFAULT true CHECK (only_row),
      version    integer NOT NULL,
      generation uuid NOT NULL
    );
    CREATE TABLE ${schema}.progress (
      feed      text,
      partition integer,
      position  bigint NOT NULL,
      next      bigint NOT NULL,
      PRIMARY KEY (feed, partition)
    );
    CREATE TABLE ${schema}.parked (
      id        uuid PRIMARY KEY,
      stream    text,
      place     text,
      position  bigint,
      type      text,
      reason    text,
      parked_at timestamptz NOT NULL DEFAULT clock_timestamp()
    );
    CREATE INDEX ON ${schema}.parked (parked_at, id);
    ${projection.tables.map(({ name, columns }) => `CREATE TABLE ${schema}.${name} (${columns}, position bigint NOT NULL);`).join('\n')}
  `);
  await client.query(`INSERT INTO ${schema}.checkpoint (version, generation) VALUES ($1, $2)`, [
    projection.version,
    timeOrderedId(),
  ]);
}

/** Makes the tables of a projection, empty, with their indexes: see `createTables`. */
export async function createIndexedTables(client: Queryable, schema: string, projection: Projection): Promise<void> {
  await createTables(client, schema, projection);
  await createGroupIndexes(client, schema, projection);
  await createOtherIndexes(client, schema, projection);
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

/** Whether there is a read model in a schema, in the layout of this software. */
export async function isThere(client: Queryable, schema: string): Promise<boolean> {
  const { rows } = await client.query<{ there: boolean }>('SELECT to_regclass($1) IS NOT NULL AS there', [
    `${schema}.progress`,
  ]);
  return rows[0]!.there;
}

/** Where the read model in a schema stands, which must be there; all of it as at one moment. */
export async function readStanding(client: Queryable, schema: string): Promise<Standing> {
  const { rows } = await client.query<Standing>(
    `SELECT version, generation,
            (SELECT min(feed) FROM ${schema}.progress) AS feed,
            ARRAY(SELECT json_build_object('position', position, 'next', next)
                    FROM ${schema}.progress ORDER BY partition) AS places,
            ARRAY(SELECT DISTINCT stream FROM ${schema}.parked WHERE stream IS NOT NULL) AS parked
       FROM ${schema}.checkpoint`,
  );
  const [standing] = rows;
  if (!standing) throw new Error('the checkpoint of the projection is gone');
  return standing;
}

/** Takes the places of one read model for another one. */
export async function copyPlaces(client: Queryable, from: string, to: string): Promise<void> {
  await client.query(`DELETE FROM ${to}.progress`);
  await client.query(`INSERT INTO ${to}.progress SELECT * FROM ${from}.progress`);
}

/** Puts every partition of a feed at its place; what was there before goes. */
export async function replacePlaces(
  client: Queryable,
  schema: string,
  feed: string,
  places: readonly Place[],
): Promise<void> {
  await client.query(`DELETE FROM ${schema}.progress`);
  await client.query(
    `INSERT INTO ${schema}.progress (feed, partition, position, next)
     SELECT $1, ordinality - 1, position, next
       FROM ROWS FROM (json_to_recordset($2) AS (position bigint, next bigint)) WITH ORDINALITY AS places`,
    [feed, JSON.stringify(places)],
  );
}

/** The line that an event gets in `parked`. */
export const parkedEvent = ({ eventId, stream, position, type }: RecordedEvent, reason: string | null): ParkedLine => ({
  id: eventId,
  stream,
  place: null,
  position,
  type,
  reason,
});

/** The line that an unreadable message gets in `parked`. */
export const parkedMessage = ({ at, reason }: Unreadable): ParkedLine => ({
  id: derivedId('unreadable', at),
  stream: null,
  place: at,
  position: null,
  type: null,
  reason,
});

/** Writes lines down, each once. */
export async function writeParked(client: Queryable, schema: string, lines: readonly ParkedLine[]): Promise<void> {
  if (lines.length === 0) return;
  await client.query(
    `INSERT INTO ${schema}.parked (id, stream, place, position, type, reason)
     SELECT id, stream, place, position, type, reason FROM json_populate_recordset(null::${schema}.parked, $1)
     ON CONFLICT (id) DO NOTHING`,
    [JSON.stringify(lines)],
  );
}
