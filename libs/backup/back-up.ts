import { createHash } from 'node:crypto';
import { mkdir, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { type Database, dedicatedClient } from '#postgres';
import { BackupRefused, type Manifest, type SavedTable, writeManifest } from './manifest.js';
import { type Table, tablesToSave } from './tables.js';

const about =
  'A backup of Tirek. It holds no key: personal text in it is sealed, and opened only with the keys of the installation, which are kept apart. Read models and the index of names are not in it; they are made anew. Restore it with: tirek restore FOLDER';

/**
 * Saves the database to a new or empty folder, all of it as at one moment, while others work on. Of keys only those that
 * are wrapped by others are in it. `onTable` is told of each table that is saved, and of how many.
 * Throws BackupRefused when the folder has something in it, or cannot be written.
 */
export async function backUp(
  folder: string,
  database: Database,
  onTable: (saved: number, of: number) => void = () => undefined,
): Promise<Manifest> {
  await makeEmpty(folder);
  const client = await dedicatedClient(database);
  try {
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    // whatever the server is set to: dates as every server reads them
    await client.query('SET LOCAL datestyle = ISO');
    const { rows } = await client.query<{ postgres: string; madeAt: string; migrations: string[] }>(
      `SELECT current_setting('server_version') AS postgres,
              to_char(now() AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') AS "madeAt",
              (SELECT array_agg(name ORDER BY applied_at) FROM tirek_migrations) AS migrations`,
    );
    const tables = await tablesToSave(client);
    const saved: SavedTable[] = [];
    for (const table of tables) {
      saved.push(await save(client, folder, table));
      onTable(saved.length, tables.length);
    }
    await client.query('COMMIT');
    const manifest: Manifest = { tirek: 'backup', version: 1, about, ...rows[0]!, tables: saved };
    await writeManifest(folder, manifest);
    return manifest;
  } finally {
    await client.end();
  }
}

async function makeEmpty(folder: string): Promise<void> {
  try {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    if ((await readdir(folder)).length === 0) return;
  } catch (error) {
    throw new BackupRefused(`${folder} cannot be written (${(error as NodeJS.ErrnoException).code}).`, {
      cause: error,
    });
  }
  throw new BackupRefused(`There is something in ${folder}; a backup goes to a new folder.`);
}

const lineEnd = 0x0a;

async function save(
  client: pg.ClientBase,
  folder: string,
  { table, columns, where = 'true' }: Table,
): Promise<SavedTable> {
  const file = `${table.replaceAll('"', '')}.copy`;
  const hash = createHash('sha256');
  let [rows, bytes] = [0, 0];
  const handle = await open(join(folder, file), 'wx', 0o600);
  try {
    const rowsToSave = `SELECT ${columns.join(', ')} FROM ${table} WHERE ${where}`;
    for await (const part of client.query(copyTo(`COPY (${rowsToSave}) TO STDOUT`))) {
      const chunk = part as Buffer;
      hash.update(chunk);
      bytes += chunk.length;
      // a row is a line: the line ends within it are escaped
      for (const byte of chunk) if (byte === lineEnd) rows += 1;
      await handle.writeFile(chunk);
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  return { table, columns, file, rows, bytes, sha256: hash.digest('hex') };
}
