// A real Chromium, from the npm package, on the really built system: what a person sees and does.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';
import { demonstrationPassword } from '../../libs/identity/demonstration.js';
import { launchChromium } from './chromium.js';
import { freePort } from './ports.js';
import { cleanUp, startSystem, type StartOptions, type System } from './system.js';

export type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** As wide as a cheap telephone. */
export const phone: BrowserContextOptions = { viewport: { width: 360, height: 740 }, hasTouch: true };

/** The system with a browser before it. */
export interface Site {
  readonly system: System;
  readonly origin: string;
  /** A browser profile of its own in which somebody has signed in, at the first page of the role. */
  signedIn(user: string, options?: BrowserContextOptions): Promise<Page>;
  /** A browser profile of its own in which nobody has signed in. */
  visit(options?: BrowserContextOptions): Promise<Page>;
}

let browser: Browser | undefined;

/** Starts a demonstration store and a browser: for beforeAll. */
export async function openSite(options: StartOptions = {}): Promise<Site> {
  // an address that browsers are told beforehand
  const port = await freePort();
  const system = await startSystem({
    ...options,
    environment: { PORT: port, RATE_LIMIT_CALLER: '100000', RATE_LIMIT_ADDRESS: '100000', ...options.environment },
  });
  browser ??= await launchChromium();
  const origin = `http://127.0.0.1:${port}`;
  const newContext = (settings: BrowserContextOptions = {}): Promise<BrowserContext> =>
    browser!.newContext({ viewport: { width: 1280, height: 900 }, locale: 'en-GB', ...settings });
  return {
    system,
    origin,
    async visit(settings) {
      const page = await watched(await newContext(settings));
      await page.goto(origin);
      return page;
    },
    async signedIn(user, settings) {
      const page = await watched(await newContext(settings));
      await page.goto(`${origin}/api/v1/session/sign-in?return=/`);
      await page.fill('input[name=user]', user);
      await page.fill('input[name=password]', demonstrationPassword(system.home));
      await page.click('button[type=submit]');
      await page.waitForURL(`${origin}/`);
      await page.locator('h1').first().waitFor();
      return page;
    },
  };
}

/** Ends the browser and the system: for afterAll. */
export async function closeSite(): Promise<void> {
  await browser?.close();
  browser = undefined;
  await cleanUp();
}

/** A page on which an error of the program fails the test that looks at it (`errorsOf`). */
async function watched(context: BrowserContext): Promise<Page> {
  const page = await context.newPage();
  const found: string[] = [];
  errors.set(page, found);
  page.on('pageerror', (error) => found.push(error.message));
  page.on('console', (message) => {
    // an answer that is a problem is told by the browser as well, and belongs to many journeys
    if (message.type() === 'error' && !message.text().startsWith('Failed to load resource')) found.push(message.text());
  });
  return page;
}
const errors = new WeakMap<Page, string[]>();

/** What the program complained of on a page; expected to be empty. */
export const errorsOf = (page: Page): readonly string[] => errors.get(page) ?? [];

/** What axe finds against WCAG 2.2 A and AA on what a page shows now, each with the first element; expected to be empty. */
export async function accessibilityFaults(page: Page): Promise<readonly string[]> {
  // a policy that lets only our own scripts in is right: the tool comes in by the back door of the debugger
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const runOnly = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const found = await (globalThis as unknown as Axe).axe.run(document, { runOnly, resultTypes: ['violations'] });
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.target.join(' ')} (${nodes.length})`);
  });
}

interface Axe {
  readonly axe: {
    run(
      root: unknown,
      options: { runOnly: string[]; resultTypes: string[] },
    ): Promise<{ violations: { id: string; nodes: { target: string[] }[] }[] }>;
  };
}

/** Expects that axe finds nothing on what a page shows, and that the program complained of nothing. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await accessibilityFaults(page)).toEqual([]);
  expect(errorsOf(page)).toEqual([]);
}

/** Presses Tab until the element has the focus, as somebody without a mouse does; fails after `most` presses. */
export async function tabTo(page: Page, name: string | RegExp, most = 60): Promise<void> {
  for (let presses = 0; presses < most; presses++) {
    await page.keyboard.press('Tab');
    const focused = page.locator(':focus');
    const texts = await focused.evaluateAll(([element]) =>
      element
        ? [
            element.getAttribute('aria-label'),
            (element as HTMLInputElement).labels?.[0]?.textContent,
            element.textContent,
          ].map((text) => text?.trim() ?? '')
        : [],
    );
    if (texts.some((text) => (typeof name === 'string' ? text === name : name.test(text)))) return;
  }
  throw new Error(`${String(name)} is not reached by Tab.`);
}
