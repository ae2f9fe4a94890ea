import { after, before } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchChromium } from './chromium';
import { JupyterLab } from './jupyterlab';

/** What the tests of a suite share. */
export interface Opened {
  browser: Browser;
  lab: JupyterLab;
}

/** Opens a browser and a JupyterLab before the tests of a suite, and ends both after them. */
export function inJupyterLab(): Opened {
  const opened = {} as Opened;
  before(async () => {
    opened.browser = await launchChromium();
    opened.lab = await JupyterLab.start();
  });
  after(async () => {
    await opened.browser?.close();
    await opened.lab?.stop();
  });
  return opened;
}
