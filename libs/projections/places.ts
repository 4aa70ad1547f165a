import type pg from 'pg';
import { timeOrderedId } from '#kernel';
import type { Place } from '#messaging';
import { inTransaction, lockForTransaction, StartRefused, tryLock } from '#postgres';
import { OvertakenError } from './apply-page.js';
import type { Projection } from './projection.js';
import {
  createIndexedTables,
  dropSchema,
  liveSchema,
  positionOf,
  readStanding,
  replacedSchema,
  replacePlaces,
  type Standing,
} from './read-model.js';

/**
 * Sees to it that the live tables have a place for every partition of a feed. Fresh tables begin at 0; those that
 * another feed filled go on from the smallest of its places, and that feed is at an end: whoever still takes pages of it
 * finds another generation. Any number of processes may do so at once.
 * Throws StartRefused when the feed has another number of partitions than it had.
 */
export async function preparePlaces(
  client: pg.ClientBase,
  projection: Projection,
  feed: { readonly name: string; readonly partitions: number },
): Promise<void> {
  const schema = liveSchema(projection);
  await inTransaction(client, async () => {
    await lockForTransaction(client, projection.name, 'create');
    const before = await readStanding(client, schema);
    if (before.feed === feed.name) {
      if (before.places.length === feed.partitions) return;
      throw new StartRefused(
        `The topic ${feed.name} has ${feed.partitions} partitions, and had ${before.places.length} when ${projection.name} began to follow it: the number must not change under one name. Choose another KAFKA_TOPIC.`,
      );
    }
    await client.query(`UPDATE ${schema}.checkpoint SET generation = $1`, [timeOrderedId()]);
    // nobody moves a place now: what they were until the generation changed is what they are
    const { places } = await readStanding(client, schema);
    const place: Place = { position: positionOf(places), next: 0 };
    await replacePlaces(
      client,
      schema,
      feed.name,
      Array.from({ length: feed.partitions }, () => place),
    );
  });
}

/** Whether tables have a place that the event store, whose head was asked for after they were read, does not reach. */
export const isBeyond = ({ places }: Standing, head: number): boolean => places.some(({ position }) => position > head);

/**
 * Empties the live tables, which fill up again from the first event: they were found beyond the end of the event store,
 * so one of the two was restored from a backup, and what the tables have of the other is not known. Their feed stays the
 * one they had, and is read on from where they were: what it has before that is of the store that is gone.
 * False, and nothing is done, when the tables are no longer those that were found, or a rebuild is under way, which would
 * bring the old places back. `client`: one of its own, ended afterwards.
 */
export async function beginAgain(client: pg.ClientBase, projection: Projection, found: Standing): Promise<boolean> {
  const schema = liveSchema(projection);
  if (!(await tryLock(client, projection.name, 'rebuild'))) return false;
  const replaced = replacedSchema(projection);
  await dropSchema(client, replaced);
  const done = await inTransaction(client, async () => {
    await lockForTransaction(client, projection.name, 'create');
    // holds back whoever takes a page, as a rebuild does at its end
    await client.query(`LOCK TABLE ${schema}.checkpoint IN EXCLUSIVE MODE`);
    const { generation, feed, places } = await readStanding(client, schema);
    if (generation !== found.generation || feed === null) return false;
    // as a rebuild does: renaming waits for no reader, and who still knows the old tables finds that they are others
    await client.query(`UPDATE ${schema}.checkpoint SET generation = $1`, [timeOrderedId()]);
    await client.query(`ALTER SCHEMA ${schema} RENAME TO ${replaced}`);
    await createIndexedTables(client, schema, projection);
    await replacePlaces(
      client,
      schema,
      feed,
      places.map(({ next }) => ({ position: 0, next })),
    );
    return true;
  });
  await dropSchema(client, replaced);
  return done;
}

/** The tables follow another feed since: who has this one must not bring them back to it. */
export class OtherFeedError extends Error {
  override readonly name = 'OtherFeedError';
}

/** Which place is moved, of the tables that whoever moves it has read. */
export interface Move {
  readonly schema: string;
  readonly generation: string;
  readonly feed: string;
  readonly partition: number;
  readonly from: Place;
  readonly to: Place;
}

/**
 * Moves a place, as the first statement of a transaction. Until its end the tables are not replaced, since a rebuild waits
 * for the checkpoint, and the place is not moved by another; other partitions are not held up.
 * Throws OvertakenError when the place or the tables are not what they were.
 */
export async function movePlace(client: pg.ClientBase, move: Move): Promise<void> {
  const { schema, generation, feed, partition, from, to } = move;
  // Both conditions are judged on rows that are locked: one that waited for a lock is judged anew on what it finds then.
  const { rowCount } = await client.query(
    `WITH held AS (SELECT FROM ${schema}.checkpoint WHERE generation = $1 FOR SHARE)
     UPDATE ${schema}.progress SET position = $5, next = $6
      WHERE feed = $2 AND partition = $3 AND position = $4 AND EXISTS (SELECT FROM held)`,
    [generation, feed, partition, from.position, to.position, to.next],
  );
  if (rowCount === 0) throw new OvertakenError('the place was moved by another');
}
