import type pg from 'pg';

/** An event that could not be taken, before the checkpoint of its subscriber. */
export interface LeftBehind {
  readonly position: number;
  /** The position before it. */
  readonly after: number;
}

/** How many are tried again in one round at most. */
const ROUND = 100;
/** From half a second on, doubled with each failure, up to a minute. */
const nextTry = (failures: string): string =>
  `clock_timestamp() + least(interval '1 minute', interval '250 ms' * 2 ^ least(${failures}, 10))`;

/** Writes down an event that failed, on the client of the transaction that moves the checkpoint past it. */
export async function leaveBehind(
  client: pg.ClientBase,
  subscriber: string,
  { position, after }: LeftBehind,
): Promise<void> {
  await client.query(
    `INSERT INTO tirek_subscribers.left_behind (subscriber, position, after, try_at)
     VALUES ($1, $2, $3, ${nextTry('1')})`,
    [subscriber, position, after],
  );
}

/** What is to be tried again now, in the order of the log. */
export async function dueOf(database: pg.Pool, subscriber: string): Promise<LeftBehind[]> {
  const { rows } = await database.query<LeftBehind>(
    `SELECT position, after FROM tirek_subscribers.left_behind
     WHERE subscriber = $1 AND try_at <= clock_timestamp() ORDER BY position LIMIT ${ROUND}`,
    [subscriber],
  );
  return rows;
}

/** Notes that one failed again: it is due later than the last time. */
export async function postpone(database: pg.Pool, subscriber: string, position: number): Promise<void> {
  await database.query(
    `UPDATE tirek_subscribers.left_behind SET failures = failures + 1, try_at = ${nextTry('failures + 1')}
     WHERE subscriber = $1 AND position = $2`,
    [subscriber, position],
  );
}

/** Strikes out one that was taken after all. */
export async function strikeOut(database: pg.Pool, subscriber: string, position: number): Promise<void> {
  await database.query('DELETE FROM tirek_subscribers.left_behind WHERE subscriber = $1 AND position = $2', [
    subscriber,
    position,
  ]);
}

/** How many wait to be tried again. */
export async function countLeftBehind(database: pg.Pool, subscriber: string): Promise<number> {
  const { rows } = await database.query<{ count: number }>(
    'SELECT count(*) FROM tirek_subscribers.left_behind WHERE subscriber = $1',
    [subscriber],
  );
  return rows[0]!.count;
}
