import { bundledIssuer, bundledKeys, secondFactorAcr, signingAlgorithm, webClient } from '#identity';
import { logOf } from '#logging';
import { type Application, type Answer, startApplication } from '../casework/application.testing.js';
import { type RunningIdentity, startIdentity, totpCode } from '../identity/identity.testing.js';
import { BrowserSignIn, ownClaims, verifierOf } from './index.js';

const password = 'seven quiet apples in Osh';
let provider: RunningIdentity;
let on: Application;

beforeAll(async () => {
  provider = await startIdentity();
  const { publicUrl, pool, members } = provider;
  const issuer = bundledIssuer(publicUrl);
  const claims = { ...ownClaims, secondFactor: [{ claim: 'acr' as const, value: secondFactorAcr }] };
  on = await startApplication(undefined, undefined, ({ database, keyRing }) => ({
    verifier: verifierOf({ issuer, key: bundledKeys(pool), algorithms: [signingAlgorithm], claims }),
    members,
    browser: new BrowserSignIn({
      database,
      key: keyRing.derive('session'),
      deviceKey: keyRing.derive('device'),
      options: { issuer, clientId: webClient, clientSecret: undefined, publicUrl, secondFactorAcr },
      log: logOf('Sign-in'),
    }),
  }));
});
afterAll(async () => {
  await on.stop();
  await provider.stop();
});

/** The application's part of a browser: its cookies by name. */
class Cookies {
  private readonly kept = new Map<string, string>();

  async request(method: 'GET' | 'POST', path: string, headers: Record<string, string> = {}): Promise<Answer> {
    const cookie = [...this.kept].map(([name, value]) => `${name}=${value}`).join('; ');
    const body = method === 'POST' ? {} : undefined;
    const answer = await on.call(null, method, path, body, { headers: { cookie, ...headers } });
    for (const line of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      this.kept.set(name, value);
    }
    return answer;
  }
}

const pathOf = (url: string): string => {
  const { pathname, search } = new URL(url);
  return pathname.replace('/api/v1', '') + search;
};

describe('a browser and the bundled provider', () => {
  it('sign in, renew, show a second factor anew, and sign out everywhere', async () => {
    const [user, cookies] = ['worker', new Cookies()];
    const organisationId = await provider.member(user);
    const { browser, secret } = await provider.enrolled(user, password);

    const begun = await cookies.request('GET', '/session/sign-in?return=/cases');
    const back = await browser.go(String(begun.headers['location']));
    const signedIn = await cookies.request('GET', pathOf(back.url));
    expect([signedIn.status, signedIn.headers['location']]).toEqual([303, '/cases']);
    const session = await cookies.request('GET', '/session');
    expect(session.body).toMatchObject({ user, organisationId, roles: ['ngo-caseworker'], secondFactor: true });

    await on.pool.query('UPDATE tirek_access.sessions SET access_expires_at = now()');
    const renewed = await Promise.all(Array.from({ length: 5 }, () => cookies.request('GET', '/session')));
    expect(renewed.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);

    const stepUp = await cookies.request('GET', '/session/second-factor');
    const asked = await browser.go(String(stepUp.headers['location']));
    expect(asked.html).toContain('value="code"');
    const shown = await browser.go(asked.url, { step: 'code', code: totpCode(secret) });
    expect((await cookies.request('GET', pathOf(shown.url))).status).toBe(303);
    const { csrfToken, secondFactor } = (await cookies.request('GET', '/session')).body;
    expect(secondFactor).toBe(true);

    const out = await cookies.request('POST', '/session/sign-out-everywhere', { 'tirek-csrf': csrfToken });
    expect(out.status).toBe(200);
    expect((await cookies.request('GET', '/session')).status).toBe(401);
    // the provider still knows another browser: what it gives is from before, and so it is asked anew
    const elsewhere = new Cookies();
    const again = await elsewhere.request('GET', '/session/sign-in');
    const known = await browser.go(String(again.headers['location']));
    const anew = await elsewhere.request('GET', pathOf(known.url));
    expect(String(anew.headers['location'])).toContain('prompt=login');
    expect((await browser.go(String(anew.headers['location']))).html).toContain('name="password"');
  });
});
