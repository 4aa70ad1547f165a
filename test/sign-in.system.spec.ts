// A production store without another issuer: from the first link to a session, on the really built system.
import { TestBrowser, totpCode } from '../libs/identity/identity.testing.js';
import { freePort } from './support/ports.js';
import { cleanUp, newHome, startSystem } from './support/system.js';

const password = 'nine green doors of Naryn';

afterAll(cleanUp);

const invitationIn = (printed: string): string | undefined =>
  /^ {2}(http\S+\/identity\/invitation\/\S+)$/m.exec(printed)?.[1];

it('lets the first administrator in by a link that is printed until it was used, and prints no secret', async () => {
  const home = newHome();
  const environment = { TIREK_MODE: 'production', PORT: await freePort() };
  const origin = `http://127.0.0.1:${environment.PORT}`;
  const first = await startSystem({ home, environment });
  const replaced = invitationIn((await first.stop()).stdout)!;
  const system = await startSystem({ home, environment });
  const link = invitationIn(system.printed.stdout)!;
  const browser = new TestBrowser(origin);
  expect((await browser.go(replaced)).status).toBe(404);
  await browser.go(link, { step: 'password', password, again: password });

  const begun = await browser.go('/api/v1/session/sign-in?return=/api/v1/me');
  const enrol = await browser.go(begun.url, { step: 'password', user: 'admin', password });
  const secret = /<code>([A-Z2-7 ]{32,})<\/code>/.exec(enrol.html)![1]!.replaceAll(' ', '');
  await browser.go(begun.url, { step: 'enrol-app', code: totpCode(secret, -1) });
  const back = await browser.go(begun.url, { step: 'codes-kept' });
  expect(new URL(back.url).pathname).toBe('/api/v1/session/callback');
  expect((await browser.go(back.url)).url).toBe(`${origin}/api/v1/me`);
  const me = JSON.parse((await browser.go('/api/v1/me')).html) as object;
  expect(me).toMatchObject({ user: 'admin', roles: ['administrator'] });
  const session = JSON.parse((await browser.go('/api/v1/session')).html) as object;
  expect(session).toMatchObject({ secondFactor: true, csrfToken: expect.any(String) as string });

  // the account page ends the session of the application as well
  expect((await browser.go('/identity/account', { step: 'everywhere' })).html).toContain('You are signed out.');
  expect((await browser.go('/api/v1/me')).status).toBe(401);

  const { stdout, stderr } = await system.stop();
  for (const one of [password, secret]) expect(stdout + stderr).not.toContain(one);
  const later = await startSystem({ home, environment });
  expect(invitationIn((await later.stop()).stdout)).toBeUndefined();
});
