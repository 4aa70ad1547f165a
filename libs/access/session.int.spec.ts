import { createHash, createSecretKey, randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { Log } from '#kernel';
import { type Application, organisationOf, startApplication } from '../casework/application.testing.js';
import { Listening, listeningOn } from '../live/listening.testing.js';
import { BrowserSignIn, outsideIssuer, ownClaims, RecordedMembers, scopes, type ClaimMapping } from './index.js';
import { startTestIssuer, type TestIssuer } from './issuer.testing.js';
import { verifierOf } from './tokens.js';

const publicUrl = 'http://127.0.0.1:3000';
const organisation = organisationOf('police.osh');
const claims: ClaimMapping = { ...ownClaims, audience: 'nrm-api', secondFactor: [{ claim: 'acr', value: '2' }] };
const said: string[] = [];
const say = (context: object, message: string) => void said.push(JSON.stringify([context, message]));
const log: Log = { info: say, warn: say, error: say };

let issuer: TestIssuer;
let on: Application;

beforeAll(async () => {
  issuer = await startTestIssuer();
  on = await startApplication(undefined, undefined, ({ verifier, database, keyRing }) => {
    const outside = verifierOf(outsideIssuer(issuer.issuer, claims));
    return {
      verifier: { verify: async (token) => (await verifier.verify(token)) ?? outside.verify(token) },
      members: new RecordedMembers(database, false, 1_000),
      browser: new BrowserSignIn({
        database,
        key: keyRing.derive('session'),
        deviceKey: keyRing.derive('device'),
        options: {
          issuer: issuer.issuer,
          clientId: 'tirek-web',
          clientSecret: undefined,
          publicUrl,
          secondFactorAcr: '2',
        },
        log,
      }),
    };
  });
});
afterAll(async () => {
  await on.stop();
  await issuer.stop();
});

/** A browser: keeps cookies, follows redirects to the issuer and back, and says where its requests come from. */
class Browser {
  readonly cookies = new Map<string, string>();
  attributes = '';

  async request(
    method: 'GET' | 'POST',
    path: string,
    headers: Record<string, string | undefined> = {},
    body: object = {},
  ) {
    const cookie = [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await on.call(null, method, path, method === 'POST' ? body : undefined, {
      headers: { ...(cookie ? { cookie } : {}), 'sec-fetch-site': 'same-origin', ...headers },
    });
    for (const set of [answer.headers['set-cookie'] ?? []].flat() as string[]) {
      const [pair = '', ...attributes] = set.split('; ');
      const [name = '', value = ''] = pair.split('=');
      this.attributes = attributes.join('; ');
      if (value === '' || attributes.includes('Max-Age=0')) this.cookies.delete(name);
      else this.cookies.set(name, value);
    }
    return answer;
  }

  /** From the first redirect to the answer of the callback. */
  async signIn(path = '/session/sign-in?return=/cases') {
    const begun = await this.request('GET', path);
    expect(begun.status).toBe(303);
    return this.comeBack(String(begun.headers['location']));
  }

  async comeBack(location: string): Promise<Awaited<ReturnType<Browser['request']>>> {
    const back = await fetch(location, { redirect: 'manual' });
    const callback = new URL(back.headers.get('location')!);
    expect(callback.origin).toBe(publicUrl);
    const path = callback.pathname.replace('/api/v1', '');
    const answer = await this.request('GET', path + callback.search, { 'sec-fetch-site': 'cross-site' });
    const next = answer.headers['location'];
    return typeof next === 'string' && next.startsWith(issuer.issuer) ? this.comeBack(next) : answer;
  }

  async session() {
    return this.request('GET', '/session');
  }

  get secret(): string {
    return this.cookies.get('tirek') ?? '';
  }
}

async function signedIn(claimsOf: object = {}): Promise<Browser> {
  issuer.signsIn({ sub: 'nurlan', organisation, roles: ['police-officer'], ...claimsOf });
  const browser = new Browser();
  const answer = await browser.signIn();
  expect([answer.status, answer.headers['location']]).toEqual([303, '/cases']);
  return browser;
}

const storedSession = async (browser: Browser) =>
  (
    await on.pool.query<{ sealed: string; access_expires_at: Date; user_name: string }>(
      'SELECT sealed, access_expires_at, user_name FROM tirek_access.sessions WHERE id_hash = $1',
      [createHash('sha256').update(browser.secret).digest()],
    )
  ).rows[0];

describe('signing in with a browser', () => {
  it('goes to the issuer with PKCE and comes back with a session in a cookie that no script reads', async () => {
    const browser = await signedIn();
    expect(browser.attributes).toBe('Path=/; HttpOnly; SameSite=Lax');
    const { status, body } = await browser.session();
    expect([status, body]).toEqual([
      200,
      {
        user: 'nurlan',
        organisationId: organisation,
        roles: ['police-officer'],
        secondFactor: false,
        until: expect.any(String),
        csrfToken: expect.any(String),
      },
    ]);
    expect(Date.parse(body.until) - Date.now()).toBeLessThanOrEqual(12 * 3_600_000);
    expect((await browser.request('GET', '/me')).body.user).toBe('nurlan');
    expect([...browser.cookies.keys()]).toEqual(['tirek']);
  });

  it('asks the issuer by code with S256, for no token in an address', async () => {
    const browser = new Browser();
    const { headers } = await browser.request('GET', '/session/sign-in');
    const url = new URL(String(headers['location']));
    expect(Object.fromEntries(url.searchParams)).toMatchObject({
      response_type: 'code',
      client_id: 'tirek-web',
      redirect_uri: `${publicUrl}/api/v1/session/callback`,
      scope: 'openid',
      code_challenge_method: 'S256',
      // nobody goes on with the sign-in of who sat there an hour ago
      max_age: '1800',
      nonce: expect.any(String),
      state: expect.any(String),
    });
  });

  it('keeps no token and no secret in the database in clear', async () => {
    const browser = await signedIn();
    const { rows } = await on.pool.query('SELECT * FROM tirek_access.sessions');
    const stored = JSON.stringify(rows);
    expect(stored).not.toContain(browser.secret);
    expect(stored).toContain('nurlan');
    expect((await storedSession(browser))?.sealed.split('.')).toHaveLength(5);
    // another session's tokens under this one's id are not taken for its own
    const other = await signedIn({ sub: 'chief' });
    await on.pool.query('UPDATE tirek_access.sessions SET sealed = $1 WHERE id_hash = $2', [
      (await storedSession(other))!.sealed,
      createHash('sha256').update(browser.secret).digest(),
    ]);
    expect((await browser.session()).status).toBe(401);
  });

  it.each(['//evil.example', '/\\evil.example', 'https://evil.example', 'evil', '/%0d%0aset-cookie', '/a b'])(
    'goes back to no other site: %s',
    async (to) => {
      const answer = await new Browser().request('GET', `/session/sign-in?return=${encodeURIComponent(to)}`);
      if (to.startsWith('/%')) expect(answer.status).toBe(303);
      else expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, '/return']);
    },
  );

  it('is finished only by the browser that began it, once', async () => {
    issuer.signsIn({ sub: 'nurlan', organisation, roles: ['police-officer'] });
    const [mine, theirs] = [new Browser(), new Browser()];
    const begun = await mine.request('GET', '/session/sign-in');
    const back = await fetch(String(begun.headers['location']), { redirect: 'manual' });
    const callback = new URL(back.headers.get('location')!);
    const path = `/session/callback${callback.search}`;
    // without having begun one, and with another one's
    expect((await theirs.request('GET', path)).status).toBe(401);
    await theirs.request('GET', '/session/sign-in');
    expect((await theirs.request('GET', path)).status).toBe(401);
    const cookies = new Map(mine.cookies);
    expect((await mine.request('GET', path)).status).toBe(303);
    for (const [name, value] of cookies) mine.cookies.set(name, value);
    expect((await mine.request('GET', path)).status).toBe(401);
    expect((await new Browser().request('GET', '/session/callback')).status).toBe(401);
  });

  it('is refused to whom the issuer’s token says nothing here', async () => {
    issuer.signsIn({ sub: 'stranger' });
    const answer = await new Browser().signIn();
    expect([answer.status, answer.body.type]).toEqual([403, 'urn:tirek:problem:not-allowed']);
  });

  it('gives a new secret each time, and the one before is worth nothing', async () => {
    const browser = await signedIn();
    const before = browser.secret;
    await browser.signIn();
    expect(browser.secret).not.toBe(before);
    const after = browser.secret;
    browser.cookies.set('tirek', before);
    expect((await browser.session()).status).toBe(401);
    browser.cookies.set('tirek', after);
    expect((await browser.session()).status).toBe(200);
  });

  it('waits when the issuer is away', async () => {
    const away = await startTestIssuer();
    await away.stop();
    const browser = new BrowserSignIn({
      database: on.pool,
      key: createSecretKey(Buffer.alloc(32)),
      deviceKey: createSecretKey(Buffer.alloc(32)),
      options: { issuer: away.issuer, clientId: 'x', clientSecret: undefined, publicUrl, secondFactorAcr: undefined },
      log,
    });
    await expect(browser.begin('/', 'any')).rejects.toMatchObject({ type: 'not-ready' });
    expect(await browser.issuer.endSessionUrl()).toBeUndefined();
  });
});

describe('a second factor', () => {
  it('is asked for anew, and the session then has it under a new secret', async () => {
    const browser = await signedIn();
    const before = browser.secret;
    const begun = await browser.request('GET', '/session/second-factor?return=/cases');
    const url = new URL(String(begun.headers['location']));
    expect([url.searchParams.get('acr_values'), url.searchParams.get('max_age')]).toEqual(['2', '0']);
    await browser.comeBack(url.href);
    expect((await browser.session()).body.secondFactor).toBe(true);
    expect(browser.secret).not.toBe(before);
  });
});

describe('a write with the cookie of a session', () => {
  it('needs the token that only a page of ours can read', async () => {
    const browser = await signedIn();
    const { csrfToken } = (await browser.session()).body;
    const other = (await (await signedIn()).session()).body.csrfToken;
    const write = (headers: Record<string, string | undefined>) => browser.request('POST', '/caseload/search', headers);
    for (const headers of [{}, { 'tirek-csrf': '' }, { 'tirek-csrf': 'x' }, { 'tirek-csrf': other }]) {
      const answer = await write(headers);
      expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([403, '/headers/tirek-csrf']);
    }
    // 400: it came as far as the fields
    expect((await write({ 'tirek-csrf': csrfToken })).status).toBe(400);
  });

  it.each([
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: 'http://127.0.0.1:3001' },
  ])('is refused from another site, with the right token too: %j', async (headers) => {
    const browser = await signedIn();
    const { csrfToken } = (await browser.session()).body;
    const write = await browser.request('POST', '/caseload/search', { 'tirek-csrf': csrfToken, ...headers });
    expect([write.status, write.body.type]).toEqual([403, 'urn:tirek:problem:not-allowed']);
    expect((await browser.request('GET', '/caseload', headers)).status).toBe(403);
  });

  it('is taken from our own origin', async () => {
    const browser = await signedIn();
    const { csrfToken } = (await browser.session()).body;
    const headers = { 'tirek-csrf': csrfToken, origin: publicUrl };
    expect((await browser.request('POST', '/caseload/search', headers)).status).toBe(400);
  });

  it('never goes with an access token', async () => {
    const browser = await signedIn();
    const answer = await browser.request('GET', '/me', { authorization: `Bearer ${await issuer.sign()}` });
    expect([answer.status, answer.body.errors[0].pointer]).toEqual([400, '/headers/authorization']);
  });
});

describe('a session', () => {
  const hash = (browser: Browser) => createHash('sha256').update(browser.secret).digest();

  it('ends when it was not used for half an hour, and twelve hours after the sign-in', async () => {
    for (const change of [`used_at = now() - interval '30 minutes'`, `expires_at = now()`]) {
      const browser = await signedIn();
      await on.pool.query(`UPDATE tirek_access.sessions SET ${change} WHERE id_hash = $1`, [hash(browser)]);
      expect((await browser.session()).status).toBe(401);
    }
  });

  it('stays while it is used', async () => {
    const browser = await signedIn();
    await on.pool.query(`UPDATE tirek_access.sessions SET used_at = now() - interval '29 minutes' WHERE id_hash = $1`, [
      hash(browser),
    ]);
    expect((await browser.session()).status).toBe(200);
    const { rows } = await on.pool.query(
      `SELECT used_at > now() - interval '1 minute' AS noted FROM tirek_access.sessions WHERE id_hash = $1`,
      [hash(browser)],
    );
    expect(rows).toEqual([{ noted: true }]);
  });

  it('is not used by what a page asks by itself', async () => {
    const browser = await signedIn();
    const usedAt = async () =>
      (
        await on.pool.query<{ used_at: Date }>('SELECT used_at FROM tirek_access.sessions WHERE id_hash = $1', [
          hash(browser),
        ])
      ).rows[0]?.used_at.toISOString();
    await on.pool.query(`UPDATE tirek_access.sessions SET used_at = now() - interval '29 minutes' WHERE id_hash = $1`, [
      hash(browser),
    ]);
    const before = await usedAt();
    const background = { 'tirek-background': '1' };
    for (const path of ['/session', '/notices', '/caseload']) {
      expect((await browser.request('GET', path, background)).status).toBe(200);
    }
    expect(await usedAt()).toBe(before);
    await on.pool.query(`UPDATE tirek_access.sessions SET used_at = now() - interval '30 minutes' WHERE id_hash = $1`, [
      hash(browser),
    ]);
    expect((await browser.request('GET', '/session', background)).status).toBe(401);
  });

  it('is not used by a page that listens, which hears no more when it has ended', async () => {
    const browser = await signedIn();
    await on.pool.query(`UPDATE tirek_access.sessions SET used_at = now() - interval '29 minutes' WHERE id_hash = $1`, [
      hash(browser),
    ]);
    const { url } = await listeningOn(on);
    const listening = await Listening.to(url, { cookie: `tirek=${browser.secret}` });
    expect(listening.answer.status).toBe(200);
    await on.pool.query(`UPDATE tirek_access.sessions SET used_at = used_at - interval '1 minute' WHERE id_hash = $1`, [
      hash(browser),
    ]);
    await listening.ended;
    expect(await Listening.to(url, { cookie: `tirek=${browser.secret}` }).then(({ answer }) => answer.status)).toBe(
      401,
    );
  });

  it('is renewed once by many requests at once, since a refresh token is worth something once', async () => {
    const browser = await signedIn();
    await on.pool.query('UPDATE tirek_access.sessions SET access_expires_at = now() WHERE id_hash = $1', [
      hash(browser),
    ]);
    const asked = issuer.asked.filter((path) => path === '/token').length;
    const answers = await Promise.all(Array.from({ length: 12 }, () => browser.session()));
    expect(answers.map(({ status }) => status)).toEqual(Array.from({ length: 12 }, () => 200));
    expect(issuer.asked.filter((path) => path === '/token')).toHaveLength(asked + 1);
    expect((await storedSession(browser))!.access_expires_at.getTime()).toBeGreaterThan(Date.now());
  });

  it('outlives an issuer that is away, and ends when the issuer will not renew it', async () => {
    const browser = await signedIn();
    const expire = () =>
      on.pool.query('UPDATE tirek_access.sessions SET access_expires_at = now() WHERE id_hash = $1', [hash(browser)]);
    await expire();
    issuer.state.away = true;
    expect((await browser.session()).status).toBe(503);
    issuer.state.away = false;
    expect((await browser.session()).status).toBe(200);
    await expire();
    issuer.revokeAll();
    expect((await browser.session()).status).toBe(401);
    expect(await storedSession(browser)).toBeUndefined();
  });

  it('ends by signing out, here and with the issuer', async () => {
    const browser = await signedIn();
    const { csrfToken } = (await browser.session()).body;
    const secret = browser.secret;
    const living = issuer.living();
    const answer = await browser.request('POST', '/session/sign-out', { 'tirek-csrf': csrfToken });
    expect(answer.status).toBe(200);
    const end = new URL(answer.body.endSession);
    expect([end.pathname, end.searchParams.get('post_logout_redirect_uri')]).toEqual(['/end', `${publicUrl}/`]);
    expect(end.searchParams.has('id_token_hint')).toBe(false);
    expect(issuer.living()).toBe(living - 1);
    expect(browser.cookies.has('tirek')).toBe(false);
    browser.cookies.set('tirek', secret);
    expect((await browser.session()).status).toBe(401);
  });

  it('leaves a browser in which the issuer asks anew, whoever comes to it next, and once', async () => {
    const promptOf = async () =>
      new URL(String((await browser.request('GET', '/session/sign-in')).headers['location'])).searchParams.get(
        'prompt',
      );
    const browser = await signedIn();
    expect(await promptOf()).toBeNull();
    const { csrfToken } = (await browser.session()).body;
    await browser.request('POST', '/session/sign-out', { 'tirek-csrf': csrfToken });
    expect(await promptOf()).toBe('login');
    expect((await browser.signIn()).status).toBe(303);
    expect(await promptOf()).toBeNull();
  });

  it('of who has left opens nothing', async () => {
    const user = `left-${randomUUID().slice(0, 8)}`;
    const browser = await signedIn({ sub: user });
    const members = `/organisations/${organisation}/members`;
    await on.post('admin', members, { user, roles: ['police-officer'] });
    const left = await on.post('admin', `${members}/${user}/departure`, {});
    await on.get('admin', members, { after: left.position });
    const since = Date.now();
    while ((await browser.session()).status === 200) {
      expect(Date.now() - since).toBeLessThan(20_000);
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
    expect((await browser.session()).status).toBe(401);
  });
});

describe('the secret of a device', () => {
  const [mine, other] = [randomUUID(), randomUUID()];
  const secretFor = async (browser: Browser, deviceId: string) => {
    const { csrfToken } = (await browser.session()).body;
    return browser.request('POST', '/session/device', { 'tirek-csrf': csrfToken }, { deviceId });
  };

  it('is the same for the same user and device, in every session, and another for everybody else', async () => {
    const first = await secretFor(await signedIn(), mine);
    expect([first.status, first.body]).toEqual([200, { secret: expect.stringMatching(/^[\w-]{43}$/) }]);
    const again = await signedIn();
    expect((await secretFor(again, mine.toUpperCase())).body).toEqual(first.body);
    const others = [await secretFor(again, other), await secretFor(await signedIn({ sub: 'chief' }), mine)];
    expect(new Set([first, ...others].map(({ body }) => body.secret)).size).toBe(3);
    expect(on.logger.text).not.toContain(first.body.secret);
  });

  it('is for whoever is signed in, from a page of ours, and for no other system', async () => {
    const browser = await signedIn();
    expect((await browser.request('POST', '/session/device', {}, { deviceId: mine })).status).toBe(403);
    expect((await secretFor(browser, 'phone')).body).toMatchObject({ errors: [{ pointer: '/deviceId' }] });
    expect((await on.post(null, '/session/device', { deviceId: mine })).status).toBe(401);
    issuer.signsIn({ sub: 'by-token', organisation, roles: ['police-officer'] });
    const withToken = { headers: { authorization: `Bearer ${await issuer.sign()}` } };
    expect((await on.post(null, '/session/device', { deviceId: mine }, withToken)).status).toBe(200);
    issuer.signsIn({ sub: 'data-exchange', client_id: 'data-exchange', organisation, roles: ['police-officer'] });
    const system = {
      headers: { authorization: `Bearer ${await issuer.sign({ claims: { scope: scopes.join(' ') } })}` },
    };
    expect((await on.get(null, '/me', system)).body).toMatchObject({ user: 'client:data-exchange' });
    expect((await on.post(null, '/session/device', { deviceId: mine }, system)).status).toBe(403);
    expect((await on.get(null, '/live', system)).status).toBe(403);
  });
});

describe('signing out everywhere', () => {
  it('ends every session and every token of before at once, and lets in who signs in anew', async () => {
    const [here, there] = [await signedIn({ sub: 'meerim' }), await signedIn({ sub: 'meerim' })];
    const bystander = await signedIn({ sub: 'nurlan' });
    issuer.signsIn({ sub: 'meerim', organisation, roles: ['police-officer'] });
    const token = await issuer.sign();
    const withToken = () => on.get(null, '/me', { headers: { authorization: `Bearer ${token}` } });
    expect((await withToken()).status).toBe(200);
    const { csrfToken } = (await here.session()).body;
    expect((await here.request('POST', '/session/sign-out-everywhere', { 'tirek-csrf': csrfToken })).status).toBe(200);
    expect((await there.session()).status).toBe(401);
    expect((await withToken()).status).toBe(401);
    expect((await bystander.session()).status).toBe(200);
    // the issuer still knows her from before: it is told to ask anew
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const again = new Browser();
    expect((await again.signIn()).status).toBe(303);
    expect((await again.session()).body.user).toBe('meerim');
    expect(decodeJwt(await issuer.sign()).auth_time).toBeGreaterThan(decodeJwt(token).auth_time as number);
  });

  it('is for whoever has an access token as well', async () => {
    issuer.signsIn({ sub: 'by-token', organisation, roles: ['police-officer'] });
    const headers = { authorization: `Bearer ${await issuer.sign()}` };
    expect((await on.post(null, '/session/sign-out', {}, { headers })).status).toBe(409);
    expect((await on.post(null, '/session/sign-out-everywhere', {}, { headers })).status).toBe(200);
    expect((await on.get(null, '/session', { headers })).status).toBe(401);
  });
});

it('says nothing secret in the log', () => {
  const everything = said.join('\n') + on.logger.text;
  for (const secret of ['nurlan', 'meerim', 'eyJ', 'code=']) expect(everything).not.toContain(secret);
});
