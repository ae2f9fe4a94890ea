import { join } from 'node:path';
import { describe, test } from 'node:test';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { projectRoot } from '../../lib/src/project';
import { isLong, promisedSeconds } from '../notebooks/time-limits';
import { withoutChromium } from './chromium';
import { assertFiguresDrawn, patience } from './figures-drawn';
import { inJupyterLab } from './in-jupyterlab';

describe('the long chapters in JupyterLab', { skip: withoutChromium }, () => {
  const opened = inJupyterLab();

  for (const name of notebooksIn(join(projectRoot, 'notebooks')).filter(isLong)) {
    const milliseconds = 1000 * promisedSeconds(name, false) + patience;
    test(
      `every figure of ${name} is drawn, on a light page and on a dark one`,
      { timeout: milliseconds + 300_000 },
      () => assertFiguresDrawn(opened, name, milliseconds),
    );
  }
});
