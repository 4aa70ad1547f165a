// Draws the icons of the installed application from apps/web/public/icon.svg; run by hand when that has changed.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import chromiumBuild from '@sparticuz/chromium';
import { chromium } from 'playwright-core';

const folder = join(import.meta.dirname, '../apps/web/public');
const svg = readFileSync(join(folder, 'icon.svg'), 'utf8');

/** Systems cut a maskable icon to any shape within its middle four fifths: the colour fills it, the drawing keeps inside. */
const icons = [
  { file: 'icon-192.png', size: 192, drawing: 192, background: 'transparent' },
  { file: 'icon-512.png', size: 512, drawing: 512, background: 'transparent' },
  { file: 'icon-maskable-512.png', size: 512, drawing: 410, background: '#0b4a50' },
];

const browser = await chromium.launch({
  executablePath: await chromiumBuild.executablePath(),
  args: chromiumBuild.args.filter((flag) => !/single-process|^--headless/.test(flag)),
});
try {
  const page = await browser.newPage();
  for (const { file, size, drawing, background } of icons) {
    await page.setViewportSize({ width: size, height: size });
    await page.setContent(
      `<body style="margin:0;display:grid;place-items:center;height:100vh;background:${background}">` +
        svg.replace('<svg ', `<svg width="${drawing}" height="${drawing}" `),
    );
    writeFileSync(join(folder, file), await page.screenshot({ omitBackground: background === 'transparent' }));
  }
} finally {
  await browser.close();
}
