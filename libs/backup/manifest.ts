import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';

/** A table as it is in a backup, in a file of its own: the text format of PostgreSQL's COPY. */
export interface SavedTable {
  /** With its schema. */
  readonly table: string;
  readonly columns: readonly string[];
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
  /** SHA-256 of the file, in hexadecimal. */
  readonly sha256: string;
}

/** What a backup is, and what is in it. */
export interface Manifest {
  readonly tirek: 'backup';
  readonly version: 1;
  /** What it has not, for whoever finds it. */
  readonly about: string;
  readonly madeAt: string;
  /** Of the server it was made on. */
  readonly postgres: string;
  /** The steps of the schema it is of, in their order. */
  readonly migrations: readonly string[];
  /** In the order in which they can be filled. */
  readonly tables: readonly SavedTable[];
}

/** A backup that cannot be used; the message is one sentence that says why. */
export class BackupRefused extends Error {
  override readonly name = 'BackupRefused';
}

const sha256Of = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Writes the manifest, last of all: a folder without it is no backup. Beside it stands its own check sum. */
export async function writeManifest(folder: string, manifest: Manifest): Promise<void> {
  const text = `${JSON.stringify(manifest, undefined, 2)}\n`;
  await writeFile(join(folder, 'manifest.sha256'), `${sha256Of(text)}\n`, { flag: 'wx', flush: true, mode: 0o600 });
  await writeFile(join(folder, 'manifest.json'), text, { flag: 'wx', flush: true, mode: 0o600 });
}

/**
 * Reads the manifest of a backup, and every file in it, and compares; `onFile` is told after each how many there are.
 * Throws BackupRefused naming what is missing or damaged.
 */
export async function checkedManifest(folder: string, onFile: (of: number) => void): Promise<Manifest> {
  const manifest = await readManifest(folder);
  for (const table of manifest.tables) {
    const hash = createHash('sha256');
    try {
      await pipeline(createReadStream(join(folder, table.file)), hash);
    } catch (error) {
      throw new BackupRefused(`${table.file} of the backup cannot be read (${(error as NodeJS.ErrnoException).code}).`);
    }
    if (hash.digest('hex') !== table.sha256) throw new BackupRefused(`${table.file} of the backup is damaged.`);
    onFile(manifest.tables.length);
  }
  return manifest;
}

async function readManifest(folder: string): Promise<Manifest> {
  const [text, sum] = await Promise.all(
    ['manifest.json', 'manifest.sha256'].map((name) =>
      readFile(join(folder, name), 'utf8').catch((error: unknown) => {
        throw new BackupRefused(
          `There is no whole backup in ${folder}: ${name} cannot be read (${(error as NodeJS.ErrnoException).code}).`,
        );
      }),
    ),
  );
  if (sha256Of(text!) !== sum!.trim()) throw new BackupRefused('manifest.json of the backup is damaged.');
  const manifest = JSON.parse(text!) as Manifest;
  if (manifest.tirek !== 'backup') throw new BackupRefused(`manifest.json in ${folder} is not one of Tirek.`);
  if (manifest.version !== 1)
    throw new BackupRefused('The backup is of a newer version of Tirek; restore it with that.');
  if (manifest.tables.some(({ file }) => file !== basename(file)))
    throw new BackupRefused('manifest.json names a file that is not in the folder of the backup.');
  return manifest;
}
