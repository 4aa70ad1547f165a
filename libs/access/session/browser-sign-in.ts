import type { KeyObject } from 'node:crypto';
import type { Log } from '#kernel';
import type { Database } from '#postgres';
import { SessionCookies } from './cookies.js';
import { deviceSecret } from './device-secret.js';
import { type BegunSignIn, IssuerClient, type Prompt, type SignInOptions } from './issuer-client.js';
import { openJson, sealJson } from './sealed-box.js';
import { Sessions } from './sessions.js';

/** How long a sign-in at the issuer may take, in seconds. */
const SIGN_IN_SECONDS = 600;
const boundTo = 'sign-in';

/** Injection token of it. */
export const BROWSER_SIGN_IN = Symbol('browser sign-in');

/** How browsers sign in here and stay signed in. */
export class BrowserSignIn {
  readonly cookies: SessionCookies;
  readonly sessions: Sessions;
  readonly issuer: IssuerClient;
  /** What a browser calls this installation (RFC 6454). */
  readonly origin: string;
  private readonly key: KeyObject;
  private readonly deviceKey: KeyObject;

  /** `key` and `deviceKey`: of the installation, 256 bits, the one for sessions alone, the other for what devices store. */
  constructor({
    database,
    key,
    deviceKey,
    options,
    log,
  }: {
    readonly database: Database;
    readonly key: KeyObject;
    readonly deviceKey: KeyObject;
    readonly options: SignInOptions;
    readonly log: Log;
  }) {
    this.key = key;
    this.deviceKey = deviceKey;
    this.issuer = new IssuerClient(options, log);
    this.sessions = new Sessions(database, key, this.issuer);
    this.cookies = new SessionCookies(options.publicUrl);
    this.origin = new URL(options.publicUrl).origin;
  }

  /** What a device of this user locks up with, until the same user is back. */
  deviceSecret(user: string, deviceId: string): string {
    return deviceSecret(this.deviceKey, user, deviceId);
  }

  /** Where to send the browser to sign in, and the cookie by which it is known when it comes back. */
  async begin(returnTo: string, prompt: Prompt): Promise<{ readonly url: string; readonly cookie: string }> {
    const { url, begun } = await this.issuer.begin(returnTo, prompt);
    return { url, cookie: this.cookies.setSignIn(await sealJson(this.key, begun, boundTo), SIGN_IN_SECONDS) };
  }

  /** The sign-in that this browser began, by its `Cookie` header; undefined: none, or too long ago. */
  async begun(cookieHeader: string | undefined): Promise<BegunSignIn | undefined> {
    const sealed = this.cookies.signInIn(cookieHeader);
    const begun = sealed && ((await openJson(this.key, sealed, boundTo)) as BegunSignIn | undefined);
    return begun && Date.now() - begun.begunAt < SIGN_IN_SECONDS * 1000 ? begun : undefined;
  }
}
