// Keycloak with the realm that is in the repository, and people who sign in to it as in a browser, with both factors.
import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  allowInsecureRequests,
  authorizationCodeGrant,
  buildAuthorizationUrl,
  calculatePKCECodeChallenge,
  discovery,
  None,
  randomPKCECodeVerifier,
  randomState,
} from 'openid-client';
import { Secret, TOTP } from 'otpauth';
import { startKeycloak } from '../../scripts/keycloak/keycloak.mjs';

const realmFile = join(import.meta.dirname, '../../deploy/keycloak/tirek-realm.json');
const redirectUri = 'http://127.0.0.1:3000/api/v1/session/callback';

/** Somebody who may sign in: a user name, an organisation of Tirek, roles. */
export interface Person {
  readonly user: string;
  readonly organisationId: string;
  readonly roles: readonly string[];
}

/** A running Keycloak. */
export interface Issuer {
  readonly issuer: string;
  /** The access token of a person, who signs in by code with PKCE the first time: Keycloak takes a one-time code once. */
  readonly tokenOf: (user: string) => Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Starts a Keycloak on the loopback with the realm of the repository and these people in it. */
export async function keycloakWith(people: readonly Person[]): Promise<Issuer> {
  const realm = JSON.parse(readFileSync(realmFile, 'utf8'));
  // what the file asks for is TLS and the address of the installation
  realm.sslRequired = 'external';
  const web = realm.clients.find(({ clientId }: { clientId: string }) => clientId === 'tirek-web');
  Object.assign(web, { rootUrl: 'http://127.0.0.1:3000', redirectUris: [redirectUri] });
  const secrets = new Map(people.map(({ user }) => [user, newSecrets()]));
  realm.users = people.map(({ user, organisationId, roles }) => ({
    username: user,
    enabled: true,
    email: `${user}@tirek.example`,
    emailVerified: true,
    firstName: 'Demonstration',
    lastName: user,
    attributes: { organisation: [organisationId] },
    clientRoles: { tirek: roles },
    credentials: [
      { type: 'password', value: secrets.get(user)!.password },
      {
        type: 'otp',
        secretData: JSON.stringify({ value: secrets.get(user)!.otp }),
        credentialData: JSON.stringify({ subType: 'totp', digits: 6, counter: 0, period: 30, algorithm: 'HmacSHA1' }),
      },
    ],
  }));
  const said: string[] = [];
  const { issuer, stop } = await startKeycloak({ realm, onLog: (line: string) => void said.push(line) }).catch(
    (error: unknown) => {
      throw new Error(said.slice(-20).join('\n'), { cause: error });
    },
  );
  const tokens = new Map<string, Promise<string>>();
  const tokenOf = (user: string): Promise<string> => {
    const token = tokens.get(user) ?? signIn(issuer, user, secrets.get(user)!);
    tokens.set(user, token);
    return token;
  };
  return { issuer, stop, tokenOf };
}

interface Secrets {
  readonly password: string;
  readonly otp: string;
}

const newSecrets = (): Secrets => ({
  password: randomBytes(18).toString('base64url'),
  otp: randomBytes(20).toString('base64url'),
});

async function signIn(issuer: string, user: string, { password, otp }: Secrets): Promise<string> {
  const client = await discovery(new URL(issuer), 'tirek-web', undefined, None(), { execute: [allowInsecureRequests] });
  const [verifier, state] = [randomPKCECodeVerifier(), randomState()];
  const browser = new Browser();
  await browser.open(
    buildAuthorizationUrl(client, {
      redirect_uri: redirectUri,
      scope: 'openid',
      state,
      code_challenge: await calculatePKCECodeChallenge(verifier),
      code_challenge_method: 'S256',
    }),
  );
  await browser.send({ username: user, password });
  const back = await browser.send({ otp: new TOTP({ secret: Secret.fromUTF8(otp) }).generate() });
  if (!back) throw new Error(`Keycloak did not let ${user} in`);
  const tokens = await authorizationCodeGrant(client, back, { pkceCodeVerifier: verifier, expectedState: state });
  return tokens.access_token;
}

/** As much of a browser as the forms of Keycloak need: cookies, one form on a page. */
class Browser {
  private readonly cookies = new Map<string, string>();
  private form = '';

  async open(url: URL): Promise<void> {
    await this.request(url);
  }

  /** Fills in the form and sends it: resolves with where the answer leads, undefined where it is another page. */
  async send(fields: Record<string, string>): Promise<URL | undefined> {
    return this.request(this.form, new URLSearchParams(fields));
  }

  private async request(url: URL | string, body?: URLSearchParams): Promise<URL | undefined> {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, {
      method: body ? 'POST' : 'GET',
      headers: { cookie },
      redirect: 'manual',
      ...(body ? { body } : {}),
    });
    for (const set of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(set)!;
      this.cookies.set(name!, value!);
    }
    const leads = answer.headers.get('location');
    if (leads !== null) return new URL(leads);
    this.form = /<form[^>]*\saction="([^"]+)"/.exec(await answer.text())?.[1]?.replaceAll('&amp;', '&') ?? '';
    return undefined;
  }
}
