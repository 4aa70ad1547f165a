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

async function done(user: string, path: string, body: object) {
  const answer = await api.post(user, path, body);
  expect([path, answer.status < 300]).toEqual([path, true]);
  return answer.body;
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const write = async (page: Page, name: RegExp, text: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.type(text);
};

const identified = () =>
  done('police.osh', '/cases', {
    caseId: randomUUID(),
    entryChannel: 'Police',
    identifiedOn: daysAgo(1),
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
  });

/** A case with a proceeding at the office. */
async function prosecuted() {
  const { caseId } = await identified();
  const { organisationId } = (await api.get('prosecutor.osh', '/me')).body;
  const { proceedingId } = await done('police.osh', `/cases/${caseId}/proceedings`, {
    office: organisationId,
    registerNumber: '05-2026-115',
    registeredOn: daysAgo(1),
    articles: ['166'],
  });
  return { caseId, proceedingId };
}

/** She is brought to a shelter, which helps her. */
async function help(caseId: string): Promise<void> {
  const { organisationId: to } = (await api.get('ngo.shelter-osh', '/me')).body;
  const fieldGroups = ['Needs'];
  const { consentId } = await done('police.osh', `/cases/${caseId}/consents`, {
    purpose: 'Referral',
    recipients: [to],
    fieldGroups,
    language: 'ky',
    givenOn: daysAgo(0),
  });
  const referral = { caseId, to, services: ['Shelter'], fieldGroups, basis: { consentId } };
  const { referralId } = await done('police.osh', '/referrals', referral);
  await done('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  await done('ngo.shelter-osh', `/referrals/${referralId}/handover`, { on: daysAgo(0) });
  const service = { service: 'Psychological', deliveredOn: daysAgo(0) };
  await done('ngo.shelter-osh', `/cases/${caseId}/services`, service);
}

it('follows a proceeding from the police to its end and its reopening, by the keyboard alone', async () => {
  const { caseId, caseNumber } = await identified();
  const office = await site.signedIn('prosecutor.osh');
  await office.getByRole('heading', { name: 'Nothing here yet' }).waitFor();
  await expectAccessible(office);

  const police = await site.signedIn('police.osh', phone);
  await police.goto(`${site.origin}/cases/${caseId}/proceedings/new`);
  await police.getByRole('heading', { name: 'Register a criminal proceeding' }).waitFor();
  await expectAccessible(police);
  await press(police, 'Register the proceeding');
  await police.getByRole('alert').getByText('Choose an article').waitFor();
  await expectAccessible(police);
  await write(police, /^Number in the register of crimes/, '05-2026-114');
  await tabTo(police, 'Article 166: Trafficking in persons');
  await police.keyboard.press('Space');
  await write(police, /^Other articles/, '131, robbery');
  await press(police, 'Register the proceeding');
  await police.getByRole('alert').getByText('Write only numbers of articles').waitFor();
  await tabTo(police, /^Other articles/);
  await police.keyboard.press('ControlOrMeta+A');
  await police.keyboard.type('131');
  await press(police, 'Register the proceeding');
  await police.getByRole('heading', { name: 'Criminal proceeding', level: 1, exact: true }).waitFor();
  await police.getByText('05-2026-114').waitFor();
  await police.getByText('Article 131').waitFor();
  await expectAccessible(police);

  // it appears at the office by itself
  await office.getByText('Article 166: Trafficking in persons; Article 131').waitFor();
  await expectAccessible(office);
  await press(office, caseNumber);
  await office.getByText('No help recorded yet').waitFor();
  await office.getByText('05-2026-114').waitFor();
  await expectAccessible(office);

  // that she is helped is told, not how
  await help(caseId);
  await office.getByText(/^Is helped since/).waitFor();
  expect(await office.getByRole('main').innerText()).not.toMatch(/Psychological|Shelter/);

  // a charge leaves trafficking: the office is told by a notice, and sees which article it was
  await press(police, 'Requalify a charge');
  await police.getByRole('heading', { name: 'Requalify a charge', level: 1 }).waitFor();
  await expectAccessible(police);
  await press(police, 'Record the new article');
  for (const wrong of ['Fill this in', 'A charge is requalified on a ground: write it down.']) {
    await police.getByRole('alert').getByText(wrong).first().waitFor();
  }
  await expectAccessible(police);
  await tabTo(police, 'Article 166: Trafficking in persons');
  await police.keyboard.press('Space');
  await tabTo(police, /^Article 167/);
  await police.keyboard.press('ArrowUp');
  await write(police, /^Number of the article/, '166');
  await write(police, /^Ground/, 'Nobody was recruited');
  await press(police, 'Record the new article');
  await police.getByRole('alert').getByText('This is the present article: choose another one.').waitFor();
  await tabTo(police, /^Number of the article/);
  await police.keyboard.press('ControlOrMeta+A');
  await police.keyboard.type('170-1');
  await police.getByText(/^With this the charge is no longer trafficking in persons/).waitFor();
  await expectAccessible(police);
  await press(police, 'Record the new article');
  await police.getByRole('heading', { name: 'Criminal proceeding', level: 1, exact: true }).waitFor();
  await expectAccessible(police);
  const stages = office.getByRole('region', { name: 'History' }).getByRole('listitem');
  await office.getByText('Article 166 changed to article 170-1').waitFor();
  expect(await stages.first().innerText()).toMatch(/Ground: Nobody was recruited[^]+No longer trafficking/);
  expect(await office.getByRole('region', { name: 'What it is about' }).innerText()).not.toContain('166');
  await expectAccessible(office);
  await press(office, 'Notices');
  await office.getByRole('heading', { name: 'Notices', level: 1 }).waitFor();
  await expectAccessible(office);
  await press(office, 'A charge was requalified');
  await office.getByText('Article 166 changed to article 170-1').waitFor();

  // without a ground nothing is dismissed
  await tabTo(office, 'Investigation');
  await office.keyboard.press('ArrowDown');
  await office.keyboard.press('ArrowDown');
  await press(office, 'Record the stage');
  await office.getByRole('alert').getByText('A proceeding is dismissed or suspended on a ground').waitFor();
  await expectAccessible(office);
  expect(await stages.count()).toBe(2);
  await write(office, /^Ground/, 'Article 27, part 1');
  await press(office, 'Record the stage');
  await office.getByRole('group', { name: 'Recorded: Dismissed' }).waitFor();
  expect(await stages.first().innerText()).toMatch(/Dismissed[^]+Ground: Article 27, part 1[^]+Now/);
  await expectAccessible(office);

  // the police see it come, and nothing but reopening follows
  await police.getByText('Ground: Article 27, part 1').waitFor();
  expect(await office.getByRole('radio').count()).toBe(1);
  await tabTo(office, 'Reopened');
  await office.keyboard.press('Space');
  await press(office, 'Record the stage');
  await office.getByRole('group', { name: 'Recorded: Reopened' }).waitFor();
  await press(office, 'Criminal proceedings');
  await office.getByRole('heading', { name: 'Criminal proceedings', level: 1 }).waitFor();
  await office.getByText('Was dismissed').waitFor();
  await office.getByText('No longer trafficking').waitFor();
  await office.getByText('Article 170-1; Article 131').waitFor();
  await office.getByLabel('Stage', { exact: true }).selectOption('Trial');
  await office.getByRole('heading', { name: 'Nothing found' }).waitFor();
  await expectAccessible(office);
  await Promise.all([office, police].map((page) => page.context().close()));
});

it('never overwrites: a stage that somebody else recorded meanwhile is shown with the own one', async () => {
  const { caseId, proceedingId } = await prosecuted();
  const page = await site.signedIn('prosecutor.osh');
  await page.goto(`${site.origin}/cases/${caseId}/proceedings/${proceedingId}`);
  await page.getByRole('radio', { name: 'Investigation' }).check();
  await done('police.osh', `/proceedings/${proceedingId}/stages`, { stage: 'SentToCourt', on: daysAgo(0) });
  await page.getByRole('region', { name: 'History' }).getByText('Sent to court').waitFor();
  await page.getByRole('button', { name: 'Record the stage' }).click();
  await page.getByRole('heading', { name: 'Waiting to be sent', level: 1 }).waitFor();
  await page.getByText(/^The criminal proceeding moved/).waitFor();
  await page.getByText('Investigation').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('never overwrites: a charge that somebody else requalified meanwhile is shown with the own change', async () => {
  const { caseId, proceedingId } = await prosecuted();
  const page = await site.signedIn('prosecutor.osh');
  await page.goto(`${site.origin}/cases/${caseId}/proceedings/${proceedingId}/requalify`);
  await page.getByRole('radio', { name: /^Article 170/ }).check();
  await page.getByLabel(/^Ground/).fill('Expert opinion 12');
  await done('police.osh', `/proceedings/${proceedingId}/requalifications`, {
    from: '166',
    to: '159',
    on: daysAgo(0),
    ground: 'Expert opinion 11',
  });
  await page.getByRole('button', { name: 'Record the new article' }).click();
  await page.getByRole('heading', { name: 'Waiting to be sent', level: 1 }).waitFor();
  await page.getByText('Article 166 changed to article 159').waitFor();
  await page.getByText('Expert opinion 12').waitFor();
  await expectAccessible(page);
  await page.context().close();
});
