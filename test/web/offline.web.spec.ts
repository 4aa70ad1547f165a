import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JWK } from 'jose';
import type { Content } from '../../apps/web/offline/entry.js';
import { seal } from '../../apps/web/offline/sealing.js';
import { closeSite, expectAccessible, openSite, phone, type Page, type Site } from '../support/browser.js';

let site: Site;
beforeAll(async () => {
  site = await openSite();
});
afterAll(closeSite);

const today = new Date().toISOString().slice(0, 10);
const told = 'Айпери сказала: Ош, рынок';

/** A case as a form writes it, under an id of its own. */
function newCase(): { caseId: string; entry: Partial<Content> } {
  const caseId = randomUUID();
  const body = {
    caseId,
    entryChannel: 'Police',
    identifiedOn: today,
    ageGroup: 'Adult',
    gender: 'Feminine',
    citizenships: ['KG'],
    exploitation: ['ForcedLabour'],
    narrative: told,
  };
  return {
    caseId,
    entry: { path: '/cases', body, kind: 'kind.logIdentification', summary: [{ label: 'What happened', value: told }] },
  };
}

/** A correction of her gender, upon a revision of the case. */
const correction = (caseId: string, ifMatch: string): Partial<Content> => ({
  path: `/cases/${caseId}/corrections`,
  body: { gender: 'NonConforming' },
  ifMatch,
  kind: 'kind.correction',
  summary: [{ label: 'Gender', value: 'Non-conforming', before: 'Woman', field: 'gender', list: 'gender' }],
});

/** Waits until everything that the application fetched, also for the pages that open without network, is kept on the device. */
async function readyForOffline(page: Page): Promise<void> {
  while (!(await page.evaluate(isReady))) await sleep(200);
}

const isReady = async (): Promise<boolean> => {
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const files = loaded.filter((name) => name.includes('/assets/'));
  const kept = await Promise.all(files.map((name) => caches.match(name)));
  const needed = ['sealing', 'outbox.page', 'offline', 'events', 'codes', 'rules', 'identify.page'];
  return !kept.includes(undefined) && needed.every((name) => files.some((file) => file.includes(name)));
};

/** Leaves an entry on the device as `write` does: sealed to the public half of the user's key. */
async function leave(page: Page, caseId: string, entry: Partial<Content>): Promise<void> {
  const publicHalf = (await page.evaluate(read, 'keys'))[0]!['publicHalf'] as JWK;
  const content = { ...entry, chain: caseId, idempotencyKey: randomUUID(), enteredAt: new Date().toISOString() };
  const row = { user: 'police.osh', state: 'Waiting', sealed: await seal(content, publicHalf) };
  await page.evaluate(add, row);
  await page.reload();
}

/** What a store of the device holds. */
const read = (store: string): Promise<Record<string, unknown>[]> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('tirek');
    opening.addEventListener('error', () => reject(opening.error as Error));
    opening.addEventListener('success', () => {
      const all = opening.result.transaction(store).objectStore(store).getAll();
      all.addEventListener('success', () => {
        opening.result.close();
        resolve(all.result as Record<string, unknown>[]);
      });
    });
  });

const add = (row: object): Promise<void> =>
  new Promise((resolve, reject) => {
    const opening = indexedDB.open('tirek');
    opening.addEventListener('error', () => reject(opening.error as Error));
    opening.addEventListener('success', () => {
      const change = opening.result.transaction('outbox', 'readwrite');
      change.objectStore('outbox').add(row);
      change.addEventListener('complete', () => {
        opening.result.close();
        resolve();
      });
    });
  });

interface Answer {
  readonly timeline?: readonly { type: string }[];
  readonly facts?: { readonly gender: string };
  readonly items?: readonly { caseId: string }[];
}

/** Asks the API with the session of a page. */
const ask = (page: Page, path: string, body?: unknown) =>
  page.evaluate(
    async ({ path, body }) => {
      const { csrfToken } = (await (await fetch('/api/v1/session')).json()) as { csrfToken: string };
      const headers = {
        'content-type': 'application/json',
        'tirek-csrf': csrfToken,
        'idempotency-key': crypto.randomUUID(),
      };
      const response = await fetch(
        `/api/v1${path}`,
        body === undefined ? {} : { method: 'POST', headers, body: JSON.stringify(body) },
      );
      const answer = (await response.json()) as Answer;
      return { status: response.status, etag: response.headers.get('etag') ?? '', answer };
    },
    { path, body },
  );

/** The cases of a caseload, by their ids. */
async function casesOf(page: Page): Promise<string[]> {
  const { answer } = await ask(page, '/caseload?limit=200');
  return answer.items?.map(({ caseId }) => caseId) ?? [];
}

/** Expects that nothing on the device tells what was written. */
async function expectSealed(page: Page): Promise<void> {
  const stores = ['who', 'device', 'keys', 'outbox', 'drafts'];
  const kept = await Promise.all(stores.map((store) => page.evaluate(read, store)));
  expect(JSON.stringify(kept)).not.toMatch(/Айпери|narrative|ForcedLabour|Forced labour|logIdentification|caseId/);
}

/** How often something of a type stands in the history of a case. */
const timesOf = async (page: Page, caseId: string, type: string): Promise<number> =>
  (await ask(page, `/cases/${caseId}`)).answer.timeline?.filter((entry) => entry.type === type).length ?? 0;

it('logs a case without network: what is typed outlives a reload, is kept sealed, and is sent once', async () => {
  const page = await site.signedIn('police.osh', phone);
  await readyForOffline(page);
  const before = await casesOf(page);
  await page.context().setOffline(true);
  await page.reload();
  await page.getByText('No network').waitFor();
  const goOn = () => page.getByRole('button', { name: 'Continue' }).click();
  await page.getByLabel('How she came').selectOption('Police');
  await goOn();
  await page.getByLabel('Adult').check();
  await page.getByLabel('Woman or girl').check();
  await page.locator('#citizenships').selectOption('KG');
  await goOn();
  await page.getByLabel('Forced labour', { exact: true }).check();
  await goOn();
  await page.locator('#narrative').fill(told);
  while ((await page.evaluate(read, 'drafts')).length === 0) await sleep(100);
  await sleep(1_000);
  await expectSealed(page);

  await page.reload();
  await page.getByText('We kept what you had typed.').waitFor();
  await expectAccessible(page);
  await goOn();
  await goOn();
  await goOn();
  expect(await page.locator('#narrative').inputValue()).toBe(told);
  await goOn();
  await page.getByLabel('Not asked yet').check();
  await goOn();
  await page.getByRole('button', { name: 'Log the identification' }).click();
  await page.getByRole('link', { name: '1 entry waits to be sent' }).click();
  await page.getByText(told).waitFor();
  await expectAccessible(page);
  await expectSealed(page);
  expect(await page.evaluate(read, 'drafts')).toEqual([]);

  // the answer to the first attempt is lost on the way: it is stored, and nobody knows
  let attempts = 0;
  await page.route('**/api/v1/cases', async (route) => {
    attempts++;
    if (attempts > 1) return route.continue();
    await route.fetch();
    return route.abort('connectionreset');
  });
  await page.context().setOffline(false);
  await page.getByText('Nothing waits here').waitFor();
  expect(attempts).toBe(2);
  const newCases = async () => (await casesOf(page)).filter((caseId) => !before.includes(caseId));
  // lists follow a moment later
  while ((await newCases()).length === 0) await sleep(200);
  const logged = await newCases();
  expect(logged).toHaveLength(1);
  expect(await timesOf(page, logged[0]!, 'IdentificationLogged')).toBe(1);
  expect(await page.evaluate(read, 'outbox')).toEqual([]);
  await page.context().close();
});

it('overwrites nothing: both versions are shown, and whoever wrote one decides', async () => {
  const page = await site.signedIn('police.osh');
  const colleague = await site.signedIn('police.supervisor');
  await readyForOffline(page);
  const { caseId, entry } = newCase();
  expect((await ask(page, '/cases', entry.body)).status).toBe(201);
  const { etag } = await ask(page, `/cases/${caseId}`);

  await page.context().setOffline(true);
  await leave(page, caseId, correction(caseId, etag));
  expect((await ask(colleague, `/cases/${caseId}/corrections`, { gender: 'Masculine' })).status).toBe(201);
  await page.context().setOffline(false);
  await page.getByRole('link', { name: '1 entry was not accepted: look at it' }).click();
  const panel = page.getByRole('region', { name: 'Correction' });
  await panel.getByText('Non-conforming').waitFor();
  await panel.getByText('Man or boy').waitFor();
  await panel.getByText(/police\.supervisor/).waitFor();
  await expectAccessible(page);
  expect((await ask(page, `/cases/${caseId}`)).answer.facts?.gender).toBe('Masculine');

  await panel.getByRole('button', { name: 'Send mine all the same' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Send mine all the same' }).click();
  await page.getByText('Nothing waits here').waitFor();
  expect((await ask(page, `/cases/${caseId}`)).answer.facts?.gender).toBe('NonConforming');
  expect(await timesOf(page, caseId, 'IdentificationCorrected')).toBe(2);

  // and the other way: the own version is given up
  await leave(page, caseId, correction(caseId, etag));
  await page.getByRole('button', { name: 'Discard mine' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Delete it for good' }).click();
  await page.getByText('Nothing waits here').waitFor();
  expect(await timesOf(page, caseId, 'IdentificationCorrected')).toBe(2);
  await Promise.all([page, colleague].map((one) => one.context().close()));
});

it('shows nothing of what waits after a quick exit, until its writer signs in', async () => {
  const page = await site.signedIn('police.osh', phone);
  await readyForOffline(page);
  await page.context().route('https://www.wikipedia.org/**', (route) => route.fulfill({ body: 'an encyclopedia' }));
  await page.context().setOffline(true);
  const { caseId, entry } = newCase();
  await leave(page, caseId, entry);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).waitFor();
  await page.getByRole('button', { name: 'Leave quickly' }).click();
  await page.waitForURL('https://www.wikipedia.org/');
  await page.goto(site.origin);
  await page.getByRole('link', { name: '1 entry waits to be sent' }).click();
  await page.getByText('1 entry is locked').waitFor();
  expect(await page.getByText(told).count()).toBe(0);
  await expectAccessible(page);
  await page.context().setOffline(false);
  await page.getByText('Nothing waits here').waitFor();
  expect(await timesOf(page, caseId, 'IdentificationLogged')).toBe(1);
  await page.context().close();
});

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
