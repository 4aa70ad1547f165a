import type { FieldErrors } from '../components/error-summary.js';

/** A part of a form: the fields of `V` of it, whatever else it asks for. */
export interface Fields<V> {
  readonly values: V;
  readonly errors: FieldErrors;
  set<K extends keyof V>(field: K, value: V[K]): void;
}
