import { createHash, randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openDatabase } from './database.js';
import { migrate, type Migration } from './migrations.js';

/** A database of a test's own. */
export interface TestDatabase {
  readonly pool: Database;
  readonly url: string;
  /** Closes the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/**
 * Makes a new database on the PostgreSQL of TIREK_TEST_DATABASE_URL, which the integration tests' setup starts: empty, or
 * with the tables that these migrations make.
 */
export async function testDatabase({
  max = 10,
  migrations = [],
}: { max?: number; migrations?: readonly Migration[] } = {}): Promise<TestDatabase> {
  const server = process.env.TIREK_TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TIREK_TEST_DATABASE_URL is not set: is this an integration test?');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, async (client) => {
    const template = migrations.length === 0 ? 'template1' : await migrated(client, server, migrations);
    await client.query(`CREATE DATABASE ${name} TEMPLATE ${template}`);
  });
  const url = databaseOn(server, name);
  const pool = await openDatabase(url, { max });
  return {
    pool,
    url,
    async drop() {
      await pool.end();
      await onServer(server, (client) => client.query(`DROP DATABASE ${name} WITH (FORCE)`));
    },
  };
}

// any constant of our own: one process at a time makes a template; it lets go when it disconnects
const TEMPLATES_LOCK = 1;

/** The name of a database with just these migrations; made when it is missing. To copy it is faster than to migrate anew. */
async function migrated(client: Client, server: string, migrations: readonly Migration[]): Promise<string> {
  const name = `migrated_${createHash('sha256').update(JSON.stringify(migrations)).digest('hex').slice(0, 32)}`;
  const isThere = async (): Promise<boolean> =>
    (await client.query('SELECT FROM pg_database WHERE datname = $1', [name])).rowCount === 1;
  if (await isThere()) return name;
  await client.query('SELECT pg_advisory_lock($1)', [TEMPLATES_LOCK]);
  if (await isThere()) return name;
  await client.query('DROP DATABASE IF EXISTS unfinished');
  await client.query('CREATE DATABASE unfinished');
  const pool = await openDatabase(databaseOn(server, 'unfinished'), { max: 1 });
  try {
    await migrate(pool, migrations);
  } finally {
    await pool.end();
  }
  await client.query(`ALTER DATABASE unfinished RENAME TO ${name}`);
  return name;
}

function databaseOn(server: string, name: string): string {
  const url = new URL(server);
  url.pathname = name;
  return url.href;
}

async function onServer(url: string, work: (client: Client) => Promise<unknown>): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}
