import { liveSchema, type Queryable } from './read-model.js';
import type { Projection } from './projection.js';

/** The ids of the events that a projection leaves out by decision. */
export async function readSkipped(client: Queryable, { name }: Projection): Promise<ReadonlySet<string>> {
  const { rows } = await client.query<{ event_id: string }>(
    'SELECT event_id FROM tirek_projections.skipped WHERE projection = $1',
    [name],
  );
  return new Set(rows.map(({ event_id }) => event_id));
}

/**
 * Writes down that a projection leaves a parked event out from its next rebuild on. False when it is not parked, and
 * nothing is written. A decision that stands already stays as it is.
 */
export async function writeSkipped(
  client: Queryable,
  projection: Projection,
  { eventId, reason, by }: { readonly eventId: string; readonly reason: string; readonly by: string },
): Promise<boolean> {
  const { rowCount } = await client.query(
    `WITH found AS (
       SELECT id, coalesce(stream, place) AS stream, position, type FROM ${liveSchema(projection)}.parked WHERE id = $2
     ), written AS (
       INSERT INTO tirek_projections.skipped (projection, event_id, stream, position, type, reason, skipped_by)
       SELECT $1, id, stream, position, type, $3, $4 FROM found ON CONFLICT DO NOTHING
     )
     SELECT FROM found`,
    [projection.name, eventId, reason, by],
  );
  return rowCount === 1;
}
