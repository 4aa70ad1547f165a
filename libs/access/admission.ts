import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import type { Caller } from './caller.js';
import { Callers } from './callers.js';
import { Credentials } from './credentials.js';
import type { Session } from './session/sessions.js';

/** Somebody who is let in. */
export interface Admitted {
  readonly caller: Caller;
  /** Where the request came with the cookie of a session. */
  readonly session?: Session;
}

/** Who a request is from, as it stands when it is asked: a request that stays open can be judged again. */
@Injectable()
export class Admission {
  constructor(
    private readonly credentials: Credentials,
    private readonly callers: Callers,
  ) {}

  /**
   * Throws Problem where what the request shows lets nobody in, or no longer. `inBackground`: a page asks by itself, which
   * is no use of the session.
   */
  async of(request: FastifyRequest, inBackground: boolean): Promise<Admitted> {
    const { token, session } = await this.credentials.shownBy(request, inBackground);
    const caller = await this.callers.of(token);
    if (caller) return { caller, ...(session ? { session } : {}) };
    throw new Problem('not-signed-in', 'The access token is not valid, or no longer.', [], {
      headers: { 'www-authenticate': 'Bearer error="invalid_token"' },
    });
  }
}
