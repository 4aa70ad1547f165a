import type { FieldProblem } from '#kernel';

/** How deep a request may be nested: none of ours goes deeper than a field of an item of a list. */
const deepest = 8;

/** A member name as a step of a JSON pointer (RFC 6901). */
export const pointerStep = (name: string): string => `/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;

/** The first wrong parts of a request, `most` at most: see `unfitParts`. */
export function firstUnfitParts(value: unknown, pointer: string, most: number): FieldProblem[] {
  const found: FieldProblem[] = [];
  for (const part of unfitParts(value, pointer, 0)) {
    found.push(part);
    if (found.length === most) break;
  }
  return found;
}

/**
 * The parts of a request that fit no field of any route, whatever its class says: null where a field would be left out,
 * texts that PostgreSQL or UTF-8 cannot hold (U+0000, half of a surrogate pair), the names of what every object
 * inherits (class-validator takes them for known fields), and nesting that would exhaust the stack.
 */
function* unfitParts(value: unknown, pointer: string, depth: number): Generator<FieldProblem> {
  if (value === null) {
    yield { pointer, detail: 'must not be null; leave out what is not known' };
  } else if (typeof value === 'string') {
    if (value.includes('\0') || !value.isWellFormed()) {
      yield { pointer, detail: 'must be a text of Unicode characters without U+0000' };
    }
  } else if (typeof value === 'object') {
    if (depth === deepest) {
      yield { pointer, detail: 'is nested too deeply' };
      return;
    }
    for (const [name, inner] of Object.entries(value)) {
      const at = pointer + pointerStep(name);
      if (name in Object.prototype) yield { pointer: at, detail: 'is not a field of this request' };
      else yield* unfitParts(inner, at, depth + 1);
    }
  }
}
