import { join } from 'node:path';
import { describe, test } from 'node:test';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { projectRoot } from '../../lib/src/project';
import { promisedSeconds } from '../notebooks/time-limits';
import { withoutChromium } from './chromium';
import { assertExercisesRun } from './exercises-judged';
import { assertChapterRuns, patience } from './figures-drawn';
import { inJupyterLab } from './in-jupyterlab';

describe('all chapters and exercises after the first ones, run in JupyterLab', { skip: withoutChromium }, () => {
  const opened = inJupyterLab();

  for (const name of notebooksIn(join(projectRoot, 'notebooks')).slice(1)) {
    const milliseconds = 1000 * promisedSeconds(name, false) + patience;
    test(
      `every figure of ${name} is drawn, on a light page and on a dark one`,
      { timeout: milliseconds + 300_000 },
      () => assertChapterRuns(opened, name, milliseconds),
    );
  }

  for (const name of notebooksIn(join(projectRoot, 'exercises')).slice(1)) {
    test(`the exercises of ${name} are judged below their cells`, { timeout: patience + 300_000 }, () =>
      assertExercisesRun(opened, name),
    );
  }
});
