import { closeSite, expectAccessible, openSite, phone, tabTo, type Site } from '../support/browser.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

it('opens the door in the language of the person, by the keyboard alone', async () => {
  const page = await site.visit(phone);
  await page.getByRole('button', { name: 'Sign in' }).waitFor();
  await expectAccessible(page);
  await page.getByLabel('Language').selectOption('tg');
  await page.getByRole('button', { name: 'Даромадан' }).waitFor();
  expect(await page.evaluate(() => document.documentElement.lang)).toBe('tg');
  await expectAccessible(page);
  await tabTo(page, 'Даромадан');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/identity\//);
  await page.context().close();
});

it('uses one entry of the history and one title, wherever one goes', async () => {
  const page = await site.signedIn('police.osh');
  const before = await page.evaluate(() => history.length);
  await page.getByRole('link', { name: 'Cases' }).click();
  await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor();
  expect(await page.evaluate(() => history.length)).toBe(before);
  expect(await page.title()).toBe('Tirek');
  expect(new URL(page.url()).pathname).toBe('/');
  await page.reload();
  await page.getByRole('heading', { name: 'Cases', level: 1 }).waitFor();
  await expectAccessible(page);
  await page.context().close();
});
