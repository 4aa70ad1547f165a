import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { randomInt, randomUUID } from 'node:crypto';
import { dirname, join } from 'node:path';

/** Pairs of letters that can be read out and typed. */
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';
const SYLLABLES = 12;

const read = (file: string): string | undefined => {
  try {
    return readFileSync(file, 'utf8').trim();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
};

/**
 * The one password of the invented users of a demonstration store: random (about 70 bits), a file of the data folder that
 * only its owner reads, made at the first start. Several first starts at once get the same one.
 */
export function demonstrationPassword(home: string): string {
  const file = join(home, 'keys', 'demonstration-password');
  const known = read(file);
  if (known !== undefined) return known;
  const syllables = Array.from(
    { length: SYLLABLES },
    () => `${consonants[randomInt(consonants.length)]}${vowels[randomInt(vowels.length)]}`,
  );
  const password = syllables.join('').replaceAll(/(.{6})(?=.)/g, '$1-');
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
  const half = `${file}.${randomUUID()}`;
  writeFileSync(half, `${password}\n`, { mode: 0o600, flush: true });
  try {
    // whole or not at all, and never over another
    linkSync(half, file);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(half);
  }
  return read(file)!;
}
