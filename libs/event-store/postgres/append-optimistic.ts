import type { QueryConfig } from 'pg';
import { type Append, batchValues } from './append-batch.js';
import type { PostgresLog } from './schema.js';

/*
 * Most batches meet nothing in their way. These statements store a whole batch on that assumption, in half the time of
 * append_batch, and nothing at all when it does not hold: no row comes back, or a unique index is violated. Then
 * append_batch finds out, append by append. They answer as it does.
 *
 * The assumption is proven by what cannot be undone. That a stream has the expected revision stays true once it was so.
 * That it has no later one, that the command is new, and that nobody else took the positions: the unique indexes. So it
 * does no harm that a statement sees the log as it was a moment before it got the lock.
 */
const head = ({ schema, writerLock }: PostgresLog) => `
  (SELECT coalesce(last.position, 0) AS position, greatest(last.recorded_at, clock_timestamp()) AS recorded
   FROM (VALUES (pg_try_advisory_xact_lock(${writerLock}))) lock(held)
   LEFT JOIN (SELECT position, recorded_at FROM ${schema}.events ORDER BY position DESC LIMIT 1) last ON true
   WHERE lock.held OFFSET 0) head`;

const oneEvent = (log: PostgresLog) => `
  INSERT INTO ${log.schema}.events
    SELECT head.position + 1, $1, $2::integer + 1, $3, $4, $5, $6, $7, head.recorded, $8, $9 FROM ${head(log)}
    WHERE $2 = -1 OR (SELECT position FROM ${log.schema}.events WHERE stream = $1 AND revision = $2) IS NOT NULL
  RETURNING position - 1 AS last_position, recorded_at AS recorded`;

const [streams, expected, revisions, commands, ids, types, versions, occurred, datas, metadatas] = [
  'text',
  'integer',
  'integer',
  'uuid',
  'uuid',
  'text',
  'integer',
  'text',
  'text',
  'text',
].map((type, i) => `($${i + 1}::${type}[])`);

const manyEvents = (log: PostgresLog) => `
  WITH stored AS (
    INSERT INTO ${log.schema}.events
      SELECT head.position + k, ${streams}[k], ${revisions}[k], ${ids}[k],
             CASE WHEN ${revisions}[k] = ${expected}[k] + 1 THEN ${commands}[k] END,
             ${types}[k], ${versions}[k], ${occurred}[k], head.recorded, ${datas}[k]::json, ${metadatas}[k]::json
      FROM ${head(log)}, generate_series(1, cardinality(${streams})) k
      WHERE (SELECT bool_and(${expected}[j] = -1 OR
                             (SELECT position FROM ${log.schema}.events
                              WHERE stream = ${streams}[j] AND revision = ${expected}[j]) IS NOT NULL)
             FROM generate_series(1, cardinality(${streams})) j)
    RETURNING position, recorded_at
  )
  SELECT min(position) - 1 AS last_position, max(recorded_at) AS recorded
  FROM stored HAVING count(*) > 0`;

/** The statement that stores a batch in a log if nothing stands in its way. */
export function optimisticQuery(log: PostgresLog, appends: readonly Append[]): QueryConfig {
  const [append] = appends;
  if (append === undefined || appends.length > 1 || append.events.length > 1) {
    return { name: 'append_many', text: manyEvents(log), values: batchValues(appends) };
  }
  const { stream, expectedRevision, commandId, events } = append;
  const { eventId, type, schemaVersion, occurredAt } = events[0]!;
  return {
    name: 'append_one',
    text: oneEvent(log),
    values: [
      stream,
      expectedRevision,
      eventId,
      commandId,
      type,
      schemaVersion,
      occurredAt,
      append.datas[0],
      append.metadatas[0],
    ],
  };
}
