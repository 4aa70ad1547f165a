// One telephone, several people: what the next one finds on it.
import { demonstrationPassword } from '../../libs/identity/demonstration.js';
import { closeSite, openSite, phone, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

const elsewhere = 'https://www.wikipedia.org/';
const shownTo = (page: Page, user: string) => page.getByText(`${user} ·`).first().waitFor({ state: 'attached' });
const isAtTheDoor = (page: Page) => page.getByRole('button', { name: 'Sign in' }).waitFor();

/** What the API answers to who asks with the session of a page. */
const sessionOf = (page: Page) => page.evaluate(async () => (await fetch('/api/v1/session')).status);

async function signIn(page: Page, user: string): Promise<void> {
  await page.fill('input[name=user]', user);
  await page.fill('input[name=password]', demonstrationPassword(site.system.home));
  await page.click('button[type=submit]');
  await page.waitForURL(`${site.origin}/`);
}

async function anotherTab(page: Page): Promise<Page> {
  const tab = await page.context().newPage();
  await tab.goto(site.origin);
  await tab.locator('h1').first().waitFor();
  return tab;
}

it('closes every tab when somebody signs out in one, and knows nobody who comes next', async () => {
  const page = await site.signedIn('police.osh');
  const other = await anotherTab(page);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await isAtTheDoor(other);
  // she went away without a look at what the issuer asks then
  await page.goto(site.origin);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[name=password]').waitFor();
  await page.context().close();
});

it('shows nothing of the one, and sends nothing of theirs, once another has signed in in a tab beside', async () => {
  const page = await site.signedIn('police.osh');
  await page.getByRole('link', { name: 'Cases' }).click();
  await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor();
  await shownTo(page, 'police.osh');
  const token = await page.evaluate(async () => {
    const answer = (await (await fetch('/api/v1/session')).json()) as { csrfToken: string };
    return answer.csrfToken;
  });
  await page.context().clearCookies();
  const other = await page.context().newPage();
  await other.goto(`${site.origin}/api/v1/session/sign-in`);
  await signIn(other, 'ngo.shelter-osh');
  await shownTo(page, 'ngo.shelter-osh');
  expect(await page.getByText('police.osh').count()).toBe(0);
  expect(await page.evaluate(() => sessionStorage.getItem('tirek.at'))).not.toBe('/cases');
  const refused = await page.evaluate(async (csrf) => {
    const headers = { 'content-type': 'application/json', 'tirek-csrf': csrf };
    return (await fetch('/api/v1/session/device', { method: 'POST', headers, body: '{}' })).status;
  }, token);
  expect(refused).toBe(403);
  await page.context().close();
});

it('ends the session by a quick exit, in all tabs', async () => {
  const page = await site.signedIn('police.osh', phone);
  await page.context().route(`${elsewhere}**`, (route) => route.fulfill({ body: 'an encyclopedia' }));
  const other = await anotherTab(page);
  await page.getByRole('button', { name: 'Leave quickly' }).click();
  await Promise.all([page, other].map((tab) => tab.waitForURL(elsewhere)));
  await page.goto(site.origin);
  await isAtTheDoor(page);
  expect(await sessionOf(page)).toBe(401);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.locator('input[name=password]').waitFor();
  await page.context().close();
});

it('clears a device without network, and ends the session when there is one', async () => {
  const page = await site.signedIn('police.osh');
  await page.route('**/api/v1/**', (route) => route.abort('connectionreset'));
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByText('police.osh').first().waitFor({ state: 'detached' });
  expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  await page.unroute('**/api/v1/**');
  await page.reload();
  await isAtTheDoor(page);
  expect(await sessionOf(page)).toBe(401);
  await page.context().close();
});

it('locks what is kept when the session has ended, also where nobody used the page meanwhile', async () => {
  const page = await site.signedIn('police.osh');
  const isOpen = () =>
    page.evaluate(
      () =>
        new Promise<boolean>((resolve, reject) => {
          const opening = indexedDB.open('tirek');
          opening.addEventListener('error', () => reject(opening.error as Error));
          opening.addEventListener('success', () => {
            const all = opening.result.transaction('keys').objectStore('keys').getAll();
            all.addEventListener('success', () => {
              opening.result.close();
              resolve((all.result as { open?: unknown }[]).some(({ open }) => open !== undefined));
            });
          });
        }),
    );
  while (!(await isOpen())) await page.waitForTimeout(100);
  await page.context().clearCookies();
  await page.reload();
  await isAtTheDoor(page);
  expect(await isOpen()).toBe(false);
  await page.context().close();
});

it('shows no case in the address by which a second step is asked for, and comes back to it', async () => {
  const logged = await new Client(site.system, 10_000).post('police.osh', '/cases', {
    entryChannel: 'Police',
    identifiedOn: daysAgo(1),
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
  });
  const caseNumber = String(logged.body.caseNumber);
  const page = await site.signedIn('dpo');
  await page.route('**/api/v1/session', async (route) => {
    const response = await route.fetch();
    return route.fulfill({ response, json: { ...((await response.json()) as object), secondFactor: false } });
  });
  await page.goto(`${site.origin}/protection/erasure/${caseNumber}`);
  const addresses: string[] = [];
  page.on('request', (request) => request.isNavigationRequest() && addresses.push(request.url()));
  const back = page.waitForResponse(/\/session\/callback/);
  await page.getByRole('button', { name: 'Show your second step again' }).click();
  await back;
  await page.getByRole('button', { name: 'Show your second step again' }).waitFor();
  expect(addresses.join()).toContain('/session/second-factor');
  expect(addresses.join()).not.toContain('erasure');
  await page.context().close();
});

it('asks no browser to translate what is shown, or to check the spelling of what is typed, elsewhere', async () => {
  const page = await site.visit();
  await isAtTheDoor(page);
  expect(await page.locator('html').getAttribute('translate')).toBe('no');
  const checks = await page.evaluate(() => {
    const field = document.body.appendChild(document.createElement('textarea'));
    return field.spellcheck;
  });
  expect(checks).toBe(false);
  await page.context().close();
});
