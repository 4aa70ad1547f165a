import type pg from 'pg';
import { logOf } from '#logging';
import { erasedPersons } from './erased-list.js';
import { type KeyFiles, KeysLostError } from './key-files.js';
import { type LivingKey, periodsOfLivingKeys, readLivingKeys, writeLivingKeys } from './living-keys-file.js';

const log = logOf('Keys');

/** Writes the file of living keys of a period that wraps all of them. */
export async function keepLivingKeys(
  client: pg.ClientBase,
  files: KeyFiles,
  period: Parameters<typeof writeLivingKeys>[1],
): Promise<void> {
  const { rows } = await client.query<LivingKey>(
    `SELECT person_id AS "personId", wrapped FROM tirek_keys.person_keys
     WHERE period_id = $1 AND wrapped IS NOT NULL ORDER BY person_id`,
    [period.id],
  );
  writeLivingKeys(files.folder, period, rows);
}

/**
 * In a database that was restored from a backup of an earlier period, or of the time when its keys were wrapped anew, and
 * whose former key was destroyed: the keys of the living come from the file of the period that is there, and become the
 * database's. Who is not in it was erased since. Nothing where there is no such file: what is missing is then told by
 * whoever needs it.
 */
export async function adoptLivingKeys(client: pg.ClientBase, files: KeyFiles): Promise<void> {
  // two only where a rotation was cut short, and then the older one wraps nobody who is not in the other
  const periods = periodsOfLivingKeys(files.folder).filter((id) => files.has('period', id));
  if (periods.length === 0) return;
  if (periods.length > 1) {
    throw new KeysLostError(
      `There are several files living-*.keys in ${files.folder}: this database is older than a change of keys that was cut short. Keep the newest of them there, and start again.`,
    );
  }
  const id = periods[0]!;
  const known = await client.query<{ open: boolean }>(
    'SELECT closed_at IS NULL AS open FROM tirek_keys.key_files WHERE id = $1',
    [id],
  );
  // the database is newer than the file: a key was lost, and may be put back
  if (known.rows[0]?.open === false) return;
  const living = readLivingKeys(files.folder, { id, key: files.load('period', id) });
  await client.query(
    `UPDATE tirek_keys.key_files SET closed_at = coalesce(closed_at, now()) WHERE purpose = 'period' AND id <> $1`,
    [id],
  );
  await client.query(`INSERT INTO tirek_keys.key_files (id, purpose) VALUES ($1, 'period') ON CONFLICT DO NOTHING`, [
    id,
  ]);
  const { rowCount } = await client.query(
    `UPDATE tirek_keys.person_keys AS k SET wrapped = living.wrapped, period_id = $1
     FROM unnest($2::uuid[], $3::bytea[]) AS living (person_id, wrapped)
     WHERE k.person_id = living.person_id AND k.wrapped IS NOT NULL`,
    [id, living.map(({ personId }) => personId), living.map(({ wrapped }) => wrapped)],
  );
  const missing = await periodsWithoutFile(client, files);
  const erased = await client.query(
    `UPDATE tirek_keys.person_keys SET wrapped = NULL, erased_at = clock_timestamp()
     WHERE wrapped IS NOT NULL AND period_id = ANY ($1::uuid[])`,
    [missing],
  );
  await forgetNamesOfErased(client);
  await client.query('UPDATE tirek_keys.key_files SET destroyed_at = now() WHERE id = ANY ($1::uuid[])', [missing]);
  log.warn(
    { opened: rowCount, erased: erased.rowCount },
    'This database is of before a change of keys: they were taken from the file of living keys; who is not in it was erased since.',
  );
}

/**
 * Erases again whom a database that was restored from an older backup has back, or does not know yet: nobody makes her a
 * key, as an import of her would. Nothing is done otherwise.
 */
export async function eraseAgain(client: pg.ClientBase, files: KeyFiles): Promise<void> {
  const again = await client.query(
    `INSERT INTO tirek_keys.person_keys AS k (person_id, erased_at)
     SELECT DISTINCT person_id, clock_timestamp() FROM unnest($1::uuid[]) AS erased (person_id)
     ON CONFLICT (person_id) DO UPDATE SET wrapped = NULL, erased_at = excluded.erased_at WHERE k.wrapped IS NOT NULL`,
    [erasedPersons(files.folder)],
  );
  if (again.rowCount === 0) return;
  await forgetNamesOfErased(client);
  log.warn({ erased: again.rowCount }, 'This database is older than the erasure of persons: they were erased again.');
}

const forgetNamesOfErased = (client: pg.ClientBase): Promise<unknown> =>
  client.query(
    `DELETE FROM tirek_keys.name_index AS n USING tirek_keys.person_keys AS k
     WHERE k.person_id = n.person_id AND k.wrapped IS NULL`,
  );

async function periodsWithoutFile(client: pg.ClientBase, files: KeyFiles): Promise<string[]> {
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM tirek_keys.key_files WHERE purpose = 'period' AND destroyed_at IS NULL`,
  );
  return rows.filter(({ id }) => !files.has('period', id)).map(({ id }) => id);
}
