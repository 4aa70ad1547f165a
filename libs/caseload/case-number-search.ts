/**
 * What people type of a case number, as the beginning of one: `kg7f3k9` -> `KG-7F3K-9`. Upper case, dashes where they
 * belong; after the country, O is read as 0, I and L as 1 (Crockford's Base32).
 */
export function caseNumberBeginning(typed: string): string {
  const bare = typed.toUpperCase().replaceAll(/[^A-Z0-9]/g, '');
  const digits = bare.slice(2).replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return [bare.slice(0, 2), digits.slice(0, 4), digits.slice(4, 8), digits.slice(8)].filter(Boolean).join('-');
}
