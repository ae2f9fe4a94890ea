import assert from 'node:assert';
import { join } from 'node:path';
import { executedCopy } from '../notebooks/executed-copy';
import type { WatchedPage } from './chromium';
import { assertAllRan, openNotebook, patience } from './figures-drawn';
import type { Opened } from './in-jupyterlab';
import { chooseTheme, openedCells, type RanCell, runAll, showCell } from './notebook-panel';
import { screenshots } from './pictures';

/** Runs the exercises of a chapter in JupyterLab and looks for the verdict on each; nothing is saved. */
export async function assertExercisesRun(opened: Opened, name: string): Promise<void> {
  const watched = await openNotebook(opened, `exercises/${name}.ipynb`);
  await assertJudged(watched, name, await runAll(watched.page, patience));
}

/** Opens a copy of the exercises that was executed before, and looks for the verdict on each. */
export async function assertCopyJudged(opened: Opened, name: string): Promise<void> {
  const watched = await openNotebook(opened, await executedCopy(`exercises/${name}.ipynb`));
  await assertJudged(watched, name, await openedCells(watched.page));
}

async function assertJudged({ page }: WatchedPage, name: string, cells: RanCell[]): Promise<void> {
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
}
