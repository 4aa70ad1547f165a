import * as fc from 'fast-check';
import { fold, type Decider, type DomainEvent, type EventDefinition } from '#kernel';
import { runAll } from '../kernel/decider.testing.js';
import { checkOf } from './schema.testing.js';

/** A UUID for tests. */
export const id = (n: number): string => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

/** One of a few UUIDs, so that commands meet. */
export const anyId: fc.Arbitrary<string> = fc.integer({ min: 1, max: 3 }).map(id);

/** One of ten days, so that dates meet. */
export const anyDate: fc.Arbitrary<string> = fc
  .integer({ min: 1, max: 10 })
  .map((day) => `2026-03-${String(day).padStart(2, '0')}`);

/** A text that people type, or nothing. */
export const anyWords: fc.Arbitrary<string | undefined> = fc.option(fc.string({ maxLength: 20 }), { nil: undefined });

/** As a JSON store gives it back: no undefined members, and the others in another order. */
function fromStore<T>(value: T): T {
  return JSON.parse(JSON.stringify(value), (_, member: unknown) =>
    member && typeof member === 'object' && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).toReversed())
      : member,
  ) as T;
}

/**
 * Drives a decider with any sequence of commands, sense and nonsense: nothing throws, replay gives the same state, every
 * event fits the schema it is stored under, a history read back from a store leads to the same decisions, and
 * `invariant` holds. All event types must have come up, or the property would say nothing about the missing ones.
 */
export function holdsForAnyHistory<C, E extends DomainEvent, S>(
  decider: Decider<C, E, S>,
  definitions: readonly EventDefinition[],
  anyCommand: fc.Arbitrary<C>,
  invariant: (history: readonly E[]) => void = () => undefined,
): void {
  const checks = new Map(definitions.map((definition) => [definition.type, checkOf(definition)]));
  const seen = new Set<string>();
  const property = fc.property(fc.array(anyCommand, { maxLength: 40, size: 'max' }), (commands) => {
    const history = runAll(decider, commands);
    for (const { type, data } of history) {
      seen.add(type);
      const check = checks.get(type);
      expect({ type, fits: check?.(data), errors: check?.errors }).toEqual({ type, fits: true, errors: null });
    }
    const state = fold(decider, history);
    const again = fold(decider, fromStore(history));
    for (const command of commands) expect(decider.decide(command, again)).toEqual(decider.decide(command, state));
    invariant(history);
  });
  // a step that needs a long way before it may not come up by chance among the first
  for (let rounds = 0; rounds === 0 || (rounds < 10 && seen.size < checks.size); rounds += 1) {
    fc.assert(property, { numRuns: 300 });
  }
  expect([...seen].sort()).toEqual([...checks.keys()].sort());
}
