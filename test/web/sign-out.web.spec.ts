import { closeSite, openSite, type Page, type Site } from '../support/browser.js';
import { ask, leave, newCase, readyForOffline } from './device.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

describe('signing out with something unsent', () => {
  async function withUnsent(): Promise<{ page: Page; caseId: string; goOn(): Promise<void> }> {
    const page = await site.signedIn('police.osh');
    await readyForOffline(page);
    const { caseId, entry } = newCase();
    // the network lets everything through but this
    await page.route('**/api/v1/cases', (route) => route.abort('connectionreset'));
    await leave(page, caseId, entry);
    await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('heading', { name: '1 entry has not been sent yet' }).waitFor();
    return { page, caseId, goOn: () => page.unroute('**/api/v1/cases') };
  }

  /** Whether the case was stored, as a colleague sees it. */
  const stored = async (caseId: string): Promise<number> => {
    const colleague = await site.signedIn('police.supervisor');
    const { status } = await ask(colleague, `/cases/${caseId}`);
    await colleague.context().close();
    return status;
  };

  async function expectWiped(page: Page): Promise<void> {
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(await page.evaluate(() => indexedDB.databases())).toEqual([]);
  }

  it('sends it first, and leaves nothing on the device', async () => {
    const { page, caseId, goOn } = await withUnsent();
    await goOn();
    await page.getByRole('button', { name: 'Send, then sign out' }).click();
    await page.waitForURL(/\/identity\//);
    await expectWiped(page);
    expect(await stored(caseId)).toBe(200);
    await page.context().close();
  });

  it('deletes it when that is chosen, and leaves nothing on the device', async () => {
    const { page, caseId } = await withUnsent();
    await page.getByRole('button', { name: 'Delete them and sign out' }).click();
    await page.waitForURL(/\/identity\//);
    await expectWiped(page);
    expect(await stored(caseId)).toBe(404);
    await page.context().close();
  });
});
