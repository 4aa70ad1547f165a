import { createHash, generateKeyPairSync, type KeyObject, randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, SignJWT, type JWTPayload } from 'jose';

/** Who signs in at the issuer, and what of it a test may change. */
export interface TestAccount {
  claims: JWTPayload;
  /** When they gave their password, in seconds since 1970. */
  signedInAt: number;
  acr?: string;
}

/** How a token differs from a sound one. */
export interface Unsound {
  readonly claims?: JWTPayload;
  readonly header?: Record<string, unknown>;
  readonly key?: KeyObject | Uint8Array;
  readonly alg?: string;
}

const seconds = (): number => Math.floor(Date.now() / 1000);

/**
 * An OpenID Connect issuer that is none of ours, in this process: code flow with PKCE for one account, refresh tokens
 * that are worth something once, its own names for claims and roles.
 */
export async function startTestIssuer() {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const keys = [{ ...(await exportJWK(publicKey)), kid: 'k1', alg: 'ES256', use: 'sig' }];
  const codes = new Map<string, { query: URLSearchParams; account: TestAccount }>();
  const refreshTokens = new Map<string, TestAccount>();
  const asked: string[] = [];
  const state = { lifetime: 300, away: false };
  let issuer = '';
  let account: TestAccount = { claims: {}, signedInAt: seconds() };

  const sign = ({ claims = {}, header = {}, key = privateKey, alg = 'ES256' }: Unsound = {}): Promise<string> =>
    new SignJWT({
      iss: issuer,
      aud: 'nrm-api',
      iat: seconds(),
      exp: seconds() + state.lifetime,
      jti: randomUUID(),
      ...account.claims,
      auth_time: account.signedInAt,
      ...(account.acr ? { acr: account.acr } : {}),
      ...claims,
    })
      .setProtectedHeader({ alg, typ: 'at+jwt', kid: 'k1', ...header })
      .sign(key);

  async function tokensOf(of: TestAccount, nonce?: string) {
    const refresh = randomUUID();
    refreshTokens.set(refresh, of);
    const idToken = { aud: 'tirek-web', exp: seconds() + 300, ...(nonce ? { nonce } : {}) };
    return {
      access_token: await sign(),
      token_type: 'Bearer',
      expires_in: state.lifetime,
      refresh_token: refresh,
      id_token: await sign({ claims: idToken, header: { typ: 'JWT' } }),
    };
  }

  async function token(form: URLSearchParams): Promise<object | undefined> {
    if (form.get('grant_type') === 'refresh_token') {
      const of = refreshTokens.get(form.get('refresh_token') ?? '');
      refreshTokens.delete(form.get('refresh_token') ?? '');
      return of && tokensOf(of);
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    if (code?.query.get('code_challenge') !== challenge) return undefined;
    return tokensOf(code.account, code.query.get('nonce') ?? undefined);
  }

  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', issuer);
    asked.push(url.pathname);
    const json = (status: number, body: object): void =>
      void response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    if (state.away) return json(503, {});
    switch (url.pathname) {
      case '/.well-known/openid-configuration':
        return json(200, {
          issuer,
          authorization_endpoint: `${issuer}/authorize`,
          token_endpoint: `${issuer}/token`,
          jwks_uri: `${issuer}/keys`,
          end_session_endpoint: `${issuer}/end`,
          revocation_endpoint: `${issuer}/revoke`,
          authorization_response_iss_parameter_supported: true,
          id_token_signing_alg_values_supported: ['ES256'],
        });
      case '/keys':
        return json(200, { keys });
      case '/authorize': {
        const asksAnew = url.searchParams.get('max_age') === '0' || url.searchParams.get('prompt') === 'login';
        const acr = url.searchParams.get('acr_values');
        if (asksAnew) account = { ...account, signedInAt: seconds(), ...(acr ? { acr } : {}) };
        const code = randomUUID();
        codes.set(code, { query: url.searchParams, account });
        const back = new URL(url.searchParams.get('redirect_uri') ?? '');
        back.search = String(
          new URLSearchParams({ code, state: url.searchParams.get('state') ?? '', iss: issuer, session_state: 'x' }),
        );
        return void response.writeHead(303, { location: back.href }).end();
      }
      default: {
        let body = '';
        request.on('data', (chunk: Buffer) => (body += chunk.toString()));
        request.on('end', () => {
          const form = new URLSearchParams(body);
          if (url.pathname === '/revoke') {
            refreshTokens.delete(form.get('token') ?? '');
            json(200, {});
            return;
          }
          void token(form).then((given) => json(given ? 200 : 400, given ?? { error: 'invalid_grant' }));
        });
      }
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  return {
    issuer,
    publicKey,
    /** The paths that were asked for. */
    asked,
    /** How long its access tokens live, in seconds, and whether it is out of order. */
    state,
    sign,
    /** Somebody signs in there, with a password. */
    signsIn(claims: JWTPayload): void {
      account = { claims, signedInAt: seconds() };
    },
    /** Refresh tokens that are worth something. */
    living: () => refreshTokens.size,
    revokeAll: () => refreshTokens.clear(),
    async stop(): Promise<void> {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

export type TestIssuer = Awaited<ReturnType<typeof startTestIssuer>>;
