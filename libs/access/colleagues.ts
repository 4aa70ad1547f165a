import type { Caller } from './caller.js';

/** Knows who works where, as far as this installation keeps its users itself. */
export class Colleagues {
  /** `users` undefined: an outside issuer keeps them, and nobody here can tell. */
  constructor(private readonly users: readonly Caller[] | undefined) {}

  /** Whether a user may be of an organisation: false only when it is known that they are not. */
  mayBeOf(user: string, organisationId: string): boolean {
    return this.users?.some((known) => known.user === user && known.organisationId === organisationId) ?? true;
  }
}
