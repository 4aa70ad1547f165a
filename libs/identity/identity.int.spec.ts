import { setTimeout as pause } from 'node:timers/promises';
import { decodeJwt, jwtVerify } from 'jose';
import * as openid from 'openid-client';
import { ownClaims, RecordedMembers, verifierOf } from '#access';
import { SoftwareAuthenticator } from './authenticator.testing.js';
import { type RunningIdentity, startIdentity, totpCode } from './identity.testing.js';
import { secondFactorAcr } from './provider.js';
import { bundledKeys } from './signing-keys.js';

const password = 'seven quiet apples in Osh';
let at: RunningIdentity;
beforeAll(async () => {
  at = await startIdentity();
});
afterAll(() => at.stop());

let count = 0;
/** A member with an account, signed in for the first time. */
async function somebody(roles?: Parameters<RunningIdentity['member']>[1]) {
  count += 1;
  const user = `worker.${count}`;
  const organisationId = await at.member(user, roles);
  return { user, organisationId, ...(await at.enrolled(user, password)) };
}

describe('signing in', () => {
  it('gives an access token of five minutes for one organisation, by code and PKCE, with the second factor in it', async () => {
    const { user, organisationId, end, attempt } = await somebody(['ngo-manager']);
    expect(end.url).toMatch(/\/api\/v1\/session\/callback\?code=/);
    const { access_token, refresh_token, id_token } = await at.tokens(end, attempt);
    const { payload, protectedHeader } = await jwtVerify(access_token, bundledKeys(at.pool), {
      issuer: `${at.publicUrl}/identity`,
      audience: 'tirek',
      algorithms: ['ES256'],
    });
    expect(protectedHeader).toMatchObject({ alg: 'ES256', typ: 'at+jwt', kid: expect.any(String) as string });
    expect(payload).toMatchObject({
      sub: user,
      organisation: organisationId,
      roles: ['ngo-manager'],
      acr: secondFactorAcr,
      amr: ['pwd', 'otp', 'mfa'],
      auth_time: expect.any(Number) as number,
      client_id: 'tirek-web',
      jti: expect.any(String) as string,
    });
    expect(payload.exp! - payload.iat!).toBe(300);
    expect([typeof refresh_token, typeof id_token]).toEqual(['string', 'string']);
  });

  it('refuses a wrong code verifier, a request without PKCE, and PKCE in clear', async () => {
    const { end, attempt } = await somebody();
    await expect(at.tokens(end, { ...attempt, verifier: openid.randomPKCECodeVerifier() })).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const redirect = `${at.publicUrl}/api/v1/session/callback`;
    const ask = `/identity/auth?client_id=tirek-web&response_type=code&scope=openid&redirect_uri=${encodeURIComponent(redirect)}`;
    expect((await at.browser().go(ask)).url).toContain('error=invalid_request');
    const plain = await at.browser().go(`${ask}&code_challenge=${'a'.repeat(43)}&code_challenge_method=plain`);
    expect(plain.url).toContain('error=invalid_request');
  });

  it('takes a code once: a second use is refused, and ends what came of the first', async () => {
    const { end, attempt } = await somebody();
    const { refresh_token } = await at.tokens(end, attempt);
    await expect(at.tokens(end, attempt)).rejects.toMatchObject({ error: 'invalid_grant' });
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('takes a code once also of many at the same moment', async () => {
    const { end, attempt } = await somebody();
    const results = await Promise.allSettled(Array.from({ length: 6 }, () => at.tokens(end, attempt)));
    expect(results.filter(({ status }) => status === 'fulfilled').length).toBeLessThanOrEqual(1);
    const given = results.find((one) => one.status === 'fulfilled')?.value.refresh_token;
    const again = given === undefined ? undefined : openid.refreshTokenGrant(await at.client(), given);
    if (again) await expect(again).rejects.toMatchObject({ error: 'invalid_grant' });
  });

  it('sends nobody to an address that is not registered, and registers no client by itself', async () => {
    const elsewhere = await at
      .browser()
      .go(
        '/identity/auth?client_id=tirek-web&response_type=code&scope=openid&redirect_uri=https%3A%2F%2Fevil.example%2F',
      );
    expect([elsewhere.status, new URL(elsewhere.url).host]).toEqual([400, new URL(at.publicUrl).host]);
    expect(elsewhere.html).not.toContain('evil.example');
    expect((await at.client()).serverMetadata().registration_endpoint).toBeUndefined();
  });

  it('renews with a refresh token that is worth something once', async () => {
    const { end, attempt, user } = await somebody();
    const { refresh_token } = await at.tokens(end, attempt);
    const renewed = await openid.refreshTokenGrant(await at.client(), refresh_token!);
    expect(decodeJwt(renewed.access_token)).toMatchObject({ sub: user, acr: secondFactorAcr });
    expect(renewed.refresh_token).not.toBe(refresh_token);
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    await expect(openid.refreshTokenGrant(await at.client(), renewed.refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('says the same of a wrong password and of nobody, in words', async () => {
    const { user } = await somebody();
    const pages = await Promise.all(
      [user, 'nobody.here'].map(async (name) => {
        const browser = at.browser();
        const { page } = await at.begin(browser);
        return browser.go(page.url, { step: 'password', user: name, password: 'not the password' });
      }),
    );
    expect(pages.map(({ status }) => status)).toEqual([422, 422]);
    const alert = (html: string): string => /<div class="error"[\s\S]*?<\/div>/.exec(html)![0];
    expect(alert(pages[0]!.html)).toContain('The user name or the password is not right.');
    expect(alert(pages[1]!.html)).toBe(alert(pages[0]!.html));
  });

  it('makes guessing slow: after some failures even the right password must wait', async () => {
    const { user } = await somebody();
    const browser = at.browser();
    const { page } = await at.begin(browser);
    const attempt = (tried: string) => browser.go(page.url, { step: 'password', user, password: tried });
    for (let tries = 0; tries < 6; tries += 1) await attempt('wrong password again');
    expect((await attempt(password)).html).toContain('Too many attempts');
    await at.pool.query('UPDATE tirek_identity.attempts SET not_before = clock_timestamp()');
    expect((await attempt(password)).html).toContain('Second step');
  });

  it('counts what comes from one address, whoever is asked for', async () => {
    const browser = at.browser();
    browser.headers = { 'x-test-address': '192.0.2.7' };
    const { page } = await at.begin(browser);
    const tried = [];
    for (let tries = 0; tries < 33; tries += 1) {
      tried.push(await browser.go(page.url, { step: 'password', user: `name.${tries}`, password: 'wrong password' }));
    }
    expect(tried.at(-1)!.html).toContain('Too many attempts');
    expect(tried[0]!.html).not.toContain('Too many attempts');
  });

  it('asks a user of several organisations for which one, and lets nobody in who is of none', async () => {
    const { user, organisationId, secret, browser } = await somebody(['ngo-caseworker']);
    const other = await at.member(user, ['commission-member']);
    const again = await at.begin(browser, { prompt: 'login' });
    await browser.go(again.page.url, { step: 'password', user, password });
    const choose = await browser.go(again.page.url, { step: 'code', code: totpCode(secret) });
    expect(choose.html).toContain(other);
    expect(choose.html).toContain(organisationId);
    const foreign = await browser.go(again.page.url, { step: 'organisation', organisation: crypto.randomUUID() });
    expect(foreign.html).toContain('For which organisation');
    const end = await browser.go(again.page.url, { step: 'organisation', organisation: other });
    const { access_token } = await at.tokens(end, again);
    expect(decodeJwt(access_token)).toMatchObject({ organisation: other, roles: ['commission-member'] });

    const outsider = await at.enrolled('outsider', password);
    expect(outsider.end.html).toContain('not a member');
  });

  it('gives no token to a member who has left, nor renews one', async () => {
    const { user, end, attempt, browser, secret } = await somebody();
    const { refresh_token } = await at.tokens(end, attempt);
    await at.pool.query('UPDATE members.members SET left_at = now() WHERE user_name = $1', [user]);
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    // the session of the provider still lives, and gives a code that is worth nothing
    const again = await at.begin(browser);
    await expect(at.tokens(again.page, again)).rejects.toMatchObject({ error: 'invalid_grant' });
    const anew = await at.begin(browser, { prompt: 'login' });
    await browser.go(anew.page.url, { step: 'password', user, password });
    expect((await browser.go(anew.page.url, { step: 'code', code: totpCode(secret) })).html).toContain('not a member');
  });
});

describe('a browser that several people use', () => {
  it('lets the next one sign in, and ends what the one before was signed in to', async () => {
    const first = await somebody();
    const { refresh_token } = await at.tokens(first.end, first.attempt);
    const second = await somebody();
    const again = await at.begin(first.browser, { prompt: 'login' });
    await first.browser.go(again.page.url, { step: 'password', user: second.user, password });
    const end = await first.browser.go(again.page.url, { step: 'code', code: totpCode(second.secret) });
    expect(end.url).toContain('/callback?code=');
    expect(decodeJwt((await at.tokens(end, again)).access_token).sub).toBe(second.user);
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const next = await at.begin(first.browser);
    expect(decodeJwt((await at.tokens(next.page, next)).access_token).sub).toBe(second.user);
  });

  it('forgets who was signed in when it is closed', async () => {
    const { browser } = await somebody();
    expect([...browser.lasting]).not.toContain('tirek-identity-session');
    expect(browser.has('tirek-identity-session')).toBe(true);
  });
});

describe('what cannot be text in the database', () => {
  it('is refused, and is no failure of ours', async () => {
    const browser = at.browser();
    const { page } = await at.begin(browser);
    expect((await browser.go(page.url, { step: 'password', user: 'a\0b', password })).status).toBe(400);
    const unknown = await browser.go('/identity/auth?client_id=a%00b&response_type=code&scope=openid');
    expect(unknown.status).toBe(400);
    expect(at.logged()).toBe('');
  });
});

describe('the second factor', () => {
  it('is a code of the app, accepted once', async () => {
    const { user, secret } = await somebody();
    const signIn = async (code: string) => {
      const browser = at.browser();
      const { page } = await at.begin(browser);
      await browser.go(page.url, { step: 'password', user, password });
      return browser.go(page.url, { step: 'code', code });
    };
    const code = totpCode(secret);
    expect((await signIn(code)).url).toContain('/callback?code=');
    expect((await signIn(code)).html).toContain('The code is not right, or was used already.');
    // nor an older one, which was never used
    expect((await signIn(totpCode(secret, -1))).html).toContain('The code is not right');
  });

  it('is a recovery code, accepted once', async () => {
    const { user, recoveryCodes } = await somebody();
    expect(new Set(recoveryCodes).size).toBe(10);
    const signIn = async (code: string) => {
      const browser = at.browser();
      const { page } = await at.begin(browser);
      await browser.go(page.url, { step: 'password', user, password });
      return browser.go(page.url, { step: 'recovery-code', code });
    };
    expect((await signIn(recoveryCodes[3]!.toLowerCase())).url).toContain('/callback?code=');
    expect((await signIn(recoveryCodes[3]!)).html).toContain('The code is not right');
  });

  it('is a passkey, which answers this question and no other', async () => {
    const user = 'passkey.user';
    await at.member(user);
    const browser = at.browser();
    const link = (await at.identity.invitations.create(user))!;
    await browser.go(link, { step: 'password', password, again: password });
    const first = await at.begin(browser);
    const enrol = await browser.go(first.page.url, { step: 'password', user, password });
    const device = new SoftwareAuthenticator(at.publicUrl);
    const made = device.make(enrol.passkeyOptions('make-passkey'));
    expect((await browser.go(first.page.url, { step: 'make-passkey', answer: made })).html).toContain('Recovery codes');
    const end = await browser.go(first.page.url, { step: 'codes-kept' });
    expect(decodeJwt((await at.tokens(end, first)).access_token)).toMatchObject({ amr: ['pwd', 'pop', 'mfa'] });

    const second = await at.begin(browser, { prompt: 'login' });
    const asked = await browser.go(second.page.url, { step: 'password', user, password });
    const shown = device.show(asked.passkeyOptions('show-passkey'));
    expect((await browser.go(second.page.url, { step: 'show-passkey', answer: shown })).url).toContain('?code=');

    const third = await at.begin(browser, { prompt: 'login' });
    const askedAgain = await browser.go(third.page.url, { step: 'password', user, password });
    const tries = [
      shown,
      'not even JSON',
      '',
      new SoftwareAuthenticator(at.publicUrl).show(askedAgain.passkeyOptions('show-passkey')),
    ];
    for (const answer of tries) {
      expect((await browser.go(third.page.url, { step: 'show-passkey', answer })).html).toContain('not accepted');
    }
  });

  it('is not guessed: a few wrong codes, and the right one must wait', async () => {
    const { user, secret } = await somebody();
    const browser = at.browser();
    const { page } = await at.begin(browser);
    await browser.go(page.url, { step: 'password', user, password });
    for (let tries = 0; tries < 6; tries += 1) await browser.go(page.url, { step: 'code', code: '000000' });
    expect((await browser.go(page.url, { step: 'code', code: totpCode(secret) })).html).toContain('Too many attempts');
  });

  it('cannot be passed by: nothing but the password shown, every later step is refused', async () => {
    const { user } = await somebody();
    for (const step of ['codes-kept', 'organisation', 'enrol-app', 'make-passkey', 'nonsense']) {
      const browser = at.browser();
      const { page } = await at.begin(browser);
      await browser.go(page.url, { step: 'password', user, password });
      const answer = await browser.go(page.url, { step, code: '123456' });
      expect([step, answer.status]).toEqual([step, 400]);
      expect((await browser.go(page.url)).html).toContain('Second step');
    }
  });

  it('is asked for again where a step-up is, and only it', async () => {
    const { browser, secret, end, attempt } = await somebody();
    const before = decodeJwt((await at.tokens(end, attempt)).access_token);
    await new Promise((resolve) => setTimeout(resolve, 1100));
    const up = await at.begin(browser, { acr_values: secondFactorAcr, max_age: '0' });
    expect(up.page.html).toContain('Second step');
    expect(up.page.html).not.toContain('current-password');
    const done = await browser.go(up.page.url, { step: 'code', code: totpCode(secret) });
    const after = decodeJwt((await at.tokens(done, up)).access_token);
    expect(after['auth_time']).toBeGreaterThan(before['auth_time'] as number);
    // while it is fresh, or nothing asks for it, the session is enough
    expect((await at.begin(browser, { acr_values: secondFactorAcr })).page.url).toContain('?code=');
  });
});

describe('an account', () => {
  it('begins with an invitation that works once, and not for somebody who has one', async () => {
    const user = 'invited.once';
    const first = (await at.identity.invitations.create(user))!;
    const link = (await at.identity.invitations.create(user))!;
    const browser = at.browser();
    // the later one counts
    expect((await browser.go(first)).status).toBe(404);
    const weak: Record<string, string> = {
      'too-short': 'short',
      'like-user-name': 'Invited.Once12',
      common: 'Password123456',
      differ: password,
    };
    for (const [problem, tried] of Object.entries(weak)) {
      const again = problem === 'differ' ? 'another one entirely' : tried;
      expect([problem, (await browser.go(link, { step: 'password', password: tried, again })).status]).toEqual([
        problem,
        422,
      ]);
    }
    expect((await browser.go(link, { step: 'password', password, again: password })).html).toContain(
      'Your password is set.',
    );
    expect((await browser.go(link, { step: 'password', password, again: password })).status).toBe(404);
    expect(await at.identity.invitations.create(user)).toBeUndefined();
  });

  it('ends an invitation after 72 hours', async () => {
    const link = (await at.identity.invitations.create('too.late'))!;
    await at.pool.query(`UPDATE tirek_identity.invitations SET expires_at = expires_at - interval '72 hours'`);
    expect((await at.browser().go(link)).status).toBe(404);
  });

  it('keeps its last second factor, also when two are taken away at once', async () => {
    const { user, browser } = await somebody();
    await at.pool.query('UPDATE tirek_identity.accounts SET totp = NULL WHERE user_name = $1', [user]);
    await at.pool.query(
      `INSERT INTO tirek_identity.passkeys (credential_id, user_name, public_key, counter, transports)
       SELECT id, $1, '', 0, '{}' FROM unnest('{one,two}'::text[]) AS id`,
      [user],
    );
    const waiting = async (): Promise<number> =>
      (
        await at.pool.query(
          `SELECT FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        )
      ).rowCount!;
    const holder = await at.pool.connect();
    await holder.query('BEGIN');
    await holder.query('SELECT FROM tirek_identity.passkeys WHERE user_name = $1 FOR UPDATE', [user]);
    const removals = ['one', 'two'].map((id) => browser.go('/identity/account', { step: 'remove-passkey', id }));
    for (let tries = 0; (await waiting()) < 2 && tries < 200; tries += 1) await pause(10);
    await holder.query('COMMIT');
    holder.release();
    const answers = await Promise.all(removals);
    expect(answers.map(({ status }) => status).sort((one, other) => one - other)).toEqual([200, 422]);
    expect(answers.find(({ status }) => status === 422)!.html).toContain('your only second step');
    const { rows } = await at.pool.query('SELECT credential_id FROM tirek_identity.passkeys WHERE user_name = $1', [
      user,
    ]);
    expect(rows.length).toBe(1);
    expect((await browser.go('/identity/account', { step: 'remove-passkey', id: rows[0].credential_id })).status).toBe(
      422,
    );
  });

  it('is got back by a link that the administrator hands over: everything of before ends', async () => {
    const { user, browser, end, attempt, secret } = await somebody();
    const { refresh_token } = await at.tokens(end, attempt);
    const link = await at.identity.invitations.recover(user);
    await browser.go(link, { step: 'password', password: 'entirely other words', again: 'entirely other words' });
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    const { page } = await at.begin(browser);
    const enrol = await browser.go(page.url, { step: 'password', user, password: 'entirely other words' });
    expect(enrol.html).toContain('Protect your account');
    expect(enrol.html).not.toContain(secret);
  });

  it('that signs out everywhere, or is got back, ends sign-ins that are half done as well', async () => {
    for (const end of ['everywhere', 'recovery']) {
      const { user, secret } = await somebody();
      const other = await at.member(user);
      const thief = at.browser();
      const { page } = await at.begin(thief);
      await thief.go(page.url, { step: 'password', user, password });
      const choice = await thief.go(page.url, { step: 'code', code: totpCode(secret) });
      expect(choice.html).toContain('For which organisation');
      if (end === 'everywhere') await at.identity.signOutEverywhere(user);
      else
        await at.identity.invitations.redeem(
          (await at.identity.invitations.recover(user)).split('/').at(-1)!,
          password,
        );
      const after = await thief.go(page.url, { step: 'organisation', organisation: other });
      expect([end, after.url]).toEqual([end, page.url]);
      expect(after.html).toContain('User name');
    }
  });

  it('that is got back has no session of before, also where the process dies right after', async () => {
    const { user, end, attempt } = await somebody();
    const { refresh_token } = await at.tokens(end, attempt);
    const link = await at.identity.invitations.recover(user);
    await at.identity.invitations.redeem(link.split('/').at(-1)!, 'entirely other words');
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('signs out everywhere: sessions, refresh tokens and access tokens end', async () => {
    const { user, browser, end, attempt, organisationId } = await somebody();
    const { access_token, refresh_token } = await at.tokens(end, attempt);
    const signedInAt = (decodeJwt(access_token)['auth_time'] as number) * 1000;
    const caller = { user, organisationId, roles: ['ngo-caseworker' as const], signedInAt };
    expect(await at.members.admit(caller)).toBeDefined();
    expect((await browser.go('/identity/account')).html).toContain('Your account');
    expect((await browser.go('/identity/account', { step: 'everywhere' })).html).toContain('You are signed out.');
    await expect(openid.refreshTokenGrant(await at.client(), refresh_token!)).rejects.toMatchObject({
      error: 'invalid_grant',
    });
    expect((await at.begin(browser)).page.html).toContain('User name');
    expect(await at.members.admit(caller)).toBeUndefined();
  });

  it('is shown only to who has just signed in, and changed only by a page of ours', async () => {
    const { browser } = await somebody();
    expect((await at.browser().go('/identity/account')).url).toBe(
      `${at.publicUrl}/api/v1/session/second-factor?return=/identity/account`,
    );
    const fresh = await browser.go('/identity/account', { step: 'new-codes' });
    expect(fresh.html).toContain('Recovery codes');
    for (const origin of ['https://evil.example', 'null']) {
      browser.headers = { origin };
      expect((await browser.go('/identity/account', { step: 'everywhere' })).status).toBe(403);
    }
    browser.headers = {};
    expect((await browser.go('/identity/account')).html).toContain('Recovery codes left: 10');
  });
});

describe('the provider', () => {
  it('changes its signing key: tokens of before stay valid, and the next key was published before it signs', async () => {
    const { end, attempt } = await somebody();
    const { access_token, refresh_token } = await at.tokens(end, attempt);
    const published = async (): Promise<{ kid: string; d?: string }[]> => {
      const answer = await fetch(`${at.publicUrl}/identity/jwks`);
      return ((await answer.json()) as { keys: { kid: string; d?: string }[] }).keys;
    };
    const before = await published();
    expect(before.every((key) => key.d === undefined)).toBe(true);
    await at.identity.signingKeys.rotate();
    at.restart();
    const renewed = await openid.refreshTokenGrant(await at.client(), refresh_token!);
    const keyOf = bundledKeys(at.pool);
    const kids = await Promise.all(
      [access_token, renewed.access_token].map(async (token) => (await jwtVerify(token, keyOf)).protectedHeader.kid!),
    );
    expect(kids[0]).not.toBe(kids[1]);
    expect(before.map(({ kid }) => kid)).toEqual(expect.arrayContaining(kids));
    expect((await published()).map(({ kid }) => kid)).toEqual(expect.arrayContaining(kids));
  });

  it('gives other systems tokens for their scopes, by their secret and no other', async () => {
    const system = { clientId: 'statistics-office', organisationId: crypto.randomUUID() };
    const secret = (await at.identity.clients.add(
      { ...system, roles: ['analyst'], scopes: ['statistics:read', 'caseload:read'] },
      'admin',
    ))!;
    const configuration = await at.client(system.clientId, secret);
    const all = await openid.clientCredentialsGrant(configuration, { scope: 'statistics:read caseload:read' });
    expect(decodeJwt(all.access_token)).toMatchObject({
      sub: system.clientId,
      client_id: system.clientId,
      organisation: system.organisationId,
      roles: ['analyst'],
      scope: 'statistics:read caseload:read',
      aud: 'tirek',
    });
    const one = await openid.clientCredentialsGrant(configuration, { scope: 'statistics:read' });
    expect(decodeJwt(one.access_token)['scope']).toBe('statistics:read');
    await expect(openid.clientCredentialsGrant(configuration, { scope: 'cases:write' })).rejects.toMatchObject({
      error: 'invalid_scope',
    });
    const guess = await at.client(system.clientId, 'a guess');
    await expect(openid.clientCredentialsGrant(guess, {})).rejects.toMatchObject({ status: 401 });
    // what is stored is not what signs in
    const { rows } = await at.pool.query<{ secret_hash: string }>('SELECT secret_hash FROM tirek_identity.clients');
    const stolen = await at.client(system.clientId, rows[0]!.secret_hash);
    await expect(openid.clientCredentialsGrant(stolen, {})).rejects.toMatchObject({ status: 401 });

    const verifier = verifierOf({
      issuer: `${at.publicUrl}/identity`,
      key: bundledKeys(at.pool),
      algorithms: ['ES256'],
      claims: ownClaims,
    });
    const caller = (await verifier.verify(all.access_token))!;
    expect(caller.user).toBe('client:statistics-office');
    expect(await at.members.admit(caller)).toEqual(caller);
    expect(await at.identity.clients.remove(system.clientId)).toBe(true);
    await expect(openid.clientCredentialsGrant(configuration, {})).rejects.toMatchObject({ status: 401 });
    // the tokens of before, here and in every other process
    expect(await at.members.admit(caller)).toBeUndefined();
    expect(await new RecordedMembers(at.pool, true).admit(caller)).toBeUndefined();
    expect(await at.identity.clients.remove(system.clientId)).toBe(false);
  });

  it('speaks four languages, chosen by the browser or by hand', async () => {
    const browser = at.browser();
    const { page } = await at.begin(browser);
    for (const [language, word] of Object.entries({ ky: 'Сырсөз', ru: 'Пароль', tg: 'Номи корбар', en: 'Password' })) {
      expect((await browser.go(`${page.url}?lang=${language}`)).html).toContain(word);
    }
    browser.headers = { 'accept-language': 'tg-TJ,ru;q=0.5' };
    expect((await at.begin(browser)).page.html).toContain('lang="en"');
    const other = at.browser();
    other.headers = { 'accept-language': 'de, tg-TJ;q=0.8, ru;q=0.5' };
    expect((await at.begin(other)).page.html).toContain('<html lang="tg">');
  });

  it('says in words, on a page with a way on, what it does not have', async () => {
    const browser = at.browser();
    for (const [path, status] of [
      ['/identity', 404],
      ['/identity/nothing', 404],
      ['/identity/invitation/nothing', 404],
      ['/identity/auth?client_id=nobody', 400],
    ] as const) {
      const page = await browser.go(path);
      expect([path, page.status]).toEqual([path, status]);
      expect(page.html).toContain('This did not work');
      expect(page.html).toContain('<a href="/">');
    }
  });

  it('offers another language only where the page can be asked for again', async () => {
    const { browser } = await somebody();
    const account = await browser.go('/identity/account');
    expect(account.html).toContain('?lang=ky');
    await browser.go(`${account.url}?lang=ky`);
    const signOut = await browser.go('/identity/session/end');
    expect(signOut.html).toContain('value="yes"');
    expect(signOut.html).toContain('<html lang="ky">');
    expect(signOut.html).not.toContain('?lang=');
  });

  it('says to who is signed out already that they are, on a page without a script', async () => {
    const { html, status } = await at.browser().go('/identity/session/end');
    expect([status, html]).toEqual([200, expect.stringContaining('You are signed out.')]);
    expect(html).not.toContain('<script');
  });

  it('sends its pages with a policy that runs no foreign script and lets nobody frame them', async () => {
    const { page } = await at.begin(at.browser());
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(page.headers.get('content-security-policy')).not.toContain('unsafe');
    expect(page.headers.get('x-frame-options')).toBe('DENY');
    expect(page.html).not.toMatch(/<script(?! src=)|\sstyle=|\son\w+=/);
  });

  it('keeps to its configured address whatever a request calls its host', async () => {
    const answer = await fetch(`${at.publicUrl}/identity/.well-known/openid-configuration`, {
      headers: { 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
    });
    expect(await answer.text()).not.toContain('evil.example');
  });

  it('keeps no password, secret, code or token in clear, and logs none', async () => {
    const { end, attempt, secret, recoveryCodes, user } = await somebody();
    const { access_token, refresh_token } = await at.tokens(end, attempt);
    const { rows: tables } = await at.pool.query<{ table_name: string }>(
      `SELECT table_name FROM information_schema.tables WHERE table_schema = 'tirek_identity'`,
    );
    let stored = '';
    for (const { table_name } of tables) {
      const { rows } = await at.pool.query(`SELECT * FROM tirek_identity.${table_name}`);
      stored += JSON.stringify(rows, (_, value: unknown) =>
        Buffer.isBuffer(value) ? value.toString('latin1') : value,
      );
    }
    expect(stored).toContain(user);
    const code = new URL(end.url).searchParams.get('code')!;
    for (const one of [password, secret, access_token, refresh_token!, code, ...recoveryCodes]) {
      expect(stored).not.toContain(one);
      expect(at.logged()).not.toContain(one);
    }
    expect(at.logged()).toBe('');
  });
});
