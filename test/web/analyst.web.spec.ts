import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { Client, daysAgo } from '../support/system.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
beforeAll(async () => {
  const client = new Client(site.system);
  for (const [gender, citizenships] of [
    ['Feminine', ['KG']],
    ['Feminine', ['KG', 'TJ']],
    ['Masculine', ['TJ']],
  ]) {
    const logged = await client.post('police.osh', '/cases', {
      caseId: randomUUID(),
      entryChannel: 'Police',
      identifiedOn: daysAgo(1),
      region: 'KG-GO',
      ageGroup: 'Adult',
      gender,
      citizenships,
      exploitation: ['ForcedLabour'],
    });
    expect(logged.status).toBe(201);
  }
});
afterAll(closeSite);

/** The rows of the table as they are seen, one text a cell. */
const tableOf = (page: Page): Promise<string[][]> =>
  page
    .locator('main table tr')
    .evaluateAll((rows) =>
      rows.map((row) => [...row.querySelectorAll('th, td')].map((cell) => cell.textContent.trim())),
    );

/** The text of what is downloaded when a button is pressed. */
async function download(page: Page, name: string): Promise<string> {
  const [file] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name }).first().click()]);
  return readFileSync(await file.path(), 'utf8');
}

it('an analyst asks, has a figure explained, and takes a file that says the same as the table', async () => {
  const page = await site.signedIn('analyst');
  await page.getByRole('heading', { name: 'Statistics', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Download the picture (SVG)' }).waitFor();
  await expectAccessible(page);

  await page.getByLabel('By', { exact: true }).selectOption('citizenship');
  await page.getByLabel('And by').selectOption('gender');
  await page.getByRole('columnheader', { name: 'Woman or girl' }).waitFor();
  const table = await tableOf(page);
  expect(table).toEqual([
    ['Citizenship', 'Woman or girl', 'Man or boy', 'Total'],
    ['Kyrgyzstan', '2', '0', '2'],
    ['Tajikistan', '1', '1', '2'],
    ['Total', '2', '1', '3'],
  ]);
  // the picture says the same in words, and every bar in figures
  const picture = page.getByRole('img', { name: /Victims in total: 3/ });
  expect(await picture.locator('text').allTextContents()).toEqual(
    expect.arrayContaining(['Kyrgyzstan', '2', '1', '0']),
  );

  const csv = await download(page, 'Download the table (CSV)');
  const [about, lines] = csv.replace('\uFEFF', '').trimEnd().split('\r\n\r\n') as [string, string];
  expect(lines.split('\r\n').map((line) => line.split(','))).toEqual(table);
  expect(about).toContain('"Counts persons identified as presumed victims, each once');
  expect(about).toContain('invented people only');
  const knownAt = /^knownAt,(\S+)$/m.exec(about)![1]!;
  expect(Math.abs(Date.parse(knownAt) - Date.now())).toBeLessThan(60_000);
  const address = /^API,"?\/api\/v1(\/statistics[^"\s]+)/m.exec(about)![1]!;
  const asked = await new Client(site.system).get('analyst', address);
  expect(asked.body).toMatchObject({ unit: 'victim', knownAt });
  expect(asked.body.cells).toContainEqual({ citizenship: 'TJ', gender: 'Masculine', count: 1 });

  const svg = await download(page, 'Download the picture (SVG)');
  for (const said of ['Kyrgyzstan', 'As known on', 'invented people only']) expect(svg).toContain(said);
  expect(svg).not.toContain('var(--');
  await page.context().close();
});

it('a figure is explained by the keyboard alone, and compared with what was known before', async () => {
  const page = await site.signedIn('analyst', phone);
  await page.getByRole('heading', { name: 'Statistics', level: 1 }).waitFor();
  await tabTo(page, 'By');
  await page.keyboard.type('Gender');
  await page.getByRole('rowheader', { name: 'Man or boy' }).waitFor();
  await tabTo(page, '1');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Man or boy' });
  await dialog.waitFor();
  const explained = await dialog.innerText();
  for (const part of [
    'Victims',
    'each once',
    'Man or boy (Masculine)',
    'All time',
    'The cases of this register',
    'GET /api/v1/statistics?unit=victim&groupBy=gender&knownAt=',
    'A small number',
  ]) {
    expect(explained).toContain(part);
  }
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  expect(await page.locator(':focus').textContent()).toBe('1');

  await page.getByLabel('Compare with what was known on').fill(daysAgo(2));
  await page.getByRole('cell', { name: '+3' }).waitFor();
  expect((await tableOf(page)).slice(1)).toEqual([
    ['Woman or girl', '0', '2', '+2'],
    ['Man or boy', '0', '1', '+1'],
    ['Total', '0', '3', '+3'],
  ]);
  // from the top: what is half under the bar is no small target
  await page.evaluate(() => scrollTo(0, 0));
  await expectAccessible(page);
  // no page is wider than a telephone
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
  await page.context().close();
});

it('the way through the mechanism and the caseload are seen by who watches over them, in Tajik too', async () => {
  const page = await site.signedIn('rapporteur');
  await page.getByRole('link', { name: 'Coordination' }).click();
  await page.getByRole('rowheader', { name: 'Identified' }).waitFor();
  await page.getByText('No referral was sent in this period').waitFor();
  await page.getByRole('rowheader', { name: 'Osh (city)' }).waitFor();
  await expectAccessible(page);
  const csv = await download(page, 'Download the table (CSV)');
  expect(csv).toContain('Stage,Came so far,Went on,Still here,Left here\r\nIdentified,3,0,3,0\r\n');
  expect(csv).toContain('API,/api/v1/coordination/flows');
  await page.getByRole('link', { name: 'Caseload in figures' }).click();
  await page.getByRole('button', { name: '3' }).first().click();
  await page.getByText('GET /api/v1/caseload/summary?by=stage').waitFor();
  await expectAccessible(page);
  await page.keyboard.press('Escape');
  await page.getByLabel('Language').selectOption('tg');
  await page.getByRole('heading', { name: 'Парвандаҳо бо рақамҳо', level: 1 }).waitFor();
  await expectAccessible(page);
  await page.context().close();
});
