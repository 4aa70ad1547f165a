import { randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** What is in a secret file of the data folder; undefined when there is none. */
export function readSecretFile(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}

/**
 * What is in a secret file of the data folder, which only its owner reads; made when there is none. Of several processes
 * that make it at once all get the same. It appears whole or not at all, also when the power goes.
 */
export function secretFile(path: string, make: () => string): string {
  const known = readSecretFile(path);
  if (known !== undefined) return known;
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const half = `${path}.${randomUUID()}`;
  writeFileSync(half, `${make().trim()}\n`, { mode: 0o600, flush: true });
  try {
    // never over another
    linkSync(half, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half);
  }
  return readSecretFile(path)!;
}
