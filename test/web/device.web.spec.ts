import { setTimeout as sleep } from 'node:timers/promises';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { countWrites, leave, newCase, read, timesOf } from './device.js';

let site: Site;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  page = await site.signedIn('police.osh', phone);
  await page.evaluate(async () => void (await navigator.serviceWorker.ready));
});
afterAll(closeSite);

const cases = '**/api/v1/cases';
const cutOff = () => page.context().route(cases, (route) => route.abort('connectionreset'));
const goOn = () => page.context().unroute(cases);

it('offers a new version, takes it by one press in this tab, and loses nothing that waits or was typed', async () => {
  await cutOff();
  const { caseId, entry } = newCase();
  await leave(page, caseId, entry);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
  const other = await page.context().newPage();
  await other.goto(site.origin);
  await other.evaluate(() => document.body.setAttribute('data-loaded-once', ''));

  // under another address it is another service worker, which waits as a new version does
  await page.evaluate(async () => void (await navigator.serviceWorker.register('/sw.js?next')));
  await page.getByText('A new version of Tirek is ready.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Region').selectOption('KG-B');
  while ((await page.evaluate(read, 'drafts')).length === 0) await sleep(100);

  const loaded = page.waitForEvent('load');
  await tabTo(page, 'Use it now');
  await page.keyboard.press('Enter');
  await loaded;
  await page.getByText('We kept what you had typed.').waitFor();
  expect(await page.getByLabel('Region').inputValue()).toBe('KG-B');
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
  expect(await other.locator('body[data-loaded-once]').count()).toBe(1);
  await other.close();

  const sent = countWrites(page, /^\/api\/v1\/cases$/);
  await goOn();
  await page.evaluate(() => dispatchEvent(new Event('online')));
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor({ state: 'hidden' });
  expect(sent()).toBe(1);
  expect(await timesOf(page, caseId, 'IdentificationLogged')).toBe(1);
});

/** Puts a private half in place of the one on the device that no secret of the server opens. */
const spoilKey = (): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('tirek');
    opening.addEventListener('error', () => reject(opening.error as Error));
    opening.addEventListener('success', () => {
      const change = opening.result.transaction('keys', 'readwrite');
      const at = change.objectStore('keys').openCursor();
      at.addEventListener('success', () => {
        const { publicHalf } = at.result!.value as { publicHalf: unknown };
        at.result!.update({ publicHalf, privateHalf: 'e30..e30.e30.e30' });
      });
      change.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });

it('says that the key of the device is lost, and goes on when what it sealed is deleted', async () => {
  await cutOff();
  const lost = newCase();
  await leave(page, lost.caseId, lost.entry);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
  await page.evaluate(spoilKey);
  await goOn();
  await page.reload();
  await page.getByRole('link', { name: '1 entry waits to be sent' }).click();
  await page.getByText('1 entry can no longer be opened').waitFor();
  await expectAccessible(page);
  await tabTo(page, 'Delete what cannot be opened');
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await tabTo(page, 'Delete it for good');
  await page.keyboard.press('Enter');
  await page.getByText('Nothing waits here').waitFor();

  // a new key: writing without network is there again
  while ((await page.evaluate(read, 'keys'))[0]?.['open'] === undefined) await sleep(100);
  const { caseId, entry } = newCase();
  await leave(page, caseId, entry);
  await page.getByText('Nothing waits here').waitFor();
  expect(await timesOf(page, caseId, 'IdentificationLogged')).toBe(1);
  expect(await page.evaluate(read, 'outbox')).toEqual([]);
});

describe('the first start, without network', () => {
  it('speaks a language all the same when the installation cannot be asked for its own', async () => {
    const visitor = await site.visit({ locale: 'de-DE', serviceWorkers: 'block' });
    await visitor.getByRole('button', { name: 'Кирүү' }).waitFor();
    await visitor.route('**/api/v1/installation', (route) => route.abort('connectionreset'));
    await visitor.reload();
    await visitor.getByRole('button', { name: 'Кирүү' }).waitFor();
    await visitor.context().close();
  });

  it('says so when not even the texts can be fetched, and tries again', async () => {
    const visitor = await site.visit({ serviceWorkers: 'block' });
    await visitor.getByRole('button', { name: 'Sign in' }).waitFor();
    const texts = '**/assets/later/common-*.js';
    await visitor.route(texts, (route) => route.abort('connectionreset'));
    await visitor.reload();
    await visitor.getByText('Алоқа нест').waitFor();
    await visitor.unroute(texts);
    await tabTo(visitor, 'Try again');
    await visitor.keyboard.press('Enter');
    await visitor.getByRole('button', { name: 'Sign in' }).waitFor();
    await visitor.context().close();
  });
});
