import pg from 'pg';
import type { EventCatalogue } from '#event-store';
import type { RecordedEvent } from '#kernel';
import { foldPage, parkedEvent } from './fold-page.js';
import type { Projection } from './projection.js';
import { writeParked, type Checkpoint } from './read-model.js';
import { WorkingSet } from './working-set.js';

/** The checkpoint is not where this process left it: another runner got there, or the tables were replaced. */
export class OvertakenError extends Error {
  override readonly name = 'OvertakenError';
}

interface Target {
  readonly schema: string;
  readonly projection: Projection;
  readonly catalogue: EventCatalogue;
}

/**
 * Brings the tables from a checkpoint to the end of a page: rows, parked events and checkpoint in one transaction,
 * which begins by taking the row of the checkpoint. Events at or before the checkpoint are skipped. An event whose rows
 * the database refuses is found by halving the page, and parked. The connection's TimeZone must be UTC.
 * Throws OvertakenError, with nothing changed since the last page.
 */
export async function applyPage(
  client: pg.ClientBase,
  target: Target,
  from: Checkpoint,
  page: readonly RecordedEvent[],
): Promise<Checkpoint> {
  const events = page.filter(({ position }) => position > from.position);
  if (events.length === 0) return from;
  try {
    return await inTransaction(client, () => apply(client, target, from, events));
  } catch (error) {
    if (!isRefusedData(error)) throw error;
    if (events.length === 1) return inTransaction(client, () => park(client, target, from, events[0]!, error));
    const half = Math.ceil(events.length / 2);
    const middle = await applyPage(client, target, from, events.slice(0, half));
    return applyPage(client, target, middle, events.slice(half));
  }
}

async function apply(
  client: pg.ClientBase,
  { schema, projection, catalogue }: Target,
  from: Checkpoint,
  events: readonly RecordedEvent[],
): Promise<Checkpoint> {
  const position = await moveCheckpoint(client, schema, from, events);
  const parked = new Set(from.parked);
  const workingSet = new WorkingSet(schema, projection);
  const left = await foldPage(client, events, { workingSet, catalogue, parked });
  await workingSet.write(client);
  await writeParked(client, schema, left);
  return { ...from, position, parked: parked.size === from.parked.length ? from.parked : [...parked] };
}

async function park(
  client: pg.ClientBase,
  { schema }: Target,
  from: Checkpoint,
  event: RecordedEvent,
  error: pg.DatabaseError,
): Promise<Checkpoint> {
  const position = await moveCheckpoint(client, schema, from, [event]);
  // not the message: PostgreSQL puts the refused value into it
  await writeParked(client, schema, [parkedEvent(event, `${error.name}: SQLSTATE ${error.code}`)]);
  return { ...from, position, parked: [...from.parked, event.stream] };
}

async function moveCheckpoint(
  client: pg.ClientBase,
  schema: string,
  { generation, position }: Checkpoint,
  events: readonly RecordedEvent[],
): Promise<number> {
  const end = events.at(-1)!.position;
  const moved = await client.query(
    `UPDATE ${schema}.checkpoint SET position = $1 WHERE position = $2 AND generation = $3`,
    [end, position, generation],
  );
  if (moved.rowCount === 0) throw new OvertakenError('the checkpoint has moved');
  return end;
}

/** SQLSTATE classes 22 (data exception) and 23 (integrity constraint violation): PostgreSQL manual, appendix A. */
export const isRefusedData = (error: unknown): error is pg.DatabaseError =>
  error instanceof pg.DatabaseError && /^2[23]/.test(error.code ?? '');

/** Runs work in a transaction; rolls back and rethrows when it throws. */
export async function inTransaction<T>(client: pg.ClientBase, work: () => Promise<T>): Promise<T> {
  await client.query('BEGIN');
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    // on a broken connection there is nothing to roll back, and the first error is the one that tells why
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
}
