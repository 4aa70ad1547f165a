import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Content } from '../../apps/web/offline/entry.js';
import { closeSite, expectAccessible, openSite, tabTo, type Page, type Site } from '../support/browser.js';
import { ask, comeTo, leave, newCase, read, readyForOffline } from './device.js';
import { Client, daysAgo } from '../support/system.js';

const [officer, colleague] = ['police.osh', 'police.supervisor'];
let site: Site;
let api: Client;
let page: Page;
beforeAll(async () => {
  site = await openSite();
  api = new Client(site.system, 10_000);
  page = await site.signedIn(officer);
  await Promise.all([officer, colleague].map((user) => api.get(user, '/me')));
});
afterAll(closeSite);

async function done(user: string, path: string, body: unknown): Promise<void> {
  const { status } = await api.post(user, path, body);
  expect([path, status]).toEqual([path, 201]);
}

/** A case that the officer has logged. */
async function logged(): Promise<string> {
  const { caseId, entry } = newCase();
  await done(officer, '/cases', entry.body);
  return caseId;
}

const seen = async (caseId: string) => (await api.get(officer, `/cases/${caseId}`)).body;
const timesOf = async (caseId: string, type: string): Promise<number> =>
  (await seen(caseId)).timeline.filter((entry: { type: string }) => entry.type === type).length;
/** A correction of her gender, upon a revision of the case. */
const correction = (caseId: string, ifMatch: string): Partial<Content> => ({
  path: `/cases/${caseId}/corrections`,
  body: { gender: 'NonConforming' },
  ifMatch,
  kind: 'kind.correction',
  summary: [{ label: 'Gender', value: 'Non-conforming', before: 'Woman', field: 'gender', list: 'gender' }],
});

const entryPanel = (name: string) => page.getByRole('region', { name, exact: true });
const caseNumber = /^KG-/;
const press = async (name: string): Promise<void> => {
  await tabTo(page, name);
  await page.keyboard.press('Enter');
};

/** Fills the decision in, without a mouse. */
async function fillDecision(status: string): Promise<void> {
  await tabTo(page, status);
  await page.keyboard.press('Space');
  await tabTo(page, /^Under which rule/);
  await page.keyboard.type('2019-493');
  await tabTo(page, /^Reasons/);
  await page.keyboard.type('Passport taken');
}

it('asks again about a decision only when what it rests on has changed, by the keyboard alone', async () => {
  const caseId = await logged();
  await comeTo(page, `/cases/${caseId}/decide`, 'Decide on the status');
  await done(colleague, `/cases/${caseId}/assignments`, { assignee: colleague });
  await fillDecision('Presumed victim of trafficking');
  await press('Record the decision');
  await page.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  expect(await timesOf(caseId, 'StatusDecided')).toBe(1);

  await comeTo(page, `/cases/${caseId}/decide`, 'Decide on the status');
  await fillDecision('Recognised as a victim of trafficking');
  await done(colleague, `/cases/${caseId}/corrections`, { gender: 'Masculine' });
  await press('Record the decision');
  const panel = entryPanel('Decision on the status');
  await panel.getByText('Nothing was overwritten. Look at both, then decide.').waitFor();
  // in full words: which field, and by whom
  await panel.getByText('Corrected: Gender').waitFor();
  await panel.getByText(/police\.supervisor/).waitFor();
  await expectAccessible(page);
  expect(await timesOf(caseId, 'StatusDecided')).toBe(1);
  await press('Send mine all the same');
  await page.getByRole('dialog').waitFor();
  await press('Send mine all the same');
  await page.getByText('Nothing waits here').waitFor();
  expect(await seen(caseId)).toMatchObject({ status: 'ActualVictimOfTrafficking', facts: { gender: 'Masculine' } });
});

it('never takes back what a colleague corrected while a correction lay begun', async () => {
  const caseId = await logged();
  await comeTo(page, `/cases/${caseId}/correct`, 'Correct what was logged');
  await page.getByLabel('Region').selectOption('KG-O');
  while ((await page.evaluate(read, 'drafts')).length === 0) await sleep(100);
  await comeTo(page, '/cases', 'Cases');
  await done(colleague, `/cases/${caseId}/corrections`, { gender: 'Masculine' });

  await comeTo(page, `/cases/${caseId}/correct`, 'Correct what was logged');
  await page.getByText('We kept what you had typed.').waitFor();
  await page.getByRole('button', { name: 'Record the correction' }).click();
  const panel = entryPanel('Correction');
  await panel.getByText('Corrected: Gender').waitFor();
  // only what she changed is hers
  await panel.getByRole('heading', { name: 'Region' }).waitFor();
  expect(await panel.getByRole('heading', { name: 'Gender' }).count()).toBe(0);
  await panel.getByRole('button', { name: 'Change it first' }).click();
  await page.getByText('We kept what you had typed.').waitFor();
  await page.getByRole('button', { name: 'Record the correction' }).click();
  await page.getByRole('heading', { name: caseNumber, level: 1 }).waitFor();
  expect((await seen(caseId)).facts).toMatchObject({ gender: 'Masculine', region: 'KG-O' });
});

it('overwrites nothing: both versions are shown, and whoever wrote one decides', async () => {
  await readyForOffline(page);
  const caseId = await logged();
  const { etag } = await ask(page, `/cases/${caseId}`);
  await page.context().setOffline(true);
  await leave(page, caseId, correction(caseId, etag));
  await done(colleague, `/cases/${caseId}/corrections`, { gender: 'Masculine' });
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '1 entry needs your decision' }).click();
  const panel = entryPanel('Correction');
  await panel.getByText('Non-conforming').waitFor();
  await panel.getByText('Man or boy').waitFor();
  await panel.getByText(/police\.supervisor/).waitFor();
  await expectAccessible(page);
  expect((await seen(caseId)).facts.gender).toBe('Masculine');

  await panel.getByRole('button', { name: 'Send mine all the same' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send mine all the same' }).click();
  await page.getByText('Nothing waits here').waitFor();
  expect((await seen(caseId)).facts.gender).toBe('NonConforming');
  expect(await timesOf(caseId, 'IdentificationCorrected')).toBe(2);

  // and the other way: the own version is given up
  await leave(page, caseId, correction(caseId, etag));
  await page.getByRole('button', { name: 'Discard mine' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it for good' }).click();
  await page.getByText('Nothing waits here').waitFor();
  expect(await timesOf(caseId, 'IdentificationCorrected')).toBe(2);
});

describe('an identification that was refused', () => {
  it('is not logged again for the sake of its consent: only that is asked about, in its own form', async () => {
    const { caseId, entry } = newCase();
    const [shelter] = (await api.get(officer, '/organisations?service=Shelter&region=KG-GO')).body.items;
    const given = {
      consentId: randomUUID(),
      agrees: 'Given',
      recipients: [],
      fieldGroups: ['Needs'],
      language: 'ky',
      form: 'Oral',
      purpose: 'Referral',
      givenOn: daysAgo(0),
    };
    const { consentId, purpose, recipients, fieldGroups, language, form, givenOn } = given;
    await leave(page, caseId, {
      ...entry,
      followedBy: [
        {
          path: `/cases/${caseId}/consents`,
          // to nobody: the API refuses it
          body: { consentId, purpose, recipients, fieldGroups, language, form, givenOn },
          idempotencyKey: consentId,
          kind: 'kind.consent',
          summary: [{ label: 'Does she agree?', value: 'She agrees' }],
          form: {
            address: `/cases/${caseId}/consents/new`,
            draft: `consent ${caseId}`,
            typed: { values: given, initial: given },
          },
        },
      ],
    });
    await page.getByRole('link', { name: '1 entry needs your decision' }).click();
    const panel = entryPanel('Consent');
    await panel.getByText('Not accepted').waitFor();
    await expectAccessible(page);
    expect(await entryPanel('Identification of a presumed victim').count()).toBe(0);
    await panel.getByRole('button', { name: 'Change it first' }).click();
    await page.getByRole('heading', { name: 'Record a consent', level: 1 }).waitFor();
    await page.getByText('We kept what you had typed.').waitFor();
    await page.getByRole('button', { name: 'Show organisations elsewhere' }).click();
    await page.getByRole('checkbox', { name: shelter.name }).check();
    await page.getByRole('button', { name: 'Record the consent' }).click();
    await page.getByText('The consent is recorded').first().waitFor({ state: 'attached' });
    expect(await timesOf(caseId, 'IdentificationLogged')).toBe(1);
    expect((await seen(caseId)).consents).toMatchObject([{ recipients: [shelter.organisationId] }]);
    expect(await page.evaluate(read, 'outbox')).toEqual([]);
  });

  it('is not offered to be changed where the case is there already, and leads to it', async () => {
    const { caseId, entry } = newCase();
    await done(officer, '/cases', entry.body);
    const typed = { values: entry.body, initial: entry.body };
    await leave(page, caseId, { ...entry, form: { address: '/identify', draft: 'identify', typed } });
    await page.getByRole('link', { name: '1 entry needs your decision' }).click();
    const panel = entryPanel('Identification of a presumed victim');
    await panel.getByRole('link', { name: 'Open the case' }).waitFor();
    expect(await panel.getByRole('button', { name: 'Change it first' }).count()).toBe(0);
    await panel.getByRole('button', { name: 'Delete' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Delete it for good' }).click();
    await page.getByText('Nothing waits here').waitFor();
    expect(await timesOf(caseId, 'IdentificationLogged')).toBe(1);
  });
});
