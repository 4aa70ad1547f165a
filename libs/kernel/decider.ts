import type { DomainEvent } from './event.js';

/** Why a decider says no. The kind gives the HTTP status, the pointer the field it is about (RFC 6901). */
export interface Refusal {
  readonly refused: 'wrong-state' | 'rule' | 'unknown-item';
  readonly detail: string;
  readonly pointer?: string;
}

/** The events a command leads to (none: it was already so), or a refusal. */
export type Decision<E extends DomainEvent> = readonly E[] | Refusal;

/**
 * A subject of the write model: pure functions, no clock, no I/O, no personal data needed.
 * Neither function throws on any history that the decider itself can produce.
 */
export interface Decider<C, E extends DomainEvent, S> {
  readonly initialState: S;
  evolve(state: S, event: E): S;
  decide(command: C, state: S): Decision<E>;
}

/** 409: the step does not fit the state the thing is in. */
export const wrongState = (detail: string): Refusal => ({ refused: 'wrong-state', detail });

/** 422: a rule of the mechanism forbids it; `pointer` names the field it hangs on. */
export const againstRule = (detail: string, pointer?: string): Refusal => ({
  refused: 'rule',
  detail,
  ...(pointer ? { pointer } : {}),
});

/** 404: the thing named inside the subject (a goal, a consent) does not exist. */
export const unknownItem = (detail: string, pointer?: string): Refusal => ({
  refused: 'unknown-item',
  detail,
  ...(pointer ? { pointer } : {}),
});

export function isRefusal(decision: Decision<DomainEvent>): decision is Refusal {
  return 'refused' in decision;
}

/** Folds a history into the state. */
export function fold<C, E extends DomainEvent, S>(decider: Decider<C, E, S>, events: Iterable<E>): S {
  let state = decider.initialState;
  for (const event of events) state = decider.evolve(state, event);
  return state;
}
