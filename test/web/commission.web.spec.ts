import { randomUUID } from 'node:crypto';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let api: Client;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
});
afterAll(closeSite);

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const write = async (page: Page, name: RegExp, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.type(text);
};

async function logged(region: string): Promise<{ caseId: string; caseNumber: string }> {
  const caseId = randomUUID();
  const { status, body } = await api.post('police.osh', '/cases', {
    caseId,
    entryChannel: 'Police',
    identifiedOn: daysAgo(1),
    region,
    ageGroup: 'Child',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
    person: { name: 'Бурулай Асанова' },
  });
  expect(status).toBe(201);
  return { caseId, caseNumber: body.caseNumber as string };
}

it('decides on what it may know, and reconsiders, by the keyboard alone', async () => {
  const page = await site.signedIn('commission.osh');
  await page.getByRole('heading', { name: 'No case awaits a decision' }).waitFor();
  await expectAccessible(page);
  const elsewhere = await logged('KG-B');
  const { caseId, caseNumber } = await logged('KG-GO');
  await page.getByRole('button', { name: 'Awaiting a decision (1)' }).waitFor();
  await page.getByText('Child or age unknown').waitFor();
  expect(await page.getByText(elsewhere.caseNumber).count()).toBe(0);
  await expectAccessible(page);

  await press(page, caseNumber);
  await page.getByRole('heading', { name: 'Decide on the status', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'Facts' }).getByText('Forced labour').waitFor();
  expect(await page.getByRole('main').innerText()).not.toContain('Асанова');
  await expectAccessible(page);
  await press(page, 'Record the decision');
  await page.getByRole('alert').waitFor();
  await expectAccessible(page);
  await tabTo(page, 'Presumed victim of trafficking');
  await page.keyboard.press('ArrowDown');
  await write(page, /^Under which rule/, '2019-493');
  await write(page, /^Reasons/, 'She was held, and her passport was taken');
  await press(page, 'Record the decision');
  await page.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  await page.getByText('The status was decided: Recognised as a victim of trafficking').waitFor();

  await press(page, 'Commission');
  await press(page, 'Decided (1)');
  await page.getByRole('link', { name: caseNumber }).waitFor();
  await expectAccessible(page);
  await page.getByLabel('Outcome').selectOption('Withdrawn');
  await page.getByRole('heading', { name: 'No case with this outcome' }).waitFor();

  // on a telephone: what was decided before stays
  const again = await site.signedIn('commission.osh', phone);
  await again.goto(`${site.origin}/cases/${caseId}/decide`);
  await again.getByText('What you record now is a reconsideration').waitFor();
  await expectAccessible(again);
  await again.getByRole('radio', { name: 'Withdrawn' }).check();
  await again.getByLabel(/^Reasons/).fill('New facts');
  await again.getByRole('button', { name: 'Record the decision' }).click();
  await again.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  const decisions = again.getByRole('region', { name: 'Decisions on the status' }).getByRole('listitem');
  expect(await decisions.allInnerTexts()).toEqual([
    expect.stringContaining('Withdrawn'),
    expect.stringContaining('She was held, and her passport was taken'),
  ]);
  // and the list of the colleague follows
  await page.getByRole('link', { name: caseNumber }).waitFor();
  await Promise.all([page, again].map((one) => one.context().close()));
});
