import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import type { Browser } from 'playwright-core';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { projectRoot } from '../../lib/src/project';
import { isLong, promisedSeconds } from '../notebooks/time-limits';
import { launchChromium, withoutChromium } from './chromium';
import { assertFiguresDrawn, patience } from './figures-drawn';
import { JupyterLab } from './jupyterlab';

describe('the long chapters in JupyterLab', { skip: withoutChromium }, () => {
  let lab: JupyterLab;
  let browser: Browser;

  before(async () => {
    browser = await launchChromium();
    lab = await JupyterLab.start();
  });
  after(async () => {
    await browser?.close();
    await lab?.stop();
  });

  for (const name of notebooksIn(join(projectRoot, 'notebooks')).filter(isLong)) {
    const milliseconds = 1000 * promisedSeconds(name, false) + patience;
    test(
      `every figure of ${name} is drawn, on a light page and on a dark one`,
      { timeout: milliseconds + 300_000 },
      () => assertFiguresDrawn(browser, lab, name, milliseconds),
    );
  }
});
