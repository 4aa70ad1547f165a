import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { comeTo, newCase } from './device.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let api: Client;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
  page = await site.signedIn('police.osh', phone);
});
afterAll(closeSite);

const user = 'police.osh';
const press = async (name: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

/** A case that the police have logged. */
async function logged(facts: object = {}): Promise<{ caseId: string; caseNumber: string }> {
  const { entry } = newCase();
  const { status, body } = await api.post(user, '/cases', { ...(entry.body as object), ...facts });
  expect(status).toBe(201);
  return body;
}

const seen = async (caseId: string) => (await api.get(user, `/cases/${caseId}`)).body;

it('records that an adult does not want to be identified, by the keyboard alone, and never of a child', async () => {
  const { caseId, caseNumber } = await logged();
  await comeTo(page, `/cases/${caseId}/declined`, 'She does not want to be identified');
  await page.getByText('everything that helps her goes on').waitFor();
  await expectAccessible(page);
  await press('Record that she declines');
  await page.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  expect(await seen(caseId)).toMatchObject({ status: 'DeclinedByPerson' });
  await expectAccessible(page);

  const child = await logged({ ageGroup: 'Child' });
  await comeTo(page, `/cases/${child.caseId}/declined`, 'She does not want to be identified');
  await page.getByText('Only an adult may decline.').waitFor();
  expect(await page.getByRole('button', { name: 'Record that she declines' }).count()).toBe(0);
  await expectAccessible(page);
});

it('reopens a case that was closed, by the keyboard alone', async () => {
  const { caseId } = await logged();
  const closed = await api.post(user, `/cases/${caseId}/closure`, { reason: 'ContactLost', on: daysAgo(0) });
  expect(closed.status).toBeLessThan(300);
  await comeTo(page, `/cases/${caseId}/rehabilitation`, 'Rehabilitation');
  await page.getByText('The case is closed. Reopen it to record something.').waitFor();
  await press('Reopen the case');
  await page.getByRole('heading', { name: 'Reopen the case', level: 1 }).waitFor();
  await press('Reopen the case');
  await page.getByRole('alert').getByText('Choose one').first().waitFor();
  await expectAccessible(page);
  await tabTo(page, 'She came back for help');
  await page.keyboard.press('Space');
  await press('Reopen the case');
  await page.getByRole('heading', { name: 'Rehabilitation', level: 1 }).waitFor();
  await page.getByText('The case is closed. Reopen it to record something.').waitFor({ state: 'hidden' });
  await page.getByRole('link', { name: 'Close the case' }).waitFor();
  await expectAccessible(page);
  const { stage, timeline } = await seen(caseId);
  expect(stage).not.toBe('Closed');
  expect(timeline.at(-1)).toMatchObject({ type: 'CaseReopened', detail: { reason: 'ReturnedForHelp' } });
});
