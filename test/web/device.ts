// What the web application keeps on a device, as a test finds it and leaves it there.
import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { JWK } from 'jose';
import type { Content } from '../../apps/web/offline/entry.js';
import { seal } from '../../apps/web/offline/sealing.js';
import type { Page } from '../support/browser.js';

export const today = new Date().toISOString().slice(0, 10);
/** What a case of these tests says of her. */
export const told = 'Айпери сказала: Ош, рынок';

/** A case as a form writes it, under an id of its own. */
export function newCase(): { caseId: string; entry: Partial<Content> } {
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

/** Waits until everything that the application fetched, also for the pages that open without network, is kept on the device. */
export async function readyForOffline(page: Page): Promise<void> {
  while (!(await page.evaluate(isReady))) await sleep(200);
}

const isReady = async (): Promise<boolean> => {
  await navigator.serviceWorker.ready;
  const loaded = performance.getEntriesByType('resource').map(({ name }) => name);
  const files = loaded.filter((name) => name.includes('/assets/'));
  const kept = await Promise.all(files.map((name) => caches.match(name)));
  const texts = ['offline', 'events', 'codes', 'rules', 'referral'];
  const needed = [...texts, 'sealing', 'outbox.page', 'identify.page', 'shelters.page', 'refer.page'];
  return !kept.includes(undefined) && needed.every((name) => files.some((file) => file.includes(name)));
};

/** Leaves an entry on the device as `write` does: sealed to the public half of the user's key. */
export async function leave(page: Page, caseId: string, entry: Partial<Content>): Promise<void> {
  const publicHalf = (await page.evaluate(read, 'keys'))[0]!['publicHalf'] as JWK;
  const content = { ...entry, chain: caseId, idempotencyKey: randomUUID(), enteredAt: new Date().toISOString() };
  const row = { user: 'police.osh', state: 'Waiting', sealed: await seal(content, publicHalf) };
  await page.evaluate(add, row);
  await page.reload();
}

/** What a store of the device holds. */
export const read = (store: string): Promise<Record<string, unknown>[]> =>
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
export const ask = (page: Page, path: string, body?: unknown) =>
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

/** How often something of a type stands in the history of a case. */
export const timesOf = async (page: Page, caseId: string, type: string): Promise<number> =>
  (await ask(page, `/cases/${caseId}`)).answer.timeline?.filter((entry) => entry.type === type).length ?? 0;

/** How many writes to a path of the API a browser sends from now on. */
export function countWrites(page: Page, path: RegExp): () => number {
  let times = 0;
  page.context().on('request', (request) => {
    if (request.method() === 'POST' && path.test(new URL(request.url()).pathname)) times++;
  });
  return () => times;
}

/** Comes to a page of the application by its address, as a reload does; the address bar never has it. */
export async function comeTo(page: Page, address: string, heading: string | RegExp): Promise<void> {
  await page.evaluate((href) => sessionStorage.setItem('tirek.at', href), address);
  await page.reload();
  await page.getByRole('heading', { name: heading, level: 1 }).waitFor();
}
