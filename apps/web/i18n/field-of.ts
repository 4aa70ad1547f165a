/** What a request has beside what was entered into it. */
const notEntered = ['path', 'headers'];

/**
 * The field of a form that a JSON pointer (RFC 6901) of the API is about: `/person/phone` is `person.phone`, and an item
 * of a list is the list. Undefined: nothing that was entered.
 */
export function fieldOf(pointer: string): string | undefined {
  const steps = pointer.split('/').slice(1);
  if (steps.length === 0 || notEntered.includes(steps[0]!)) return undefined;
  return steps.filter((step) => !/^\d+$/.test(step)).join('.');
}
