import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { type Database, openDatabase } from './database.js';

/** A database of a test's own. */
export interface TestDatabase {
  readonly pool: Database;
  readonly url: string;
  /** Closes the pool and removes the database, whoever is still connected. */
  drop(): Promise<void>;
}

/** Makes a new, empty database on the PostgreSQL of TIREK_TEST_DATABASE_URL, which the integration tests' setup starts. */
export async function testDatabase({ max = 10 }: { max?: number } = {}): Promise<TestDatabase> {
  const server = process.env.TIREK_TEST_DATABASE_URL;
  if (server === undefined) throw new Error('TIREK_TEST_DATABASE_URL is not set: is this an integration test?');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(server, `CREATE DATABASE ${name}`);
  const url = new URL(server);
  url.pathname = name;
  const pool = await openDatabase(url.href, { max });
  return {
    pool,
    url: url.href,
    async drop() {
      await pool.end();
      await onServer(server, `DROP DATABASE ${name} WITH (FORCE)`);
    },
  };
}

async function onServer(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}
