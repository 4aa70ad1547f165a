import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let api: Client;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
});
afterAll(closeSite);

const name = 'Бурулай Асанова';

async function done(user: string, path: string, body: object) {
  const answer = await api.post(user, path, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body;
}

/** Somebody whom the police in Osh logged and hold. */
async function logged() {
  const caseId = randomUUID();
  const { caseNumber } = await done('police.osh', '/cases', {
    caseId,
    entryChannel: 'Police',
    identifiedOn: daysAgo(1),
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
    person: { name },
  });
  return { caseId, caseNumber: caseNumber as string };
}

const headed = (page: Page, text: string, level = 1) => page.getByRole('heading', { name: text, level }).waitFor();
const open = async (page: Page, path: string, heading: string): Promise<void> => {
  await page.goto(`${site.origin}${path}`);
  await headed(page, heading);
};
const press = async (page: Page, what: string | RegExp): Promise<void> => {
  await tabTo(page, what);
  await page.keyboard.press('Enter');
};
const write = async (page: Page, field: RegExp, text: string): Promise<void> => {
  await tabTo(page, field);
  await page.keyboard.type(text);
};

it('reviews a file that was opened in an emergency and need not have been, by the keyboard alone', async () => {
  const { caseId, caseNumber } = await logged();
  await done('ngo.bishkek', `/cases/${caseNumber}/break-glass`, { reason: 'She may be in danger tonight.' });
  expect((await api.get('ngo.bishkek', `/cases/${caseId}`)).status).toBe(200);

  const page = await site.signedIn('dpo');
  await headed(page, 'Data protection');
  const openings = page.getByRole('region', { name: 'Emergency openings to review' });
  await openings.getByText(caseNumber).waitFor();
  await page.getByText('The chain is kept').first().waitFor();
  await expectAccessible(page);

  await press(page, 'Go to the openings');
  await page.getByText('She may be in danger tonight.').waitFor();
  await expectAccessible(page);
  await press(page, new RegExp(`^Review\\s*${caseNumber}`));
  await tabTo(page, 'It had to be');
  await page.keyboard.press('ArrowDown');
  await write(page, /^Note/, 'She was safe at home.');
  await expectAccessible(page);
  await press(page, 'Record the review');
  await headed(page, 'Nothing waits for a review', 2);
  expect((await api.get('ngo.bishkek', `/cases/${caseId}`)).status).toBe(404);

  await press(page, 'Who opened a file');
  await headed(page, 'Who opened a file');
  await write(page, /^Case number/, caseNumber.toLowerCase());
  await page.keyboard.press('Enter');
  const readers = page.getByRole('list', { name: 'Who opened a file' }).getByRole('listitem');
  await readers.filter({ hasText: 'ngo.bishkek' }).filter({ hasText: 'Opened: Name' }).waitFor();
  await expectAccessible(page);

  await press(page, 'Notices');
  await page.getByRole('listitem').filter({ hasText: 'A file was opened in an emergency' }).getByText('Done').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('erases a person for good, and only the one whose number is written twice', async () => {
  const { caseId, caseNumber } = await logged();
  const page = await site.signedIn('dpo', phone);
  await open(page, '/protection/erasure', 'Erase what is known of a person');
  await page.getByLabel('Case number').fill('KG-0000-0000-00');
  await page.getByRole('button', { name: 'Search' }).click();
  await headed(page, 'There is no case with this number', 2);
  await page.getByLabel('Case number').fill(caseNumber);
  await page.getByRole('button', { name: 'Search' }).click();
  await headed(page, `Case ${caseNumber}`, 2);
  await expectAccessible(page);

  await page.getByLabel('The person asked for it').check();
  await page.getByLabel('On which law it rests').selectOption({ index: 1 });
  await page.getByLabel('Write the number of the case once more').fill('KG-0000-0000-00');
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await page.getByRole('alert').getByText('This is not the number of the case that you found.').waitFor();
  await page.getByLabel('Write the number of the case once more').fill(caseNumber);
  await page.getByRole('button', { name: 'Erase for good' }).click();
  await headed(page, 'Certificate of erasure', 2);
  await page.getByText('Final in the system, not yet in backups').waitFor();
  await expectAccessible(page);
  expect(JSON.stringify((await api.get('police.osh', `/cases/${caseId}`)).body)).not.toContain(name);
  await page.context().close();
});

it('answers that the law keeps her data while a proceeding is open, and puts her request on record', async () => {
  const { caseId, caseNumber } = await logged();
  const { organisationId: office } = (await api.get('prosecutor.osh', '/me')).body;
  await done('police.osh', `/cases/${caseId}/proceedings`, {
    office,
    registerNumber: 'KUSP-1',
    registeredOn: daysAgo(0),
    articles: ['166'],
  });
  const page = await site.signedIn('dpo');
  await open(page, `/protection/erasure/${caseNumber}`, 'Erase what is known of a person');
  const hold = page.getByRole('region', { name: 'The law keeps her data for now' });
  await hold.getByText('Proceeding is open', { exact: true }).waitFor();
  await page.getByLabel('The person asked for it').check();
  await page.getByLabel('On which law it rests').selectOption({ index: 1 });
  await page.getByLabel('Write the number of the case once more').fill(caseNumber);
  await page.getByRole('button', { name: 'Put the request on record' }).click();
  await hold.getByText('The request is on record', { exact: true }).waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('records what she asks for, opens her copy and records that she has it', async () => {
  const { caseNumber } = await logged();
  const page = await site.signedIn('dpo');
  await open(page, '/requests', 'Requests of people about their data');
  await page.getByRole('link', { name: 'Record a request' }).click();
  await headed(page, 'Record a request');
  await page.getByLabel('Case number').fill(caseNumber);
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByLabel('Wants to see her data').check();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Save' }).click();

  const request = page.getByRole('listitem').filter({ hasText: caseNumber });
  await request.getByText('7 days left').waitFor();
  await request.getByRole('button', { name: 'Make her copy' }).click();
  await request.getByLabel('Her language').selectOption('ky');
  await expectAccessible(page);
  const copy = page.context().waitForEvent('page');
  await request.getByRole('link', { name: 'Open her copy' }).click();
  await (await copy).getByRole('heading', { name: 'Сиз жөнүндө эмне жазылган' }).waitFor();
  await (await copy).getByText(name).first().waitFor();
  await request.getByRole('button', { name: 'It was handed over: record the answer' }).click();
  await request.getByLabel('Done').check();
  await request.getByRole('button', { name: 'Save the answer' }).click();
  await headed(page, 'No requests', 2);
  await page.context().close();
});

it('gives a copy of the cases to who asked, once, when a second person approved', async () => {
  const { caseNumber } = await logged();
  const officer = await site.signedIn('police.osh');
  await open(officer, '/exports', 'Copies of cases');
  await officer.getByRole('button', { name: 'Ask for a copy' }).click();
  await officer.getByLabel('Reporting').check();
  await expectAccessible(officer);
  await officer.getByRole('button', { name: 'Ask for a copy' }).click();
  await officer.getByText('Waits for a second person of your organisation.').waitFor();

  const head = await site.signedIn('police.supervisor');
  await open(head, '/notices', 'Notices');
  await head.getByRole('link', { name: "Somebody wants a copy of your organisation's cases" }).click();
  await head.getByRole('button', { name: 'Approve' }).click();
  await head.getByRole('dialog').getByRole('button', { name: 'Approve' }).click();
  await head.getByText('Approved by police.supervisor').waitFor();
  await expectAccessible(head);
  await head.context().close();

  // it appears by itself
  await officer.getByRole('button', { name: 'Take the file' }).click();
  const file = officer.waitForEvent('download');
  await officer.getByRole('dialog').getByRole('button', { name: 'Take the file' }).click();
  expect(readFileSync(await (await file).path(), 'utf8')).toContain(caseNumber);
  await officer.getByText('Taken', { exact: true }).waitFor();
  await expectAccessible(officer);
  await officer.context().close();
});

it('prints for the person herself who opened her file and what she agreed to, in her language, without a name', async () => {
  const { caseId, caseNumber } = await logged();
  const { organisationId: shelter } = (await api.get('ngo.shelter-osh', '/me')).body;
  await done('police.osh', `/cases/${caseId}/consents`, {
    purpose: 'Referral',
    recipients: [shelter],
    fieldGroups: ['Contact', 'SafeContact'],
    language: 'tg',
    givenOn: daysAgo(0),
  });
  const page = await site.signedIn('police.osh', phone);
  await open(page, `/cases/${caseId}/sheet`, 'Sheet for the person herself');
  await page.getByLabel('Her language').selectOption('tg');
  const sheet = page.getByRole('region', { name: 'Кӣ парвандаи шуморо кушодааст' });
  await sheet.getByText('Osh City Police (demonstration)').first().waitFor();
  await sheet.getByText('Барои: Shelter Umut, Osh (demonstration)').waitFor();
  await sheet.getByText('чӣ гуна бо шумо бехатар тамос гирифтан мумкин аст').waitFor();
  expect(await sheet.textContent()).toContain(caseNumber);
  expect(await sheet.textContent()).not.toMatch(new RegExp(`${name}|police\\.osh`));
  await expectAccessible(page);

  await page.emulateMedia({ media: 'print' });
  expect(await sheet.isVisible()).toBe(true);
  for (const around of [
    page.getByRole('heading', { level: 1 }),
    page.getByLabel('Her language'),
    page.getByRole('banner'),
  ]) {
    expect(await around.isVisible()).toBe(false);
  }
  await page.emulateMedia({ media: 'screen' });
  await page.getByLabel('Print her name on it').check();
  await sheet.getByText(name).waitFor();
  await page.context().close();
});
