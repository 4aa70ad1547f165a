/**
 * The one JSON text of a value: no space, the members of every object in the order of their names (as RFC 8785 has it).
 * Two values that mean the same have the same text, in whatever order their members were written.
 */
export const canonicalJson = (value: unknown): string =>
  JSON.stringify(value, (_, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
