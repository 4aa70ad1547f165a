import { setTimeout as sleep } from 'node:timers/promises';
import { demonstrationPassword } from '../../libs/identity/demonstration.js';
import { closeSite, expectAccessible, openSite, phone, type Page, type Site } from '../support/browser.js';
import { ask, comeTo, leave, newCase, read, readyForOffline, timesOf, told } from './device.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

/** The cases of a caseload, by their ids. */
async function casesOf(page: Page): Promise<string[]> {
  const { answer } = await ask(page, '/caseload?limit=200');
  return answer.items?.map(({ caseId }) => caseId) ?? [];
}

/** Expects that nothing on the device tells what was written. */
async function expectSealed(page: Page): Promise<void> {
  const stores = ['who', 'device', 'keys', 'outbox', 'drafts'];
  const kept = await Promise.all(stores.map((store) => page.evaluate(read, store)));
  expect(JSON.stringify(kept)).not.toMatch(/Айпери|narrative|ForcedLabour|Forced labour|logIdentification|caseId/);
}

const goOn = (page: Page) => page.getByRole('button', { name: 'Continue' }).click();

/** Fills in the intake, up to what happened. */
async function beginIntake(page: Page): Promise<void> {
  await page.getByLabel('How she came').selectOption('Police');
  await goOn(page);
  await page.getByLabel('Adult').check();
  await page.getByLabel('Woman or girl').check();
  await page.locator('#citizenships').selectOption('KG');
  await goOn(page);
  await page.getByLabel('Forced labour', { exact: true }).check();
  await goOn(page);
  await page.locator('#narrative').fill(told);
}

async function endIntake(page: Page): Promise<void> {
  await goOn(page);
  await page.getByLabel('Not asked yet').check();
  await goOn(page);
  await page.getByRole('button', { name: 'Log the identification' }).click();
}

it('logs a case without network: what is typed outlives a reload, is kept sealed, and is sent once', async () => {
  const page = await site.signedIn('police.osh', phone);
  await readyForOffline(page);
  const before = await casesOf(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('No network').waitFor();
  await beginIntake(page);
  while ((await page.evaluate(read, 'drafts')).length === 0) await sleep(100);
  await sleep(1_000);
  await expectSealed(page);

  await page.reload();
  await page.getByText('We kept what you had typed.').waitFor();
  await expectAccessible(page);
  await goOn(page);
  await goOn(page);
  await goOn(page);
  expect(await page.locator('#narrative').inputValue()).toBe(told);
  await endIntake(page);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).click();
  await page.getByText(told).waitFor();
  await expectAccessible(page);
  await expectSealed(page);
  expect(await page.evaluate(read, 'drafts')).toEqual([]);

  // the answer to the first attempt is lost on the way: it is stored, and nobody knows
  let attempts = 0;
  await page.route('**/api/v1/cases', async (route) => {
    attempts++;
    if (attempts > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.context().setOffline(false);
  await page.getByText('Nothing waits here').waitFor();
  expect(attempts).toBe(2);
  const newCases = async () => (await casesOf(page)).filter((caseId) => !before.includes(caseId));
  // lists follow a moment later
  while ((await newCases()).length === 0) await sleep(200);
  const logged = await newCases();
  expect(logged).toHaveLength(1);
  expect(await timesOf(page, logged[0]!, 'IdentificationLogged')).toBe(1);
  expect(await page.evaluate(read, 'outbox')).toEqual([]);
  await page.context().close();
});

it('logs, is given two consents and refers without network; back, all of it is sent once and in order', async () => {
  const page = await site.signedIn('police.osh', phone);
  await readyForOffline(page);
  await page.context().setOffline(true);
  await goOn(page);
  await page.getByLabel('Adult').check();
  await page.getByLabel('Woman or girl').check();
  await page.locator('#citizenships').selectOption('KG');
  await goOn(page);
  await page.getByLabel('Forced labour', { exact: true }).check();
  await goOn(page);
  await goOn(page);
  await page.getByRole('radio', { name: 'She agrees', exact: true }).check();
  await page.getByRole('checkbox', { name: 'Shelter Umut, Osh (demonstration)' }).check();
  await page.getByRole('checkbox', { name: 'What she needs' }).check();
  await goOn(page);
  await page.getByRole('button', { name: 'Log the identification' }).click();
  await page.getByRole('heading', { name: 'Kept on this device' }).waitFor();

  // to somebody else than she agreed to: she is asked again
  await page.getByRole('link', { name: 'Find a shelter' }).click();
  await page.getByText('She agreed to it').waitFor();
  await page.getByRole('link', { name: 'Refer her here: Child Protection Department (demonstration)' }).click();
  await goOn(page);
  await page.getByRole('radio', { name: 'She agrees', exact: true }).check();
  await page.getByRole('checkbox', { name: 'What she needs' }).check();
  await goOn(page);
  await page.getByRole('button', { name: 'Send the referral' }).click();
  const referral = page.getByRole('region', { name: 'Referral', exact: true });
  await referral.getByText('Waits for the entry before it').waitFor();
  await expectAccessible(page);

  const sent: string[] = [];
  let caseId = '';
  page.on('request', (request) => {
    const path = new URL(request.url()).pathname.replace('/api/v1', '');
    if (request.method() !== 'POST' || path.startsWith('/session')) return;
    sent.push(path);
    if (path === '/cases') ({ caseId } = request.postDataJSON() as { caseId: string });
  });
  await page.context().setOffline(false);
  await page.getByText('Nothing waits here').waitFor();
  expect(sent).toEqual(['/cases', `/cases/${caseId}/consents`, `/cases/${caseId}/consents`, '/referrals']);
  const types = ['IdentificationLogged', 'ConsentGiven', 'ReferralSent'];
  expect(await Promise.all(types.map((type) => timesOf(page, caseId, type)))).toEqual([1, 2, 1]);
  await page.context().close();
});

it('shows nothing of what waits after a quick exit, and sends what somebody wrote then only when its user says so', async () => {
  const page = await site.signedIn('police.osh', phone);
  await readyForOffline(page);
  await page.context().route('https://www.wikipedia.org/**', (route) => route.fulfill({ body: 'an encyclopedia' }));
  await page.context().setOffline(true);
  const { caseId, entry } = newCase();
  await leave(page, caseId, entry);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
  await page.getByRole('button', { name: 'Leave quickly' }).click();
  await page.waitForURL('https://www.wikipedia.org/');
  await page.goto(site.origin);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).click();
  await page.getByText('1 entry is locked').waitFor();
  expect(await page.getByText(told).count()).toBe(0);
  await expectAccessible(page);
  // whoever has the telephone now can write, in her name
  await comeTo(page, '/identify', 'Log an identification');
  await beginIntake(page);
  await endIntake(page);
  await page.getByRole('link', { name: '2 entries wait to be sent' }).waitFor();
  // the session ends as soon as there is a network
  await page.context().setOffline(false);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL(/\/identity\//);
  await page.fill('input[name=user]', 'police.osh');
  await page.fill('input[name=password]', demonstrationPassword(site.system.home));
  await page.keyboard.press('Enter');
  await page.waitForURL(`${site.origin}/`);
  await page.getByRole('link', { name: '1 entry needs your decision' }).click();
  expect(await timesOf(page, caseId, 'IdentificationLogged')).toBe(1);
  await page.getByText('Somebody wrote this on this device while you were not signed in.').waitFor();
  await page.getByText(told).waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'It is mine: send it' }).click();
  await page.getByText('Nothing waits here').waitFor();
  await page.context().close();
});
