import { isUuid, Problem } from '#kernel';

/** An id from the address, in lower case. Throws Problem 400, naming the parameter, for what is no UUID. */
export function idInPath(name: string, value: string): string {
  if (isUuid(value)) return value.toLowerCase();
  throw new Problem('malformed-request', 'An id in the address is not a UUID.', [
    { pointer: `/path/${name}`, detail: 'must be a UUID' },
  ]);
}
