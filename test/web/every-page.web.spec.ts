// Every page in every role, as the application itself lists them: as narrow as a window is at a zoom of 400 %, each role in
// one of the languages, in light or in dark. Wide windows and each other language are looked at by the journeys.
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { accessibilityFaults, closeSite, errorsOf, openSite, type Page, type Site } from '../support/browser.js';
import { columns, rows } from '../support/htcds.js';
import { Journey } from '../support/journey.js';
import { Client, daysAgo, tirek } from '../support/system.js';

const people = [
  ['police.osh', 'police-officer', 'ky', 'light'],
  ['police.supervisor', 'police-supervisor', 'ru', 'dark'],
  ['ngo.shelter-osh', 'ngo-caseworker', 'ky', 'dark'],
  ['ngo.manager-osh', 'ngo-manager', 'tg', 'light'],
  ['prosecutor.osh', 'prosecutor', 'ru', 'dark'],
  ['commission.osh', 'commission-member', 'tg', 'light'],
  ['consul', 'consular-officer', 'en', 'light'],
  ['labour', 'labour-inspector', 'ru', 'light'],
  ['child.protection', 'child-protection-officer', 'tg', 'dark'],
  ['rapporteur', 'rapporteur', 'ky', 'light'],
  ['analyst', 'analyst', 'en', 'dark'],
  ['dpo', 'data-protection-officer', 'ru', 'dark'],
  ['admin', 'administrator', 'tg', 'light'],
] as const;

/** So long may it take to look at all pages of a role on a busy machine, in ms. */
const manyPages = 600_000;

/** A window of 1280 px at a zoom of 400 %. */
const narrow = { width: 320, height: 256 };

/** Nobody gave them a part in the case. */
const strangers: readonly string[] = ['consul', 'labour', 'child.protection'];

let site: Site;
let addresses: readonly { readonly path: string; readonly roles: readonly string[] | 'everybody' }[];
/** What stands for the parameters of an address. */
let known: Readonly<Record<string, string>>;
let closedCaseId: string;

beforeAll(async () => {
  site = await openSite();
  const listed = await promisify(execFile)(process.execPath, [join(import.meta.dirname, '../support/web-pages.mjs')]);
  addresses = JSON.parse(listed.stdout);
  const api = new Client(site.system, 10_000);
  // each token is printed by a process of its own
  await Promise.all(people.map(([user]) => api.get(user, '/me')));
  const [open, closed] = [new Journey(api), new Journey(api)];
  for (const [, take] of Journey.steps) await take(closed);
  for (const [, take] of Journey.steps.slice(0, -1)) await take(open);
  closedCaseId = closed.caseId;
  const seen = (await open.seenBy('police.osh')).body;
  const { organisationId } = (await api.get('ngo.shelter-osh', '/me')).body;
  // one that waits for an answer, beside those that had one
  const [caseId, consentId] = [randomUUID(), randomUUID()];
  const { person: _, ...intake } = open.intake;
  await api.post('police.osh', '/cases', { ...intake, caseId });
  const fieldGroups = ['Needs'];
  await api.post('police.osh', `/cases/${caseId}/consents`, {
    consentId,
    purpose: 'Referral',
    recipients: [organisationId],
    fieldGroups,
    language: 'ky',
    givenOn: daysAgo(0),
  });
  const sent = { caseId, to: organisationId, services: ['Shelter'], fieldGroups, basis: { consentId } };
  expect((await api.post('police.osh', '/referrals', sent)).status).toBe(201);
  const file = join(site.system.home, 'cases.csv');
  writeFileSync(file, [columns, ...rows].map((row) => `${row}\n`).join(''));
  await tirek(site.system.home, 'import', file);
  const { importId } = (await api.get('admin', '/imports')).body.items[0];
  known = {
    caseId: open.caseId,
    caseNumber: seen.caseNumber,
    consentId: seen.consents[0].consentId,
    referralId: seen.referrals.at(-1).referralId,
    proceedingId: seen.proceedings[0].proceedingId,
    organisationId,
    service: 'Shelter',
    importId,
    name: 'caseload',
  };
}, manyPages);
afterAll(closeSite);

function addressOf(path: string): string {
  return path.replaceAll(/\$(\w+)/g, (_, name: string) => {
    const value = path.endsWith('/reopening') && name === 'caseId' ? closedCaseId : known[name];
    if (value === undefined) throw new Error(`${path}: what ${name} is has to be said here`);
    return value;
  });
}

/** Waits until everything that a page shows has arrived. */
const arrived = (page: Page) =>
  page.waitForFunction(() => document.querySelector('main h1') && !document.querySelector('[aria-busy="true"]'));

/** What is wrong with what a page shows now; expected to be nothing. */
async function faultsOf(page: Page): Promise<readonly string[]> {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth);
  return [
    ...(await accessibilityFaults(page)),
    ...(wide > narrow.width ? [`${wide} px wide`] : []),
    ...errorsOf(page).map((error) => `error: ${error}`),
  ];
}

it.each(people)(
  'has no fault on any page of %s (%s, in %s, %s)',
  async (user, role, language, colorScheme) => {
    const page = await site.signedIn(user, { viewport: narrow, colorScheme, reducedMotion: 'reduce' });
    await page.evaluate((tag) => localStorage.setItem('tirek.language', tag), language);
    const theirs = addresses
      .filter(({ roles }) => roles === 'everybody' || roles.includes(role))
      // who has no part in a case is told so on each of its pages in the same words
      .filter(({ path }) => !strangers.includes(user) || !path.includes('$caseId/'));
    expect(theirs.length).toBeGreaterThan(3);
    const found: string[] = [];
    for (const { path } of theirs) {
      await page.goto(site.origin + addressOf(path));
      await arrived(page);
      expect(await page.evaluate(() => document.documentElement.lang)).toBe(language);
      for (const fault of await faultsOf(page)) found.push(`${path}: ${fault}`);
    }
    await page.context().close();
    expect(found).toEqual([]);
  },
  manyPages,
);
