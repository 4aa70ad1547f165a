import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationPassword } from '../../libs/identity/demonstration.js';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { ask, countWrites, leave, newCase, read, timesOf } from './device.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

const intake = (page: Page) => page.getByRole('heading', { name: 'How she came to notice', level: 2 }).waitFor();

it('asks who is idle, locks, and gives back what was typed to whoever signs in again, by the keyboard alone', async () => {
  const page = await site.signedIn('police.osh', phone);
  await page.clock.install();
  await page.reload();
  await intake(page);
  await tabTo(page, /^Region/);
  await page.keyboard.type('Batken');
  const chosen = await page.getByLabel('Region').inputValue();
  expect(chosen).toBe('KG-B');
  while ((await page.evaluate(read, 'drafts')).length === 0) await sleep(100);

  await page.clock.fastForward('28:30');
  const dialog = page.getByRole('dialog', { name: 'Are you still there?' });
  await dialog.waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await intake(page);

  // the session of half an hour has ended on the server, too
  await page.context().clearCookies();
  await page.clock.fastForward('31:00');
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await page.getByText('How she came to notice').count()).toBe(0);
  expect((await page.evaluate(read, 'keys'))[0]).not.toHaveProperty('open');
  await expectAccessible(page);

  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/identity\//);
  await page.fill('input[name=user]', 'police.osh');
  await page.fill('input[name=password]', demonstrationPassword(site.system.home));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/`);
  await page.getByText('We kept what you had typed.').waitFor();
  expect(await page.getByLabel('Region').inputValue()).toBe('KG-B');
  await page.context().close();
});

it('sends from one of several tabs, once, and ends all of them when one signs out', async () => {
  const page = await site.signedIn('police.osh');
  const context = page.context();
  const other = await context.newPage();
  await other.goto(site.origin);
  await intake(other);
  await context.route('**/api/v1/cases', (route) => route.abort('connectionreset'));
  const { caseId, entry } = newCase();
  await leave(page, caseId, entry);
  await other.reload();
  const tabs = [page, other];
  const waits = (tab: Page) => tab.getByRole('link', { name: '1 entry waits to be sent' });
  await Promise.all(tabs.map((tab) => waits(tab).waitFor()));

  // the network is slow: both tabs would have the time to begin
  await context.unroute('**/api/v1/cases');
  await context.route('**/api/v1/cases', async (route) => {
    await sleep(1_000);
    await route.continue();
  });
  const sent = countWrites(page, /^\/api\/v1\/cases$/);
  await Promise.all(tabs.map((tab) => tab.evaluate(() => dispatchEvent(new Event('online')))));
  await Promise.all(tabs.map((tab) => waits(tab).waitFor({ state: 'hidden' })));
  expect(sent()).toBe(1);
  expect(await timesOf(page, caseId, 'IdentificationLogged')).toBe(1);

  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.waitForURL(/\/identity\//);
  await other.getByRole('button', { name: 'Sign in' }).waitFor();
  expect(await other.evaluate(() => indexedDB.databases())).toEqual([]);
  expect((await ask(other, '/me')).status).toBe(401);
  await context.close();
});
