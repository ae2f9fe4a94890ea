import assert from 'node:assert';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { notebooksIn } from '../../lib/src/cli/notebook/find';
import { projectRoot } from '../../lib/src/project';
import { withoutChromium } from './chromium';
import { assertAllRan, assertChapterRuns, assertCopyDrawn, openNotebook, patience, screenshots } from './figures-drawn';
import { inJupyterLab } from './in-jupyterlab';
import { chooseTheme, runAll, showCell } from './notebook-panel';

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

  for (const name of notebooksIn(join(projectRoot, 'exercises'))) {
    test(`the exercises of ${name} are judged below their cells`, { timeout: patience + 60_000 }, async () => {
      const { page } = await openNotebook(opened, `exercises/${name}.ipynb`);
      const cells = await runAll(page, patience);
      assertAllRan(cells);
      const checks = cells.filter((cell) => /^await check\(/m.test(cell.source));
      assert.ok(checks.length > 0, 'no cell calls check()');
      for (const cell of checks) {
        const id = /check\('([^']+)'/.exec(cell.source)?.[1] ?? '';
        const heading = page.locator(`${await showCell(page, cell.index)} .jp-OutputArea-output`).first();
        await heading.waitFor({ state: 'visible' });
        assert.ok((await heading.textContent())?.includes(id), `the verdict on ${id} does not name it`);
      }
      for (const theme of ['Light', 'Dark'] as const) {
        await chooseTheme(page, theme);
        await page.screenshot({ path: join(screenshots, `exercises-${name}-${theme.toLowerCase()}.png`) });
      }
      await page.context().close();
    });
  }
});
