import { Inject, Injectable, Optional } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { Problem } from '#kernel';
import { BROWSER_SIGN_IN, type BrowserSignIn } from './session/browser-sign-in.js';
import { isCsrfTokenOf, type Session } from './session/sessions.js';

/** What a request shows to say who it is from. */
export interface Shown {
  readonly token: string;
  /** Where the token is that of a browser's session. */
  readonly session?: Session;
}

/** Finds the access token of a request: it carries one itself, or the cookie of a session that has one. Never both. */
@Injectable()
export class Credentials {
  constructor(@Optional() @Inject(BROWSER_SIGN_IN) private readonly browser?: BrowserSignIn) {}

  /**
   * Throws Problem when there is none, when there are two, and for a cookie that comes from no page of ours. `inBackground`:
   * it is no use of the session.
   */
  async shownBy(request: FastifyRequest, inBackground: boolean): Promise<Shown> {
    const secret = this.browser?.cookies.sessionIn(request.headers.cookie);
    const { authorization } = request.headers;
    if (this.browser && secret !== undefined) {
      if (authorization === undefined) return this.ofSession(this.browser, secret, request, inBackground);
      throw new Problem('malformed-request', 'Send an access token or the cookie of a session, not both.', [
        { pointer: '/headers/authorization', detail: 'must not come with the cookie of a session' },
      ]);
    }
    const [scheme, token] = authorization?.split(' ') ?? [];
    if (scheme?.toLowerCase() === 'bearer' && token) return { token };
    throw new Problem('not-signed-in', 'Send an access token in the header Authorization: Bearer ....', [], {
      headers: { 'www-authenticate': 'Bearer' },
    });
  }

  private async ofSession(
    browser: BrowserSignIn,
    secret: string,
    request: FastifyRequest,
    inBackground: boolean,
  ): Promise<Shown> {
    const { origin, 'sec-fetch-site': site, 'tirek-csrf': csrf } = request.headers;
    // every browser of today says where a request comes from (Fetch Metadata), and no page can change it
    const isForeign =
      (site !== undefined && site !== 'same-origin' && site !== 'none') ||
      (origin ?? browser.origin) !== browser.origin;
    if (isForeign) {
      throw new Problem('not-allowed', 'The cookie of a session is taken from the pages of this installation only.');
    }
    const isWrite = request.method !== 'GET' && request.method !== 'HEAD';
    if (isWrite && (typeof csrf !== 'string' || !isCsrfTokenOf(secret, csrf))) {
      throw new Problem('not-allowed', 'A write with the cookie of a session needs the header Tirek-CSRF.', [
        { pointer: '/headers/tirek-csrf', detail: 'must be the csrfToken that GET /session answers' },
      ]);
    }
    const session = await browser.sessions.find(secret, inBackground);
    if (session) return { token: session.accessToken, session };
    throw new Problem('not-signed-in', 'The session has ended; sign in again.');
  }
}
