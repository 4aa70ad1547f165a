import chromiumBuild from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** A real Chromium, from the npm package: nothing to install by hand. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumBuild.executablePath(),
    // not the flags of the package: those, for functions in a cloud, put all into one process, draw by an imitated GPU and
    // take the same-origin policy away. A sandbox cannot be had as root, nor in most containers.
    args: ['--no-sandbox', '--no-zygote', '--disable-gpu', '--font-render-hinting=none'],
  });
