import { closeSite, expectAccessible, openSite, phone, tabTo, type Page, type Site } from '../support/browser.js';
import { columns, rows } from '../support/htcds.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { name, level: 1 }).waitFor();

const file = (name: string, lines: readonly string[]) => ({
  name,
  mimeType: 'text/csv',
  buffer: Buffer.from(lines.map((line) => `${line}\n`).join('')),
});

it('registers an organisation by the keyboard alone, and invites somebody who can make an account', async () => {
  const page = await site.signedIn('admin');
  await heading(page, 'Organisations');
  await expectAccessible(page);
  await tabTo(page, 'Register an organisation');
  await page.keyboard.press('Enter');
  await heading(page, 'Register an organisation');
  await expectAccessible(page);
  await tabTo(page, 'Register');
  await page.keyboard.press('Enter');
  await page.getByRole('alert').getByText('Enter the name of the organisation.').waitFor();
  await expectAccessible(page);
  await tabTo(page, /^Name/);
  await page.keyboard.type('Shelter Ala-Too');
  await tabTo(page, /^Kind of organisation/);
  await page.keyboard.type('Non');
  await tabTo(page, 'Shelter');
  await page.keyboard.press('Space');
  await tabTo(page, 'Register');
  await page.keyboard.press('Enter');
  await heading(page, 'Shelter Ala-Too');
  await page.getByText('Nobody works here yet').waitFor();
  await expectAccessible(page);

  await tabTo(page, 'Invite somebody');
  await page.keyboard.press('Enter');
  await heading(page, 'Invite somebody');
  await tabTo(page, /^User name/);
  await page.keyboard.type('aigul.ala-too');
  await tabTo(page, 'Caseworker');
  await page.keyboard.press('Space');
  await tabTo(page, 'Invite');
  await page.keyboard.press('Enter');
  const link = await page.getByRole('textbox', { name: 'Link to make the account' }).inputValue();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'To the people of the organisation' }).click();
  await page.getByRole('paragraph').filter({ hasText: 'aigul.ala-too' }).waitFor();

  const invited = await site.visit();
  expect((await invited.goto(link))?.status()).toBe(200);
  await invited.getByLabel('New password').waitFor();
  await invited.context().close();

  // other roles, then none: each is asked for, said, and done at once
  await page.getByRole('button', { name: 'Change roles aigul.ala-too' }).click();
  await page.getByRole('dialog').getByLabel('Head of the organisation').check();
  await expectAccessible(page);
  await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
  await page.getByText('Caseworker, Head of the organisation').waitFor();
  await page.getByRole('button', { name: 'Has left aigul.ala-too' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'End the access' }).click();
  await page.getByText('Nobody works here yet').waitFor();
  await page.getByLabel('Show also those who have left').check();
  await page.getByText(/^Left on/).waitFor();
  await page.context().close();
});

it('shows who leads an organisation its own people, and nobody else the others', async () => {
  const page = await site.signedIn('ngo.manager-osh', phone);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'People', exact: true }).click();
  await heading(page, /Umut/);
  await page.getByRole('paragraph').filter({ hasText: 'ngo.shelter-osh' }).waitFor();
  await page.getByText('This is you: somebody else must change it.').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('tries a file, says which row is wrong and why, and imports it', async () => {
  const page = await site.signedIn('admin');
  await page.getByRole('link', { name: 'Imports' }).click();
  await heading(page, 'Imports');
  await page.getByText('Nothing was imported yet').waitFor();
  await expectAccessible(page);
  // a file without one of its columns is refused whole
  await page.getByLabel('CSV file').setInputFiles(file('short.csv', [columns.replace('prs_Gender,', ''), rows[0]!]));
  await page.getByRole('button', { name: 'Try the file' }).click();
  await page.getByText('Gender prs_Gender: This column is missing.').waitFor();
  await expectAccessible(page);

  await page.getByLabel('CSV file').setInputFiles(file('cases.csv', [columns, ...rows]));
  await page.getByRole('button', { name: 'Try the file' }).click();
  await heading(page, 'Trial: HTCDS');
  const refused = page.getByRole('region', { name: 'Rows that were not taken' });
  await refused.getByText('This value is not in the list.').waitFor();
  await refused.getByText('Line 3').waitFor();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Import this file now' }).click();
  await heading(page, 'Import: HTCDS');
  await refused.getByText('Line 3').waitFor();
  const count = (name: string) => page.locator('dl > div').filter({ hasText: name }).locator('dd').innerText();
  expect(await Promise.all(['Rows read', 'New cases', 'Not taken'].map(count))).toEqual(['3', '2', '1']);
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Download the list' }).click();
  const chunks: Buffer[] = [];
  for await (const chunk of await (await download).createReadStream()) chunks.push(chunk as Buffer);
  expect(Buffer.concat(chunks).toString()).toContain('3,prs_Gender,Gender,This value is not in the list.');
  await page.context().close();
});

it('rebuilds a read model, and says how the chains and keys stand', async () => {
  const page = await site.signedIn('admin');
  await page.getByRole('link', { name: 'Health of the system' }).click();
  await heading(page, 'Health of the system');
  await page.getByText('It has read everything.').first().waitFor();
  await page.getByRole('button', { name: 'Begin the next period now' }).waitFor();
  await expectAccessible(page);
  const statistics = page.getByRole('region', { name: 'Statistics' });
  await statistics.getByRole('button', { name: 'Rebuild' }).click();
  await page.getByRole('dialog').getByText('Nothing recorded is touched.').waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Rebuild' }).click();
  await statistics.getByText('The new tables were the same as the old.').waitFor();
  await expectAccessible(page);
  await statistics.getByRole('link').click();
  await page.getByText('Everything was taken in').waitFor();
  await expectAccessible(page);
  await page.context().close();
});

it('says who somebody is, how it looks, and what Tirek is, also to those outside', async () => {
  const page = await site.signedIn('analyst', phone);
  await page.getByRole('button', { name: 'Menu' }).click();
  await page.getByRole('link', { name: 'Your account' }).click();
  await heading(page, 'Your account');
  await page.getByLabel('Dark').check();
  expect(await page.evaluate(() => document.documentElement.dataset['mantineColorScheme'])).toBe('dark');
  await expectAccessible(page);
  const elsewhere = await site.signedIn('analyst');
  await page.getByRole('button', { name: 'Sign out everywhere' }).click();
  await page.waitForURL(/\/identity\//);
  await elsewhere.reload();
  await elsewhere.getByRole('button', { name: 'Sign in' }).waitFor();
  await elsewhere.getByRole('link', { name: 'About Tirek' }).click();
  await heading(elsewhere, 'About Tirek');
  await elsewhere.getByText('None yet').first().waitFor();
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('link', { name: 'Accessibility statement' }).click();
  await heading(elsewhere, 'Accessibility statement');
  await expectAccessible(elsewhere);
  await elsewhere.getByRole('button', { name: /Back/ }).click();
  await heading(elsewhere, 'About Tirek');
  await Promise.all([page, elsewhere].map((one) => one.context().close()));
});
