import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { secretFile } from '#postgres';

/** Pairs of letters that can be read out and typed. */
const consonants = 'bdfgklmnprstvz';
const vowels = 'aeiou';
const SYLLABLES = 12;

/**
 * The one password of the invented users of a demonstration store: random (about 70 bits), a file of the data folder that
 * only its owner reads, made at the first start. Several first starts at once get the same one.
 */
export const demonstrationPassword = (home: string): string =>
  secretFile(join(home, 'keys', 'demonstration-password'), newPassword);

function newPassword(): string {
  const syllables = Array.from(
    { length: SYLLABLES },
    () => `${consonants[randomInt(consonants.length)]}${vowels[randomInt(vowels.length)]}`,
  );
  return syllables.join('').replaceAll(/(.{6})(?=.)/g, '$1-');
}
