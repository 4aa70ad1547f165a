import { randomUUID } from 'node:crypto';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
let client: Client;
let shelter: string;
beforeAll(async () => {
  site = await openSite();
  client = new Client(site.system);
  const { body } = await client.get('ngo.shelter-osh', '/session');
  shelter = body.organisationId;
});
afterAll(closeSite);

const today = daysAgo(0);

/** A woman whom the police logged and referred to an organisation. */
async function referred(to = shelter): Promise<{ caseId: string; caseNumber: string; referralId: string }> {
  const [caseId, referralId] = [randomUUID(), randomUUID()];
  const logged = await client.post('police.osh', '/cases', {
    caseId,
    entryChannel: 'Police',
    identifiedOn: today,
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
  });
  const consent = await client.post('police.osh', `/cases/${caseId}/consents`, {
    purpose: 'Referral',
    recipients: [to],
    fieldGroups: ['Needs'],
    language: 'ky',
    givenOn: today,
  });
  const sent = await client.post('police.osh', '/referrals', {
    referralId,
    caseId,
    to,
    services: ['Shelter'],
    fieldGroups: ['Needs'],
    basis: { consentId: consent.body.consentId },
  });
  expect([logged.status, consent.status, sent.status]).toEqual([201, 201, 201]);
  return { caseId, caseNumber: logged.body.caseNumber, referralId };
}

/** One who has arrived at the shelter. */
async function arrived(): Promise<{ caseId: string; caseNumber: string }> {
  const { caseId, caseNumber, referralId } = await referred();
  await client.post('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  await client.post('ngo.shelter-osh', `/referrals/${referralId}/handover`, { on: today });
  return { caseId, caseNumber };
}

async function openRehabilitation(page: Page, caseNumber: string): Promise<void> {
  await button(page, /^Arrived \(/).click();
  await page.getByRole('article', { name: caseNumber }).getByRole('link', { name: 'To the assistance' }).click();
  await link(page, 'Rehabilitation').click();
  await heading(page, 'Rehabilitation');
}

const link = (page: Page, name: string) => page.getByRole('link', { name, exact: true });
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const heading = (page: Page, name: string) => page.getByRole('heading', { name, level: 1 }).waitFor();
const panel = (page: Page, name: string) => page.getByRole('region', { name, exact: true });

/** Presses a button or follows a link by Tab and Enter, as somebody without a mouse does. */
async function press(page: Page, name: string | RegExp): Promise<void> {
  await tabTo(page, name, 120);
  await page.keyboard.press('Enter');
}

it('answers within two presses, on a telephone, while another one comes in', async () => {
  const first = await referred();
  const page = await site.signedIn('ngo.shelter-osh', phone);
  await heading(page, 'Referrals received');
  const one = page.getByRole('article', { name: first.caseNumber });
  await one.getByText('Adult (18 or older)').waitFor();
  await one.getByText('24 hours left').or(one.getByText('23 hours left')).waitFor();
  await expectAccessible(page);

  const second = await referred();
  await page.getByRole('article', { name: second.caseNumber }).waitFor();
  await button(page, 'Waiting for your answer (2)').waitFor();

  await button(page, `Decline ${second.caseNumber}`).click();
  await expectAccessible(page);
  await button(page, 'No room or no people').click();
  await page.getByText(`${second.caseNumber} is declined.`).waitFor();
  const declined = await client.get('police.osh', '/coordination/referrals?direction=out&state=Declined');
  expect(declined.body.items[0]).toMatchObject({ referralId: second.referralId, declineReason: 'NoCapacity' });

  await button(page, `Accept ${first.caseNumber}`).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await page.getByText(`${first.caseNumber} is accepted.`).waitFor();
  await page.getByText('Nothing waits for your answer').waitFor();
  await button(page, 'On the way (1)').click();
  await button(page, `Record the arrival ${first.caseNumber}`).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Record the arrival' }).click();
  await page.getByText('The arrival is recorded.').waitFor();
  await button(page, 'Arrived (1)').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('plans help and records it, by the keyboard alone', async () => {
  const { caseId, caseNumber } = await arrived();
  const page = await site.signedIn('ngo.shelter-osh');
  await press(page, /^Arrived \(/);
  await page.getByRole('article', { name: caseNumber }).getByRole('link', { name: 'To the assistance' }).focus();
  await page.keyboard.press('Enter');
  await heading(page, 'Assistance');
  await expectAccessible(page);

  await press(page, 'Make the plan');
  await heading(page, 'Plan of assistance');
  await press(page, 'Save the plan');
  await page.getByRole('alert').getByText('Choose all that apply').waitFor();
  await tabTo(page, 'Legal help');
  await page.keyboard.press('Space');
  await press(page, 'Add a goal');
  await page.getByLabel('Service').and(page.locator(':focus')).waitFor();
  // a letter chooses in a list
  await page.keyboard.type('Legal');
  await tabTo(page, /^What is to be reached/);
  await page.keyboard.type('The wages of the sewing shop');
  await expectAccessible(page);
  await press(page, 'Save the plan');
  await heading(page, 'Assistance');
  await panel(page, 'Planned').getByText('The wages of the sewing shop').waitFor();

  await press(page, 'Psychological help');
  await panel(page, 'Help that was given').getByText('Psychological help').waitFor();
  // it takes the focus
  await page.getByRole('group', { name: /Psychological help/ }).waitFor();
  await press(page, 'Given today: Legal help');
  await panel(page, 'Given').getByText('The wages of the sewing shop').waitFor();
  await expectAccessible(page);
  expect((await client.get('ngo.shelter-osh', `/cases/${caseId}`)).body.assistance).toMatchObject({
    needs: ['Legal'],
    goals: [{ service: 'Legal', description: 'The wages of the sewing shop' }],
    services: [
      { service: 'Psychological', deliveredOn: today },
      { service: 'Legal', deliveredOn: today },
    ],
  });
  await page.context().close();
});

it('restores rights as a board, by the keyboard alone', async () => {
  const { caseId, caseNumber } = await arrived();
  const page = await site.signedIn('ngo.shelter-osh');
  await openRehabilitation(page, caseNumber);
  await press(page, 'Make the plan');
  await heading(page, 'Plan of rehabilitation');
  await press(page, 'Add a goal');
  await page.getByLabel('Right').and(page.locator(':focus')).waitFor();
  await page.keyboard.type('Unpaid');
  await tabTo(page, /^What is to be reached/);
  await page.keyboard.type('Seven months');
  await press(page, 'Save the plan');
  await panel(page, 'Planned').getByText('Seven months').waitFor();
  await press(page, /Under way: Unpaid wages$/);
  await panel(page, 'Under way').getByText('Seven months').waitFor();
  // the focus went along with the goal
  await press(page, /Reached: Unpaid wages$/);
  await panel(page, 'Reached').getByText('Seven months').waitFor();
  await expectAccessible(page);
  expect((await client.get('ngo.shelter-osh', `/cases/${caseId}`)).body.rehabilitation.goals).toMatchObject([
    { right: 'UnpaidWages', status: 'Achieved' },
  ]);
  await page.context().close();
});

it('asks again how she is, and closes the case once its referral is completed', async () => {
  const { caseId, caseNumber } = await arrived();
  const page = await site.signedIn('ngo.shelter-osh', phone);
  await openRehabilitation(page, caseNumber);
  await expectAccessible(page);
  await link(page, 'Record a follow-up').click();
  await heading(page, 'Record a follow-up');
  await expectAccessible(page);
  await page.getByLabel('Stable').check();
  await button(page, 'In 1 month').click();
  await button(page, 'Save the follow-up').click();
  await panel(page, 'Follow-ups').getByText('Stable').waitFor();

  await button(page, 'Menu').click();
  await link(page, 'Follow-ups').click();
  await heading(page, 'Follow-ups');
  await button(page, 'All').click();
  await expectAccessible(page);
  await link(page, caseNumber).click();
  await heading(page, 'Record a follow-up');
  await link(page, 'Rehabilitation').click();

  await link(page, 'Close the case').click();
  await page.getByText('A referral is under way.').waitFor();
  await link(page, 'Rehabilitation').click();
  await link(page, 'Complete the referral').click();
  await heading(page, 'Complete the referral');
  await page.getByLabel('Successful', { exact: true }).check();
  await button(page, 'Complete the referral').click();
  await heading(page, 'Rehabilitation');
  await link(page, 'Close the case').click();
  await page.getByLabel('Lives a life of her own again').waitFor();
  await expectAccessible(page);
  await page.getByLabel('Lives a life of her own again').check();
  await button(page, 'Close the case').click();
  await page.getByText('The case is closed. Reopen it to record something.').waitFor();
  expect((await client.get('ngo.shelter-osh', `/cases/${caseId}`)).body).toMatchObject({
    stage: 'Closed',
    rehabilitation: { followUps: [{ situation: 'Stable' }] },
  });
  await page.context().close();
});

it('keeps help that was given without network, and sends it once', async () => {
  const { caseId, caseNumber, referralId } = await referred();
  await client.post('ngo.shelter-osh', `/referrals/${referralId}/acceptance`, {});
  const page = await site.signedIn('ngo.shelter-osh', phone);
  await button(page, /^On the way/).click();
  await page.getByRole('article', { name: caseNumber }).getByRole('link', { name: 'To the assistance' }).click();
  await heading(page, 'Assistance');
  await button(page, 'Shelter').waitFor();
  // what seals it is fetched while there is a network
  await page.waitForFunction(() =>
    performance.getEntriesByType('resource').some(({ name }) => name.includes('sealing')),
  );
  await page.context().setOffline(true);
  await button(page, 'Shelter').click();
  await page
    .getByText(/^Kept on this device until the network is back: Shelter/)
    .first()
    .waitFor();
  await page.getByText('1 entry waits to be sent').first().waitFor();
  await page.context().setOffline(false);
  await panel(page, 'Help that was given').getByText('Shelter', { exact: true }).waitFor({ timeout: 60_000 });
  const { body } = await client.get('ngo.shelter-osh', `/cases/${caseId}`);
  expect(body.assistance.services).toHaveLength(1);
  await page.context().close();
});

const passphrase = 'seven swallows over Sulaiman-Too';

it('makes the key of the organisation, and keeps the address of the shelter under it', async () => {
  const page = await site.signedIn('ngo.manager-osh');
  await page.getByRole('link', { name: 'Key of the organisation' }).click();
  await page.getByText('nobody can ever open what was sealed').waitFor();
  await expectAccessible(page);
  await button(page, 'Make the key').click();
  await page.getByRole('alert').getByText('At least 12 characters.').waitFor();
  await page.getByLabel('New passphrase', { exact: false }).first().fill(passphrase);
  await page.getByLabel('The new passphrase again').fill(passphrase);
  await page.getByLabel('I understand that nobody can help then.').check();
  await button(page, 'Make the key').click();
  await heading(page, 'Write this code down');
  await expectAccessible(page);
  await page.getByLabel('It is written down on paper.').check();
  await button(page, 'Continue').click();
  await panel(page, 'Who opens the key').getByText('Opens it').waitFor();
  await expectAccessible(page);

  await page.getByRole('link', { name: 'Address of the shelter' }).click();
  await page.getByLabel('Address', { exact: false }).last().fill('Behind the mill');
  await button(page, 'Save the address').click();
  await page.getByText('The address is saved.').first().waitFor();
  await page.getByLabel('Your passphrase').fill('not the right one');
  await button(page, 'Open the address').click();
  await page.getByRole('alert').waitFor();
  await page.getByLabel('Your passphrase').fill(passphrase);
  await button(page, 'Open the address').click();
  await page.getByText('Behind the mill').waitFor();
  await expectAccessible(page);

  const kept = await page.evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }));
  expect(kept).not.toContain(passphrase);
  await page.context().close();
});

it('writes a counselling note that only its own people open', async () => {
  const user = 'child.protection';
  const { organisationId } = (await client.get(user, '/session')).body;
  await client.post(user, `/organisations/${organisationId}/key`, { passphrase, understood: true });
  const { caseId, caseNumber, referralId } = await referred(organisationId);
  await client.post(user, `/referrals/${referralId}/acceptance`, {});
  const page = await site.signedIn(user);
  await button(page, /^On the way/).click();
  await page.getByRole('article', { name: caseNumber }).getByRole('link', { name: 'To the assistance' }).click();
  await page.getByRole('link', { name: 'Notes', exact: true }).click();
  await page.getByRole('link', { name: /^Write a note.*Counselling notes$/ }).click();
  await page.getByLabel('Note', { exact: false }).last().fill('Dreams of the cellar');
  await button(page, 'Save the note').click();
  await page.getByLabel('Your passphrase').fill(passphrase);
  await button(page, 'Open the notes').click();
  await page.getByText('Dreams of the cellar').waitFor();
  await expectAccessible(page);
  const file = await client.get(user, `/cases/${caseId}`);
  expect(JSON.stringify(file.body)).not.toContain('cellar');
  await page.context().close();
});
