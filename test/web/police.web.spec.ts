import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let api: Client;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
});
afterAll(closeSite);

const shelter = 'Shelter Umut, Osh (demonstration)';
const caseNumber = /KG-[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}/;

/** Opens a page from the menu, as on a telephone. */
async function open(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('navigation').getByRole('link', { name }).click();
}

const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};
const tick = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Space');
};
/** From its beginning on, where the bar covers nothing. */
const accessible = async (page: Page): Promise<void> => {
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);
};
const step = (page: Page, title: string) => page.getByRole('heading', { name: title, level: 2 }).waitFor();

it('logs, asks for consent, refers and sees the answer arrive, by the keyboard alone on a telephone', async () => {
  const page = await site.signedIn('police.osh', phone);
  await step(page, 'How she came to notice');
  await accessible(page);
  await press(page, 'Continue');
  await step(page, 'Who she is');
  await press(page, 'Continue');
  await page.getByRole('alert').getByText('Not answered yet: Age').waitFor();
  await accessible(page);
  await tick(page, 'Adult (18 or older)');
  await tick(page, 'Woman or girl');
  await tabTo(page, /^Citizenship/);
  await page.keyboard.type('Kyrg');
  await press(page, 'Continue');
  await step(page, 'What was done to her');
  await tick(page, 'Forced labour');
  await accessible(page);
  await press(page, 'Continue');
  await step(page, 'More about her');
  await tabTo(page, /^What she needs/);
  await page.keyboard.type('Insulin twice a day');
  await accessible(page);
  await press(page, 'Continue');
  await step(page, 'Her consent');
  await page.getByText('You do not have to talk to us.').waitFor();
  await tick(page, 'She agrees');
  await tick(page, shelter);
  await tick(page, 'How to reach her safely');
  await tick(page, 'What she needs');
  await accessible(page);
  await press(page, 'Continue');
  await step(page, 'Check your answers');
  await accessible(page);
  await press(page, 'Log the identification');

  const number = await page.getByText(caseNumber).textContent();
  await accessible(page);
  await press(page, 'Find a shelter');
  await page.getByText('She agreed to it').waitFor();
  await accessible(page);
  await press(page, `Refer her here: ${shelter}`);
  await step(page, 'What she needs there');
  await accessible(page);
  await press(page, 'Continue');
  // what she agreed to at first is what the referral rests on
  await page.getByRole('radio', { name: 'The consent that she gave' }).waitFor();
  expect(await page.getByRole('checkbox', { name: 'What she needs' }).isChecked()).toBe(true);
  await accessible(page);
  await press(page, 'Continue');
  await step(page, 'Check your answers');
  await press(page, 'Send the referral');

  const row = page.getByRole('region', { name: `${number}, ${shelter}` });
  await row.getByText('Waiting for an answer').waitFor();
  await accessible(page);
  const offered = await api.get('ngo.shelter-osh', '/coordination/referrals?direction=in&state=Sent');
  const [{ referralId }] = offered.body.items;
  expect((await api.post('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {})).status).toBe(200);
  await row.getByText('They take her. Bring her there').waitFor();
  await page
    .getByRole('status')
    .filter({ hasText: `${number}: Accepted.` })
    .waitFor({ state: 'attached' });
  await accessible(page);
  await page.context().close();
});

/** A case that police.osh has logged. */
async function logged(facts: object = {}): Promise<{ caseId: string; caseNumber: string }> {
  const { status, body } = await api.post('police.osh', '/cases', {
    entryChannel: 'Police',
    identifiedOn: daysAgo(0),
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['Unknown'],
    person: { name: 'Айпери Токтогулова' },
    ...facts,
  });
  expect(status).toBe(201);
  return body;
}

it('sees a decline, and another shelter is one tap away; recalls; confirms that she left', async () => {
  const { caseId, caseNumber: number } = await logged({ ageGroup: 'Child' });
  const [organisations, page] = [
    await api.get('police.osh', '/organisations'),
    await site.signedIn('police.osh', phone),
  ];
  const idOf = (name: string) =>
    organisations.body.items.find((one: { name: string }) => one.name === name).organisationId;
  const refer = async (to: string) => {
    const { body } = await api.post('police.osh', '/referrals', {
      caseId,
      to: idOf(to),
      services: ['Shelter'],
      basis: { legalBasis: 'Family Code, article 10' },
    });
    return body.referralId as string;
  };
  const declined = await refer(shelter);
  await open(page, 'Referrals sent');
  const row = page.getByRole('region', { name: `${number}, ${shelter}` });
  await row.getByText('Waiting for an answer').waitFor();
  await api.post('ngo.shelter-osh', `/referrals/${declined}/decline`, { reason: 'NoCapacity' });
  await row.getByText('Reason: No room or no people').waitFor();
  await accessible(page);
  await row.getByRole('link', { name: 'Choose another shelter' }).click();
  await page.getByRole('heading', { name: 'Find a shelter or other help' }).waitFor();
  await page.getByText('Answers you within about 1 hour').waitFor();

  const other = await refer('Child Protection Department (demonstration)');
  await open(page, 'Referrals sent');
  const second = page.getByRole('region', { name: `${number}, Child Protection Department` });
  await second.getByRole('button', { name: 'Recall' }).click();
  await page.getByRole('dialog').getByLabel('Reason').selectOption('SentInError');
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Recall' }).click();
  await second.getByText('Reason: Sent by mistake').waitFor();
  expect((await api.post('child.protection', `/referrals/${other}/acceptance`, {})).status).toBe(409);

  const third = await refer(shelter);
  await api.post('ngo.shelter-osh', `/referrals/${third}/acceptance`, {});
  await api.post('ngo.shelter-osh', `/referrals/${third}/handover`, { on: daysAgo(0) });
  await page.getByRole('button', { name: 'Confirm that she left' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm that she left' }).click();
  await page.getByRole('button', { name: 'Confirm that she left' }).first().waitFor({ state: 'hidden' });
  const { body } = await api.get('police.osh', `/coordination/referrals?caseId=${caseId}&handoverConfirmed=true`);
  expect(body.items).toHaveLength(1);
  await page.context().close();
});

it('finds a case by name, corrects it, gives it to a colleague and decides', async () => {
  const { caseNumber: number, caseId } = await logged();
  const page = await site.signedIn('police.osh', phone);
  await open(page, 'Find a case');
  await page.getByLabel('Name of the person', { exact: true }).last().fill('Ayperi Toktogulova');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.getByRole('link', { name: number }).waitFor();
  await accessible(page);

  const at = async (path: string, title: string) => {
    await page.evaluate((href) => sessionStorage.setItem('tirek.at', href), `/cases/${caseId}/${path}`);
    await page.reload();
    await page.getByRole('heading', { name: title, level: 1 }).waitFor();
  };
  await at('correct', 'Correct what was logged');
  await page.getByLabel('Region').selectOption('KG-O');
  await page.getByRole('checkbox', { name: 'Not known yet' }).uncheck();
  await page.getByRole('checkbox', { name: 'Servitude' }).check();
  await accessible(page);
  await page.getByRole('button', { name: 'Record the correction' }).click();
  await page.getByRole('heading', { name: number, level: 1 }).waitFor();

  await at('assign', 'Give the case to a colleague');
  await page.getByLabel('Who works on it from now on').selectOption('police.supervisor');
  await accessible(page);
  await page.getByRole('button', { name: 'Give the case' }).click();
  await page.getByRole('heading', { name: number, level: 1 }).waitFor();

  await at('decide', 'Decide on the status');
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByRole('alert').getByText('Not answered yet: What is decided').waitFor();
  await page.getByRole('radio', { name: 'Recognised as a victim of trafficking' }).check();
  await page.getByLabel('Under which rule').fill('2019-493');
  await page.getByLabel('Reasons').fill('Passport taken\nDebt without end');
  await accessible(page);
  await page.getByRole('button', { name: 'Record the decision' }).click();
  await page.getByRole('heading', { name: number, level: 1 }).waitFor();

  const { body } = await api.get('police.osh', `/cases/${caseId}`);
  expect(body).toMatchObject({
    status: 'ActualVictimOfTrafficking',
    assignee: 'police.supervisor',
    facts: { region: 'KG-O', exploitation: ['Servitude'] },
    person: { name: 'Айпери Токтогулова' },
    decisions: [{ decidingBody: 'InternalAffairs', reasons: ['Passport taken', 'Debt without end'] }],
  });
  await page.context().close();
});

it('counts an adult who does not want to be identified, without a trace of her', async () => {
  const page = await site.signedIn('police.osh', phone);
  await open(page, 'Notification without identity');
  await page.getByRole('radio', { name: 'Woman or girl' }).check();
  await page.getByRole('checkbox', { name: 'Forced begging' }).check();
  await accessible(page);
  await page.getByRole('button', { name: 'Record the notification' }).click();
  await page.getByText('It has no number').waitFor();
  await accessible(page);
  await page.context().close();
});

it('gives a second opinion on a referral without consent', async () => {
  const { caseId, caseNumber: number } = await logged();
  const [{ organisationId }] = (
    await api.get('police.osh', '/organisations?service=Shelter&region=KG-GO')
  ).body.items.filter(({ name }: { name: string }) => name === shelter);
  const sent = await api.post('police.osh', '/referrals', {
    caseId,
    to: organisationId,
    services: ['Shelter'],
    basis: { vitalInterest: 'Unconscious, followed by the man who sold her' },
  });
  expect(sent.status).toBe(201);
  const page = await site.signedIn('police.supervisor', phone);
  await open(page, 'Referrals sent');
  const awaited = page.getByRole('region', { name: number, exact: true });
  await awaited.getByRole('button', { name: 'It had to be' }).click();
  await accessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'It had to be' }).click();
  await awaited.waitFor({ state: 'hidden' });
  const { body } = await api.get('police.supervisor', `/cases/${caseId}`);
  expect(body.referrals).toMatchObject([{ secondOpinion: 'Agrees' }]);
  await page.context().close();
});
