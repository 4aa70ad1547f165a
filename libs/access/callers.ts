import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from './caller.js';
import { type Members } from './members.js';
import { TOKEN_VERIFIER, type TokenVerifier } from './tokens.js';

/** Injection token of `Members`. */
export const MEMBERS = Symbol('members');

/** Who an access token speaks for, now. */
@Injectable()
export class Callers {
  constructor(
    @Inject(TOKEN_VERIFIER) private readonly tokens: TokenVerifier,
    @Inject(MEMBERS) private readonly members: Members,
  ) {}

  /** Undefined: the token is not valid, or speaks for nobody who is let in, or no longer. */
  async of(token: string): Promise<Caller | undefined> {
    const caller = await this.tokens.verify(token);
    return caller && this.members.admit(caller);
  }
}
