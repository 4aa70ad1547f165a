import { fold, isRefusal, type Decider } from './decider.js';
import type { DomainEvent } from './event.js';

/** Given/When/Then for a decider: `given(decider, events).when(command).then(events)`, `.refused(kind, pointer?)`, `.nothing()`. */
export function given<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, history: readonly E[]) {
  return {
    when(command: C) {
      const decision = decider.decide(command, fold(decider, history));
      return {
        decision,
        then(expected: readonly E[]) {
          expect(decision).toEqual(expected);
        },
        nothing() {
          expect(decision).toEqual([]);
        },
        refused(kind: 'wrong-state' | 'rule' | 'unknown-item', pointer?: string) {
          expect(isRefusal(decision)).toBe(true);
          expect(decision).toMatchObject(pointer ? { refused: kind, pointer } : { refused: kind });
        },
      };
    },
  };
}

/**
 * Runs commands one after another from nothing, as a property test does: neither decide nor evolve may throw,
 * and folding the same history twice gives the same state. Returns the history.
 */
export function runAll<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, commands: Iterable<C>): E[] {
  const history: E[] = [];
  let state = decider.initialState;
  for (const command of commands) {
    const decision = decider.decide(command, state);
    if (isRefusal(decision)) continue;
    for (const event of decision) {
      history.push(event);
      state = decider.evolve(state, event);
    }
  }
  expect(fold(decider, history)).toEqual(state);
  return history;
}
