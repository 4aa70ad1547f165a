import type { PoolClient } from 'pg';
import type { Database } from './database.js';
import { StartRefused } from './start-refused.js';
import { inTransaction } from './transaction.js';

/** One step of the schema. Never changed once released: a later step mends an earlier one. */
export interface Migration {
  readonly name: string;
  readonly sql: string;
}

// any constant of our own; the ASCII of "tirek"
const ADVISORY_LOCK = 0x746972656b;

/**
 * Applies what is missing, in order, each in its own transaction; several processes may call it at once.
 * Throws StartRefused when the database has a migration this code does not know, before changing anything.
 */
export async function migrate(pool: Database, migrations: readonly Migration[]): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('SELECT pg_advisory_lock($1)', [ADVISORY_LOCK]);
    try {
      await applyMissing(client, migrations);
    } finally {
      await client.query('SELECT pg_advisory_unlock($1)', [ADVISORY_LOCK]);
    }
  } finally {
    client.release();
  }
}

async function applyMissing(client: PoolClient, migrations: readonly Migration[]): Promise<void> {
  await client.query(`
    CREATE TABLE IF NOT EXISTS tirek_migrations (
      name text PRIMARY KEY,
      applied_at timestamptz NOT NULL DEFAULT clock_timestamp()
    )`);
  const { rows } = await client.query<{ name: string }>('SELECT name FROM tirek_migrations ORDER BY applied_at');
  const applied = new Set(rows.map(({ name }) => name));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied].find((name) => !known.has(name));
  if (unknown !== undefined) {
    throw new StartRefused(
      `This data folder was made by a newer version of Tirek (it has "${unknown}"); start that version, or choose another TIREK_HOME.`,
    );
  }
  for (const migration of migrations.filter(({ name }) => !applied.has(name))) await apply(client, migration);
}

async function apply(client: PoolClient, { name, sql }: Migration): Promise<void> {
  try {
    await inTransaction(client, async () => {
      await client.query(sql);
      await client.query('INSERT INTO tirek_migrations (name) VALUES ($1)', [name]);
    });
  } catch (error) {
    throw new Error(`the migration "${name}" failed: ${(error as Error).message}`, { cause: error });
  }
}
