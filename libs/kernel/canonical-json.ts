/**
 * The one JSON text of a value of JSON: no space, the members of every object in the order of their names (as RFC 8785
 * has it). Two values that mean the same have the same text, in whatever order their members were written.
 */
export const canonicalJson = (value: unknown): string => JSON.stringify(inOrder(value));

function inOrder(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(inOrder);
  const members: Record<string, unknown> = {};
  for (const name of Object.keys(value).sort()) {
    const inner = inOrder((value as Record<string, unknown>)[name]);
    // assigned, a member of that name would be left out of the text
    if (name === '__proto__') Object.defineProperty(members, name, { value: inner, enumerable: true });
    else members[name] = inner;
  }
  return members;
}
