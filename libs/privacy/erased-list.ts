import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isUuid } from '#kernel';
import { syncFolder } from './key-files.js';

const fileOf = (folder: string): string => join(folder, 'erased.list');

/**
 * Notes beside the keys who was erased, durable when this returns: a database that is restored from an earlier backup of
 * the same key period still has her key. Ids only; one may stand there twice.
 */
export function noteErased(folder: string, personId: string): void {
  // a line of its own, also after one that a full disk or a crash cut short
  appendFileSync(fileOf(folder), `\n${personId}\n`, { mode: 0o600, flush: true });
  syncFolder(folder);
}

/** Everybody who was ever erased here. A line that was cut short is of an erasure that was not gone on with: it is done again. */
export function erasedPersons(folder: string): string[] {
  try {
    return readFileSync(fileOf(folder), 'utf8').split('\n').filter(isUuid);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
