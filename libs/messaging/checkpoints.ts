import { setTimeout as pause } from 'node:timers/promises';
import type pg from 'pg';
import { beginning } from '#event-store';

const FIRST_LOOK_MS = 25;
const LONGEST_LOOK_MS = 200;

/** Up to where a subscriber has taken the events, in whichever process it works; as the transaction of `client` sees it. */
export async function checkpointOf(client: pg.Pool | pg.ClientBase, subscriber: string): Promise<number> {
  const { rows } = await client.query<{ position: number }>(
    'SELECT position FROM tirek_subscribers.checkpoints WHERE name = $1',
    [subscriber],
  );
  return rows[0]?.position ?? beginning;
}

/** Moves a checkpoint. Throws when another moved it. */
export async function moveCheckpoint(
  client: pg.ClientBase,
  subscriber: string,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<void> {
  const moved = await client.query(
    `INSERT INTO tirek_subscribers.checkpoints AS c (name, position) VALUES ($1, $3)
     ON CONFLICT (name) DO UPDATE SET position = excluded.position WHERE c.position = $2`,
    [subscriber, from, to],
  );
  if (moved.rowCount === 0) throw new Error('the checkpoint was moved by another');
}

/** True as soon as a subscriber, in whichever process it works, has taken the events up to a position; false after so many milliseconds. */
export async function reaches(
  database: pg.Pool,
  subscriber: string,
  position: number,
  withinMs: number,
): Promise<boolean> {
  const deadline = Date.now() + withinMs;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(2 * wait, LONGEST_LOOK_MS)) {
    if ((await checkpointOf(database, subscriber)) >= position) return true;
    const left = deadline - Date.now();
    if (left <= 0) return false;
    await pause(Math.min(wait, left));
  }
}
