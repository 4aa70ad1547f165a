import type pg from 'pg';
import { byteArray } from '#event-store';
import type { ChainedLog, Link } from './chain.js';
import { asCheckpoint, type Checkpoint } from './checkpoint.js';

/** What can run a statement: a pool, or one connection of it. */
type Queryable = Pick<pg.Pool, 'query'>;

/** A link as it is stored. `number`: of the event in its log, from 1. */
export interface NumberedLink extends Link {
  readonly number: number;
}

const columns = 'position, number, event_id AS "eventId", type, hash, signature';

/** The end of the chain; undefined when it has not begun. */
export async function lastLink(client: Queryable, log: ChainedLog): Promise<NumberedLink | undefined> {
  const { rows } = await client.query<NumberedLink>(
    `SELECT ${columns} FROM tirek_integrity.chain WHERE log = $1 ORDER BY position DESC LIMIT 1`,
    [log],
  );
  return rows[0];
}

/** The link of the event at a position. */
export async function linkAt(client: Queryable, log: ChainedLog, position: number): Promise<NumberedLink | undefined> {
  const { rows } = await client.query<NumberedLink>(
    `SELECT ${columns} FROM tirek_integrity.chain WHERE log = $1 AND position = $2`,
    [log, position],
  );
  return rows[0];
}

/** At most `limit` links after a position and not after another, in order. */
export async function linksBetween(
  client: Queryable,
  log: ChainedLog,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<NumberedLink[]> {
  const { rows } = await client.query<NumberedLink>(
    `SELECT ${columns} FROM tirek_integrity.chain
     WHERE log = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT $4`,
    [log, after, furthest(upTo), limit],
  );
  return rows;
}

/** The furthest position that is asked for: beyond it nothing was ever linked or signed, whatever is put there. */
const furthest = (position: number): number => Math.min(position, Number.MAX_SAFE_INTEGER);

/** Adds to the chain. */
export async function storeLinks(client: Queryable, log: ChainedLog, links: readonly NumberedLink[]): Promise<void> {
  const column = <K extends keyof NumberedLink>(name: K): NumberedLink[K][] => links.map((link) => link[name]);
  await client.query(
    `INSERT INTO tirek_integrity.chain (log, position, number, event_id, type, hash, signature)
     SELECT $1, l.* FROM unnest($2::bigint[], $3::bigint[], $4::uuid[], $5::text[], $6::bytea[], $7::bytea[]) AS l`,
    [
      log,
      column('position'),
      column('number'),
      column('eventId'),
      column('type'),
      byteArray(column('hash')),
      byteArray(column('signature')),
    ],
  );
}

/**
 * At most `limit` checkpoints after a position and not after another, in order, each as it is stored and with the position
 * that it is stored at.
 */
export async function checkpointsBetween(
  client: Queryable,
  log: ChainedLog,
  { after, upTo, limit }: { after: number; upTo: number; limit: number },
): Promise<{ readonly position: number; readonly checkpoint: unknown }[]> {
  const { rows } = await client.query<{ position: number; checkpoint: unknown }>(
    `SELECT position, checkpoint FROM tirek_integrity.checkpoints
     WHERE log = $1 AND position > $2 AND position <= $3 ORDER BY position LIMIT $4`,
    [log, after, furthest(upTo), limit],
  );
  return rows;
}

/**
 * What is stored as the checkpoint of the furthest position; without a checkpoint where somebody made something else of
 * it.
 */
export async function lastStoredCheckpoint(
  client: Queryable,
  log: ChainedLog,
): Promise<{ readonly position: number; readonly checkpoint: Checkpoint | undefined } | undefined> {
  const { rows } = await client.query<{ position: number; checkpoint: unknown }>(
    'SELECT position, checkpoint FROM tirek_integrity.checkpoints WHERE log = $1 ORDER BY position DESC LIMIT 1',
    [log],
  );
  const [row] = rows;
  return row && { position: row.position, checkpoint: asCheckpoint(row.checkpoint) };
}

/** The checkpoint that was signed for the furthest position. */
export async function lastCheckpoint(client: Queryable, log: ChainedLog): Promise<Checkpoint | undefined> {
  return (await lastStoredCheckpoint(client, log))?.checkpoint;
}

/** Stores a checkpoint, unless another process was faster to sign this position; resolves with the one that is stored. */
export async function storeCheckpoint(client: Queryable, checkpoint: Checkpoint): Promise<Checkpoint> {
  const { log, position, at } = checkpoint;
  await client.query('INSERT INTO tirek_integrity.checkpoints VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING', [
    log,
    position,
    at,
    checkpoint,
  ]);
  return (await lastCheckpoint(client, log)) ?? checkpoint;
}
