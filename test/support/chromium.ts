import chromiumBuild from '@sparticuz/chromium';
import { chromium, type Browser } from 'playwright-core';

/** A real Chromium, from the npm package: nothing to install by hand. */
export const launchChromium = async (): Promise<Browser> =>
  chromium.launch({
    executablePath: await chromiumBuild.executablePath(),
    // one process for each tab, as everywhere: the flags for functions in a cloud have one for all
    args: chromiumBuild.args.filter((flag) => !/single-process|^--headless/.test(flag)),
  });
