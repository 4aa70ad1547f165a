import { randomUUID } from 'node:crypto';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let api: Client;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
  await Promise.all(['police.osh', 'ngo.shelter-osh'].map((user) => api.get(user, '/me')));
});
afterAll(closeSite);

const shelter = 'Shelter Umut, Osh (demonstration)';
const telephone = '+996555771904';

async function done(user: string, path: string, body: object) {
  const answer = await api.post(user, path, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body;
}

/** A person whom the police logged and referred with her consent; nobody has answered yet. */
async function referred() {
  const [caseId, referralId, consentId] = [randomUUID(), randomUUID(), randomUUID()];
  const { organisationId: to } = (await api.get('ngo.shelter-osh', '/me')).body;
  const { caseNumber } = await done('police.osh', '/cases', {
    caseId,
    entryChannel: 'Police',
    identifiedOn: daysAgo(1),
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
    person: { name: 'Бурулай Асанова', phone: telephone },
  });
  const fieldGroups = ['Contact', 'Needs'];
  const consent = {
    consentId,
    purpose: 'Referral',
    recipients: [to],
    fieldGroups,
    language: 'ky',
    givenOn: daysAgo(0),
  };
  await done('police.osh', `/cases/${caseId}/consents`, consent);
  const referral = { referralId, caseId, to, services: ['Shelter'], fieldGroups, basis: { consentId } };
  await done('police.osh', '/referrals', referral);
  return { caseId, caseNumber: caseNumber as string, referralId };
}

const open = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.goto(`${site.origin}${path}`);
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
};
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

it('tells what happened, and what others do meanwhile', async () => {
  const { caseId, caseNumber, referralId } = await referred();
  const page = await site.signedIn('police.osh', phone);
  await open(page, `/cases/${caseId}`, caseNumber);
  const steps = page.getByRole('region', { name: 'What happened' }).getByRole('listitem');
  await steps.filter({ hasText: `Referred to ${shelter}: Shelter` }).waitFor();
  expect(await steps.count()).toBe(3);
  await expectAccessible(page);
  await done('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  await steps.filter({ hasText: `${shelter} accepted the referral New` }).waitFor();
  await page.getByRole('status').getByText(`New in this case: ${shelter} accepted the referral`).waitFor();
  await press(page, 'Support');
  expect(await steps.count()).toBe(2);
  await press(page, 'Oldest first');
  expect(await steps.first().innerText()).toContain('Referred to');
  await page.context().close();
});

it('shows how the case was known at any time, by the keyboard alone', async () => {
  const { caseId, caseNumber, referralId } = await referred();
  await done('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  const page = await site.signedIn('police.osh');
  await open(page, `/cases/${caseId}`, caseNumber);
  await tabTo(page, 'As it was known on');
  for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowLeft');
  await page.getByRole('status').getByText('You see the case as it was known on').waitFor();
  const then = page.getByRole('region', { name: 'What was known by then' }).getByRole('listitem');
  await page.getByRole('region', { name: 'What changed since: 3 steps' }).waitFor();
  await page.getByText('Today: Referred').waitFor();
  expect(await then.allInnerTexts()).toEqual([expect.stringContaining('A presumed victim was logged')]);
  await expectAccessible(page);
  await press(page, 'One step later');
  await then.filter({ hasText: 'Consent was given' }).waitFor();
  await press(page, 'Back to today');
  await page.getByRole('region', { name: 'What happened' }).waitFor();
  expect(await page.locator(':focus').innerText()).toBe('Back to today');
  await page.context().close();
});

it('closes what rested on a consent that she takes back, and says so before', async () => {
  const { caseId, caseNumber, referralId } = await referred();
  await done('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  const receiver = await site.signedIn('ngo.shelter-osh');
  await open(receiver, `/cases/${caseId}`, caseNumber);
  await receiver.getByText(telephone).waitFor();

  const page = await site.signedIn('police.osh', phone);
  await open(page, `/cases/${caseId}/consents`, 'Consents and rights');
  await expectAccessible(page);
  await press(page, /^Withdraw/);
  await page.getByRole('heading', { name: 'Withdraw a consent', level: 1 }).waitFor();
  await page.getByText(`${shelter} sees no longer: Telephone and e-mail, What she needs.`).waitFor();
  await expectAccessible(page);
  await press(page, 'Withdraw the consent');
  await page.getByText('Withdrawn', { exact: true }).waitFor();

  await receiver.getByText(telephone).waitFor({ state: 'detached' });
  await receiver.context().close();
  await page.context().close();
});

it('keeps out whom she wants kept out, and lets them in again', async () => {
  const { caseId } = await referred();
  const page = await site.signedIn('police.osh', phone);
  await open(page, `/cases/${caseId}/exclusions/new`, 'Keep somebody out of the file');
  await expectAccessible(page);
  await page.getByLabel('Organisation').selectOption({ label: shelter });
  await page.getByRole('button', { name: 'Keep them out' }).click();
  await page.getByText('The whole organisation', { exact: true }).waitFor();
  expect((await api.get('ngo.shelter-osh', `/cases/${caseId}`)).status).toBe(404);
  await page.getByRole('button', { name: 'Let in again' }).click();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Let in again' }).click();
  await page.getByText('Nobody is kept out.').waitFor();
  expect((await api.get('ngo.shelter-osh', `/cases/${caseId}`)).status).toBe(200);

  await page.getByRole('link', { name: 'Record a request' }).click();
  await page.getByLabel('Wants to see her data').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Consents and rights', level: 1 }).waitFor();
  await page.getByText('Wants to see her data').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('opens a file in an emergency by the number of the case', async () => {
  const { caseNumber } = await referred();
  const page = await site.signedIn('ngo.bishkek', phone);
  await open(page, '/emergency', 'Open a file in an emergency');
  await press(page, 'Open the file');
  await page.getByRole('alert').getByText('Say in a sentence why it cannot wait.').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Case number').fill(caseNumber.toLowerCase());
  await page.getByLabel('Why it cannot wait').fill('She called from the boot of a car.');
  await page.getByRole('button', { name: 'Open the file' }).click();
  await page.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  await page.getByText('You opened this file in an emergency.').waitFor();
  await page.getByText(telephone).waitFor();
  await expectAccessible(page);
  await page.context().close();
});
