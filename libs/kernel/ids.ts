import { createHash } from 'node:crypto';
import { v5, v7 } from 'uuid';

const namespace = '6f2a7c9e-58d1-5b0a-9c43-7d1e20c8a4f6';

/** A UUID that follows from its parts (RFC 9562 version 5): a repeat of the same command makes the same ids. */
export const derivedId = (...parts: readonly string[]): string => v5(parts.join('\u001f'), namespace);

/** A new time-ordered UUID (RFC 9562 version 7). */
export const timeOrderedId = (): string => v7();

/** Whether a text is a UUID of any version, in lower or upper case. */
export const isUuid = (value: unknown): value is string =>
  typeof value === 'string' && /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i.test(value);

/** The id of the person a case is about: the key that seals her data carries this id. */
export const personOf = (caseId: string): string => derivedId('person', caseId);

const crockford = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

/**
 * What people call a case: `KG-7F3K-9QXD-2M`, derived from the id.
 * No counter, since a counter tells the caseload. Ten Crockford characters = 50 bits.
 */
export function caseNumber(country: string, caseId: string): string {
  const digest = createHash('sha256').update(caseId).digest();
  let bits = digest.readBigUInt64BE() >> 14n;
  let text = '';
  for (let i = 0; i < 10; i += 1) {
    text = crockford[Number(bits & 31n)] + text;
    bits >>= 5n;
  }
  return `${country.toUpperCase()}-${text.slice(0, 4)}-${text.slice(4, 8)}-${text.slice(8)}`;
}

/**
 * What people type of a case number, as the beginning of one: `kg7f3k9` -> `KG-7F3K-9`. Upper case, dashes where they
 * belong; after the country, O is read as 0, I and L as 1 (Crockford's Base32).
 */
export function caseNumberBeginning(typed: string): string {
  const bare = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const digits = bare.slice(2).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return [bare.slice(0, 2), digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)].filter(Boolean).join('-');
}
