import * as openid from 'openid-client';
import { errorKind, Problem, type Log } from '#kernel';

/** How people sign in with a browser: at which issuer, and as which of its clients. */
export interface SignInOptions {
  readonly issuer: string;
  readonly clientId: string;
  /** Undefined: a public client, which PKCE alone protects. */
  readonly clientSecret: string | undefined;
  /** Where browsers reach this installation, without a slash at the end. */
  readonly publicUrl: string;
  /** What `acr` is asked for when a second factor is; undefined: the issuer knows none by this. */
  readonly secondFactorAcr: string | undefined;
}

/** What an issuer gave for a sign-in. */
export interface Tokens {
  readonly access: string;
  readonly refresh?: string;
  /** When the access token ends, in milliseconds since 1970. */
  readonly expiresAt: number;
}

/** A sign-in that was begun: kept by the browser, sealed, until it comes back. */
export interface BegunSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly verifier: string;
  readonly returnTo: string;
  /** When it was begun, in milliseconds since 1970. */
  readonly begunAt: number;
  /** The issuer was told to ask anew who it is. */
  readonly fresh: boolean;
}

/** How an issuer is asked: as it likes; for the password anew; for a second factor anew. */
export type Prompt = 'any' | 'fresh' | 'second-factor';

/**
 * A session ends when it was not used for so long, in minutes. Who signed in with the issuer longer ago is asked again:
 * else whoever comes to that browser next would be signed in without a word.
 */
export const idleMinutes = 30;
/** How long an issuer may take to answer, in seconds. */
const patience = 5;
/** What an access token counts for whose end the issuer does not tell, in seconds. */
const shortLife = 60;

/** The issuer does not give what it was asked for: the sign-in is over. */
export class SignInRefused extends Error {
  override readonly name = 'SignInRefused';
}

/** Talks to the OpenID Connect issuer: authorization code with PKCE (RFC 7636), refresh, end of the session. */
export class IssuerClient {
  private configuration: Promise<openid.Configuration> | undefined;

  constructor(
    private readonly options: SignInOptions,
    private readonly log: Log,
  ) {}

  private get redirectUri(): string {
    return `${this.options.publicUrl}/api/v1/session/callback`;
  }

  /** Where to send the browser, and what it must bring back. Throws Problem when the issuer cannot be reached. */
  async begin(returnTo: string, prompt: Prompt): Promise<{ readonly url: string; readonly begun: BegunSignIn }> {
    const configuration = await this.reach();
    const verifier = openid.randomPKCECodeVerifier();
    const begun = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      verifier,
      returnTo,
      begunAt: Date.now(),
      fresh: prompt !== 'any',
    };
    const { secondFactorAcr } = this.options;
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.redirectUri,
      scope: 'openid',
      code_challenge: await openid.calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
      state: begun.state,
      nonce: begun.nonce,
      ...(prompt === 'any' ? { max_age: String(idleMinutes * 60) } : {}),
      ...(prompt === 'fresh' ? { prompt: 'login' } : {}),
      ...(prompt === 'second-factor' ? { max_age: '0' } : {}),
      ...(prompt === 'second-factor' && secondFactorAcr ? { acr_values: secondFactorAcr } : {}),
    });
    return { url: url.href, begun };
  }

  /** The tokens for a browser that came back. Throws SignInRefused, or Problem when the issuer cannot be reached. */
  async finish(query: string, { state, nonce, verifier }: BegunSignIn): Promise<Tokens> {
    return this.ask(async (configuration) =>
      openid.authorizationCodeGrant(configuration, new URL(`${this.redirectUri}${query}`), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: verifier,
        idTokenExpected: true,
      }),
    );
  }

  /** New tokens for a refresh token. Throws SignInRefused, or Problem when the issuer cannot be reached. */
  async renew(refresh: string): Promise<Tokens> {
    const renewed = await this.ask((configuration) => openid.refreshTokenGrant(configuration, refresh));
    return { refresh, ...renewed };
  }

  /** Gives a refresh token back, as far as the issuer takes it: the session here has ended already. */
  async revoke(refresh: string): Promise<void> {
    try {
      const configuration = await this.reach();
      if (!configuration.serverMetadata().revocation_endpoint) return;
      await openid.tokenRevocation(configuration, refresh, { token_type_hint: 'refresh_token' });
    } catch (error) {
      this.log.warn(errorKind(error), 'the issuer did not take a refresh token back; it ends by itself');
    }
  }

  /**
   * Where the browser ends its session with the issuer; undefined where the issuer has no such page, or is away. Without
   * the ID token as a hint: it names a person, and addresses are logged.
   */
  async endSessionUrl(): Promise<string | undefined> {
    const configuration = await this.reach().catch(() => undefined);
    if (!configuration?.serverMetadata().end_session_endpoint) return undefined;
    return openid.buildEndSessionUrl(configuration, { post_logout_redirect_uri: `${this.options.publicUrl}/` }).href;
  }

  private async ask(
    question: (configuration: openid.Configuration) => Promise<openid.TokenEndpointResponse>,
  ): Promise<Tokens> {
    const configuration = await this.reach();
    try {
      const { access_token, refresh_token, expires_in = shortLife } = await question(configuration);
      return {
        access: access_token,
        ...(refresh_token ? { refresh: refresh_token } : {}),
        expiresAt: Date.now() + expires_in * 1000,
      };
    } catch (error) {
      this.log.warn(errorKind(error), 'the issuer gave no tokens');
      if (isAway(error)) throw away();
      throw new SignInRefused('the issuer refused', { cause: error });
    }
  }

  private async reach(): Promise<openid.Configuration> {
    this.configuration ??= this.discover();
    try {
      return await this.configuration;
    } catch (error) {
      this.configuration = undefined;
      this.log.warn(errorKind(error), 'the issuer cannot be reached');
      throw away();
    }
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    return openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      clientSecret === undefined ? openid.None() : openid.ClientSecretBasic(clientSecret),
      {
        timeout: patience,
        // the configuration lets plain http be used on this machine only
        ...(issuer.startsWith('http:') ? { execute: [openid.allowInsecureRequests] } : {}),
      },
    );
  }
}

/** Whether nobody answered, or only to say that it is out of order: `fetch` throws a TypeError, a timeout a DOMException. */
function isAway(error: unknown): boolean {
  if (error instanceof openid.ResponseBodyError) return error.status >= 500;
  const cause = error instanceof openid.ClientError ? error.cause : error;
  if (cause instanceof Response) return cause.status >= 500;
  return cause instanceof DOMException || (cause instanceof TypeError && cause.message === 'fetch failed');
}

const away = (): Problem =>
  new Problem('not-ready', 'The issuer of access tokens cannot be reached.', [], { headers: { 'retry-after': '5' } });
