import type pg from 'pg';

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

/** Runs work in a transaction on a connection of the pool; rolls back and rethrows when it throws. */
export async function transactionOn<T>(pool: pg.Pool, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await inTransaction(client, () => work(client));
  } finally {
    client.release();
  }
}
