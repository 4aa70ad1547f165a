/** What is left of a masked text, by the name of its field; a field that is not here is left out whole. */
const masks: ReadonlyMap<string, (text: string) => string | undefined> = new Map([
  ['name', initials],
  ['birthDate', year],
  ['identityNumber', lastTwo],
  ['phone', lastTwo],
]);

/** How each masked field looks, for the page of the policy. */
export const maskExamples: readonly (readonly [field: string, of: string, mask: string])[] = (
  [
    ['name', 'Айпери Токтогулова'],
    ['birthDate', '1999-02-11'],
    ['identityNumber', '21102199900123'],
    ['phone', '+996700000042'],
  ] as const
).map(([field, text]) => [field, text, mask(field, text) ?? '']);

/** The mask of a text: enough to tell one file from another, not to know or reach her. Undefined: nothing is left of it. */
export function mask(field: string, text: unknown): string | undefined {
  return typeof text === 'string' ? masks.get(field)?.(text) : undefined;
}

function initials(name: string): string | undefined {
  const letters = name.match(/(?<!\p{L}[\p{M}'’]*)\p{L}/gu) ?? [];
  return letters.length > 0 ? letters.map((letter) => `${letter.toUpperCase()}.`).join(' ') : undefined;
}

function year(date: string): string | undefined {
  return /^\d{4}(?=-)/.exec(date)?.[0];
}

/** Of a number so short that two digits would be most of it, nothing is left. */
function lastTwo(number: string): string | undefined {
  return number.length > 6 ? `…${number.slice(-2)}` : undefined;
}
