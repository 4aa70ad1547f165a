import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { type Database, dedicatedClient, inTransaction, type Migration } from '#postgres';
import { BackupRefused, checkedManifest, type Manifest, type SavedTable } from './manifest.js';
import { tablesToSave } from './tables.js';

/**
 * Puts a backup into an empty database: all of it, or nothing. `known`: every migration of this software; those that are
 * newer than the backup are left for the next start. `onTable` is told of each table that was checked or filled, and of
 * how many such steps there are. Throws BackupRefused, before anything is changed, when the database is not empty, or the
 * backup is damaged or of a newer version.
 */
export async function restore(
  folder: string,
  database: Database,
  known: readonly Migration[],
  onTable: (done: number, of: number) => void = () => undefined,
): Promise<Manifest> {
  const client = await dedicatedClient(database);
  try {
    await insistOnEmpty(client);
    let done = 0;
    let steps = 0;
    const step = (): void => onTable((done += 1), steps);
    const manifest = await checkedManifest(folder, (of) => {
      steps = 2 * of;
      step();
    });
    const migrations = manifest.migrations.map((name) => migrationNamed(name, known));
    await inTransaction(client, async () => {
      await migrateWithin(client, migrations);
      await insistOnKnown(client, manifest.tables);
      await empty(client, manifest.tables);
      for (const table of manifest.tables) {
        await fill(client, folder, table);
        step();
      }
      // the topic may have been given events that this store has no longer
      await client.query('UPDATE tirek_relay.checkpoint SET beyond_store = true');
    });
    return manifest;
  } finally {
    await client.end();
  }
}

async function insistOnEmpty(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('tirek_migrations') IS NOT NULL
         OR EXISTS (SELECT FROM pg_namespace WHERE nspname LIKE 'tirek\\_%') AS there`,
  );
  if (rows[0]!.there) throw new BackupRefused('There is a store in this database; a backup goes into an empty one.');
}

function migrationNamed(name: string, known: readonly Migration[]): Migration {
  const found = known.find((one) => one.name === name);
  if (found) return found;
  throw new BackupRefused(`The backup is of a newer version of Tirek (it has "${name}"); restore it with that.`);
}

async function migrateWithin(client: pg.ClientBase, migrations: readonly Migration[]): Promise<void> {
  await client.query(
    `CREATE TABLE tirek_migrations (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT clock_timestamp())`,
  );
  for (const { name, sql } of migrations) {
    await client.query(sql);
    await client.query('INSERT INTO tirek_migrations (name) VALUES ($1)', [name]);
  }
}

/** Its names go into statements: whoever wrote the manifest must not have others run than those of a restore. */
async function insistOnKnown(client: pg.ClientBase, tables: readonly SavedTable[]): Promise<void> {
  const known = new Map((await tablesToSave(client)).map(({ table, columns }) => [table, new Set(columns)]));
  for (const { table, columns } of tables) {
    const there = known.get(table);
    if (!there || columns.some((column) => !there.has(column)))
      throw new BackupRefused('The backup names a table or a column that Tirek does not have.');
  }
}

/** Takes away what the migrations themselves put into tables that are in the backup. */
async function empty(client: pg.ClientBase, tables: readonly SavedTable[]): Promise<void> {
  for (const { table } of tables.toReversed()) {
    const { rows } = await client.query<{ filled: boolean }>(`SELECT EXISTS (SELECT FROM ${table}) AS filled`);
    // only then: some tables let nobody remove anything
    if (rows[0]!.filled) await client.query(`DELETE FROM ${table}`);
  }
}

async function fill(client: pg.ClientBase, folder: string, { table, columns, file, rows }: SavedTable): Promise<void> {
  const into = client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`));
  await pipeline(createReadStream(join(folder, file)), into);
  const { rows: counted } = await client.query<{ count: number }>(`SELECT count(*) FROM ${table}`);
  if (counted[0]!.count !== rows)
    throw new BackupRefused(`${file} of the backup has not the rows that it should have.`);
}
