import type { CDPSession, Page } from 'playwright-core';
import { demonstrationPassword } from '#identity';
import { launchChromium } from '../test/support/chromium.js';
import type { Benchmark } from './support/benchmark.js';
import { median, round } from './support/benchmark.js';
import { intake, startTirek, type Tirek } from './support/tirek.js';

/** A cheap telephone, as the issue has it; rates in bytes a second. */
const mobile = { latency: 150, downloadThroughput: 200_000, uploadThroughput: 90_000, slowdown: 4 };
const slow3G = { latency: 400, downloadThroughput: 50_000, uploadThroughput: 50_000, slowdown: 4 };

const cases = 10_000;
const runs = 5;

/** How much script is fetched until a page stands still, compressed, in kB; without the headers it comes with. */
async function scriptOf(page: Page, open: () => Promise<unknown>): Promise<number> {
  const client = await page.context().newCDPSession(page);
  await client.send('Network.enable');
  const headersOf = new Map<string, number>();
  let bytes = 0;
  client.on('Network.responseReceived', ({ requestId, type, response }) => {
    if (type === 'Script') headersOf.set(requestId, response.encodedDataLength);
  });
  client.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const headers = headersOf.get(requestId);
    if (headers !== undefined) bytes += encodedDataLength - headers;
  });
  await open();
  await page.waitForLoadState('networkidle');
  await client.detach();
  return bytes / 1000;
}

/** Milliseconds from the navigation until the door can be used: its button is there, and the page has time to answer. */
async function interactive(page: Page, client: CDPSession, url: string, link: typeof mobile): Promise<number> {
  const { slowdown, ...network } = link;
  await client.send('Network.emulateNetworkConditions', { offline: false, ...network });
  await client.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(url, { waitUntil: 'commit' });
  const handle = await page.waitForFunction(() => (globalThis as { usableAt?: number }).usableAt, undefined, {
    timeout: 60_000,
  });
  return (await handle.jsonValue())!;
}

/** In the page: notes when its first button can be pressed. */
function noteWhenUsable(): void {
  const observer = new MutationObserver(() => {
    if (!document.querySelector('main button')) return;
    observer.disconnect();
    requestAnimationFrame(() => setTimeout(() => ((globalThis as { usableAt?: number }).usableAt = performance.now())));
  });
  observer.observe(document, { childList: true, subtree: true });
}

/** Frames a second while somebody scrolls through what a page shows. */
async function framesWhileScrolling(page: Page): Promise<number> {
  await page.evaluate(() => {
    const counter = globalThis as unknown as { frames: number };
    counter.frames = 0;
    const count = () => {
      counter.frames += 1;
      requestAnimationFrame(count);
    };
    requestAnimationFrame(count);
  });
  const begun = performance.now();
  while (performance.now() - begun < 5_000) {
    await page.mouse.wheel(0, 400);
    await page.waitForTimeout(16);
  }
  const seconds = (performance.now() - begun) / 1000;
  return (await page.evaluate(() => (globalThis as unknown as { frames: number }).frames)) / seconds;
}

async function logCases(tirek: Tirek): Promise<void> {
  let left = cases;
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      while (left-- > 0) {
        const headers = await tirek.headers('police.osh');
        const answer = await fetch(`${tirek.url}/api/v1/cases`, {
          method: 'POST',
          headers,
          body: JSON.stringify(intake()),
        });
        if (answer.status !== 201) throw new Error(`a case was answered with ${answer.status}`);
      }
    }),
  );
}

const print = (name: string, figures: Record<string, unknown>): void =>
  console.log(JSON.stringify({ name, ...figures }));

/** What the web application costs a cheap telephone: script, time until it can be used, and a long list. */
const benchmark: Benchmark = async (databases) => {
  const tirek = await startTirek(await databases.create());
  const browser = await launchChromium();
  try {
    const first: number[] = [];
    const second: number[] = [];
    const script: number[] = [];
    for (let run = 0; run < runs; run += 1) {
      const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true });
      await context.addInitScript(noteWhenUsable);
      const page = await context.newPage();
      const client = await context.newCDPSession(page);
      script.push(await scriptOf(page, async () => first.push(await interactive(page, client, tirek.url, mobile))));
      // the service worker has taken everything in
      await page.evaluate(async () => void (await navigator.serviceWorker.ready));
      second.push(await interactive(page, client, tirek.url, slow3G));
      await context.close();
    }
    print('web: script of the sign-in page', { kB: round(median(script), 0), target: 200 });
    print('web: interactive on the first visit, 1.6 Mbit/s, 150 ms, CPU 4x slower', {
      ms: round(median(first), 0),
      spread: [round(Math.min(...first), 0), round(Math.max(...first), 0)],
      target: 3000,
    });
    print('web: interactive on the second visit, slow 3G, CPU 4x slower', {
      ms: round(median(second), 0),
      spread: [round(Math.min(...second), 0), round(Math.max(...second), 0)],
      target: 3000,
    });

    const password = demonstrationPassword(tirek.home);
    const openIntake = async (page: Page): Promise<void> => {
      await page.goto(`${tirek.url}/api/v1/session/sign-in?return=/identify`);
      await page.fill('input[name=user]', 'police.osh');
      await page.fill('input[name=password]', password);
      await page.click('button[type=submit]');
      await page.waitForURL(`${tirek.url}/`);
      await page.locator('main form').waitFor();
    };
    const russian = { locale: 'ru-RU', viewport: { width: 360, height: 740 } };
    // without a service worker nothing is fetched for the time without network
    const alone = await browser.newPage({ ...russian, serviceWorkers: 'block' });
    const onIntake = await scriptOf(alone, () => openIntake(alone));
    print('web: script of the intake page, in Russian, whose texts are the largest', {
      kB: round(onIntake, 0),
      target: 200,
    });
    const page = await browser.newPage(russian);
    const withKept = await scriptOf(page, () => openIntake(page));
    print('web: and with what is fetched after it for the time without network', { kB: round(withKept, 0) });

    await logCases(tirek);
    await page.goto(`${tirek.url}/cases`);
    await page.locator('main li a').first().waitFor();
    const list = await framesWhileScrolling(page);
    const shown = await page.locator('main li').count();
    await page.goto('about:blank');
    const nothing = await framesWhileScrolling(page);
    print(`web: scrolling a list of ${cases} cases, frames a second against those of an empty page`, {
      ratio: round(list / nothing, 2),
      target: 0.9,
      framesPerSecond: round(list, 0),
      rowsDrawn: shown,
    });
  } finally {
    await browser.close();
    await tirek.stop();
  }
};

export default benchmark;
