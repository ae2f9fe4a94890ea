import { join } from 'node:path';
import { describe, test } from 'node:test';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { projectRoot } from '../../lib/src/project';
import { withoutChromium } from './chromium';
import { assertCopyJudged, assertExercisesRun } from './exercises-judged';
import { assertChapterRuns, assertCopyDrawn, patience } from './figures-drawn';
import { inJupyterLab } from './in-jupyterlab';

const timeout = patience + 300_000;

describe('JupyterLab in Chromium', { skip: withoutChromium }, () => {
  const opened = inJupyterLab();

  const [first, ...others] = notebooksIn(join(projectRoot, 'notebooks'));
  test(`${first} runs, and every figure is drawn, on a light page and on a dark one`, { timeout }, () =>
    assertChapterRuns(opened, first),
  );
  // The stage `notebooks` has executed them; live-chapters.full.test.ts runs them here.
  for (const name of others) {
    test(`every figure of ${name} is drawn, on a light page and on a dark one`, { timeout: 2 * timeout }, () =>
      assertCopyDrawn(opened, name),
    );
  }

  const [exercises, ...more] = notebooksIn(join(projectRoot, 'exercises'));
  test(`the exercises of ${exercises} run, and are judged below their cells`, { timeout }, () =>
    assertExercisesRun(opened, exercises),
  );
  for (const name of more) {
    test(`the exercises of ${name} are judged below their cells`, { timeout }, () => assertCopyJudged(opened, name));
  }
});
