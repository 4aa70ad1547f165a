import pg from 'pg';
import { runningServerUrl } from '../../libs/postgres/index.js';
import { closeSite, expectAccessible, openSite, tabTo, type Site } from '../support/browser.js';
import { comeTo, newCase } from './device.js';
import { Client } from '../support/system.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

/** Parks the event that logged a case, as a projection does with what it cannot take in. */
async function park(caseId: string): Promise<void> {
  const database = new pg.Client(runningServerUrl(site.system.home));
  await database.connect();
  const { rows } = await database.query<{ table_schema: string }>(
    "SELECT table_schema FROM information_schema.tables WHERE table_name = 'parked' AND table_schema LIKE '%statistics%'",
  );
  await database.query(
    `INSERT INTO ${rows[0]!.table_schema}.parked (id, stream, place, position, type, reason)
     SELECT event_id, stream, NULL, position, type, 'TypeError' FROM tirek_events.events WHERE stream = $1`,
    [`case-${caseId}`],
  );
  await database.end();
}

it('leaves an event out that a read model cannot take in, with a reason, by the keyboard alone', async () => {
  const { caseId, entry } = newCase();
  expect((await new Client(site.system).post('police.osh', '/cases', entry.body)).status).toBe(201);
  await park(caseId);
  const page = await site.signedIn('admin');
  await comeTo(page, '/system/statistics', 'Statistics');
  await page.getByText('Kind of error: TypeError').waitFor();
  await page.getByText('A presumed victim was logged').waitFor();
  await page.getByText('Nothing is left out').waitFor();
  await expectAccessible(page);
  await tabTo(page, 'Leave it out');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Leave this event out for good?' });
  await dialog.waitFor();
  await tabTo(page, 'Leave it out');
  await page.keyboard.press('Enter');
  await dialog.getByText('Say why, in at least 3 characters.').waitFor();
  await expectAccessible(page);
  await tabTo(page, /^Reason/);
  await page.keyboard.type('Logged twice by an import');
  await tabTo(page, 'Leave it out');
  await page.keyboard.press('Enter');
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('Logged twice by an import').waitFor();
  await page.getByText('Everything was taken in').waitFor();
  await expectAccessible(page);
  await page.context().close();
});
