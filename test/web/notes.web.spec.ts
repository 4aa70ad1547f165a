import { randomUUID } from 'node:crypto';
import { closeSite, expectAccessible, openSite, tabTo, type Page, type Site } from '../support/browser.js';
import { comeTo } from './device.js';
import { Client, daysAgo } from '../support/system.js';

const [caseworker, manager] = ['ngo.shelter-osh', 'ngo.manager-osh'];
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

const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const press = async (page: Page, name: string | RegExp): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

it('writes a note on health that stays with those who may see her health, by the keyboard alone', async () => {
  const [caseId, referralId, consentId] = [randomUUID(), randomUUID(), randomUUID()];
  const { organisationId: to } = (await api.get(caseworker, '/me')).body;
  await done('police.osh', '/cases', {
    caseId,
    entryChannel: 'Police',
    identifiedOn: daysAgo(0),
    region: 'KG-GO',
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
  });
  const fieldGroups = ['Needs'];
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
  await done(caseworker, `/referrals/${referralId}/acceptance`, {});
  await done(caseworker, `/referrals/${referralId}/handover`, { on: daysAgo(0) });

  const page = await site.signedIn(caseworker);
  await comeTo(page, `/cases/${caseId}/notes`, 'Notes');
  await press(page, /^Write a note.*Notes on health$/);
  await page.getByRole('heading', { name: 'New note on health', level: 1 }).waitFor();
  await press(page, 'Save the note');
  await page.getByRole('alert').getByText('Fill this in').waitFor();
  await expectAccessible(page);
  await tabTo(page, /^Note/);
  await page.keyboard.type('Allergic to penicillin');
  await press(page, 'Save the note');
  await page.getByRole('heading', { name: 'Notes', level: 1 }).waitFor();
  await page.getByRole('region', { name: 'Notes on health' }).getByText('Allergic to penicillin').waitFor();
  await expectAccessible(page);
  const police = (await api.get('police.osh', `/cases/${caseId}`)).body;
  expect(JSON.stringify(police)).not.toContain('penicillin');
  await page.context().close();
});

describe('the key of the organisation', () => {
  const [first, second, third] = [
    'seven swallows over Sulaiman',
    'nine storks above the Ak-Buura',
    'four foxes at Uzgen',
  ];
  let page: Page;
  let path: string;
  let recoveryCode: string;
  beforeAll(async () => {
    const { organisationId } = (await api.get(manager, '/me')).body;
    path = `/organisations/${organisationId}/key`;
    ({ recoveryCode } = await done(manager, path, { passphrase: first, understood: true }));
    page = await site.signedIn(manager);
    await comeTo(page, '/organisation-key', 'Key of the organisation');
  });

  /** The part that opens under a word, and the form in it. */
  const opened = async (name: string) => {
    const part = page.locator('details', { has: page.locator('summary', { hasText: name }) });
    await part.locator('summary').press('Enter');
    return part.locator('form');
  };

  it('is opened again by the recovery code when its passphrase is forgotten', async () => {
    const form = await opened('Come in by the recovery code');
    const fill = async (code: string) => {
      await form.getByLabel('Recovery code').fill(code);
      await form.locator('#newPassphrase').fill(second);
      await form.getByLabel('The new passphrase again').fill(second);
      await form.getByRole('button', { name: 'Come in by the recovery code' }).click();
    };
    await fill('A'.repeat(recoveryCode.length));
    await form.getByRole('alert').first().waitFor();
    await expectAccessible(page);
    await fill(recoveryCode);
    await page.getByRole('group', { name: 'You open the key again.' }).waitFor();
    await expectAccessible(page);
    // nothing that was typed is left in a form
    expect(await page.locator('input[type=password]').count()).toBe(0);
    expect((await api.post(manager, `${path}/recovery-code`, { passphrase: first })).status).toBe(403);
  });

  it('lets a colleague in, is changed for a new pair, and gets another passphrase and code', async () => {
    await done(caseworker, `${path}/requests`, { passphrase: third });
    await comeTo(page, '/organisation-key', 'Key of the organisation');
    const letIn = await opened(`Let ${caseworker} in`);
    await letIn.getByLabel('Your passphrase').fill('not the right one');
    await letIn.getByRole('button').last().click();
    await letIn.getByRole('alert').first().waitFor();
    await letIn.getByLabel('Your passphrase').fill(second);
    await letIn.getByRole('button').last().click();
    await page.getByRole('group', { name: `${caseworker} opens the key now.` }).waitFor();

    await (await opened('Seal to a new pair from now on')).getByRole('button').click();
    await page.getByRole('group', { name: 'From now on a new pair is used.' }).waitFor();
    expect((await api.get(manager, path)).body).toMatchObject({
      pairs: 2,
      members: expect.arrayContaining([expect.objectContaining({ user: caseworker, holding: 'Opens' })]),
    });
    await expectAccessible(page);

    const change = await opened('Change your passphrase');
    await change.getByLabel('Your passphrase').fill(second);
    await change.locator('#newPassphrase').fill(first);
    await change.getByLabel('The new passphrase again').fill(first);
    await change.getByRole('button', { name: 'Change your passphrase' }).click();
    await page.getByRole('group', { name: 'Your passphrase is changed.' }).waitFor();

    const newCode = await opened('Make another recovery code');
    await newCode.getByLabel('Your passphrase').fill(first);
    await newCode.getByRole('button', { name: 'Make another recovery code' }).click();
    await page.getByRole('heading', { name: 'Write this code down' }).waitFor();
    await expectAccessible(page);
    await page.getByLabel('It is written down on paper.').check();
    await button(page, 'Continue').click();
    await page.getByRole('heading', { name: 'Key of the organisation', level: 1 }).waitFor();
    const old = await api.post(manager, `${path}/recovery`, { recoveryCode, newPassphrase: third });
    expect(old.status).toBe(403);
    await page.context().close();
  });
});
