import assert from 'node:assert';
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Page } from 'playwright-core';
import { projectRoot } from '../../lib/src/project';
import { executedCopy } from '../notebooks/executed-copy';
import { openPage, type WatchedPage } from './chromium';
import type { Opened } from './in-jupyterlab';
import { chooseTheme, openedCells, type RanCell, runAll, showCell } from './notebook-panel';
import { allPictures, screenshots } from './pictures';

/** Milliseconds for one notebook: the five minutes that it may take with the slower engine, and room for the browser. */
export const patience = 420_000;
const plotlyType = 'application/vnd.plotly.v1+json';

export async function openNotebook({ browser, lab }: Opened, notebook: string): Promise<WatchedPage> {
  const watched = await openPage(browser, { viewport: { width: 1400, height: 1000 } }, lab.address);
  await watched.page.goto(lab.notebook(notebook));
  return watched;
}

/** Runs a chapter in JupyterLab and looks at its figures; nothing is saved. */
export async function assertChapterRuns(opened: Opened, name: string, milliseconds = patience): Promise<void> {
  const path = `notebooks/${name}.ipynb`;
  const clean = readFileSync(join(projectRoot, path), 'utf8');
  const watched = await openNotebook(opened, path);
  await assertFiguresDrawn(watched, name, await runAll(watched.page, milliseconds));
  assert.equal(readFileSync(join(projectRoot, path), 'utf8'), clean, 'JupyterLab saved outputs');
}

/** Opens a copy of a chapter that was executed before, and looks at its figures. */
export async function assertCopyDrawn(opened: Opened, name: string): Promise<void> {
  const watched = await openNotebook(opened, await executedCopy(`notebooks/${name}.ipynb`));
  await assertFiguresDrawn(watched, name, await openedCells(watched.page));
}

/** Every figure on a light page and on a dark one; nothing is asked of other hosts. */
async function assertFiguresDrawn({ page, requests }: WatchedPage, name: string, cells: RanCell[]): Promise<void> {
  assertAllRan(cells);
  assert.equal(await page.getByText('Jupyter news').count(), 0, 'JupyterLab asks about news');
  const figures = cells.filter((cell) => cell.types.includes(plotlyType));
  assert.ok(figures.length > 0, 'no cell has a figure');
  for (const theme of ['Light', 'Dark'] as const) {
    await chooseTheme(page, theme);
    const prefix = `${name}-${theme.toLowerCase()}`;
    for (const [i, cell] of figures.entries())
      await assertDrawn(page, cell, allPictures || i === 0 ? prefix : undefined);
  }
  await page.context().close();
  assert.deepEqual(requests, [], 'the page asked other hosts');
}

export function assertAllRan(cells: RanCell[]): void {
  const written = cells.filter((cell) => cell.source.trim() !== '');
  const title = (cell: RanCell): string => `cell ${cell.index}: ${cell.source.split('\n')[0]}`;
  const complaints = written.filter((cell) => cell.complaints !== '');
  assert.deepEqual(
    complaints.map((cell) => `${title(cell)}\n${cell.complaints}`),
    [],
  );
  assert.deepEqual(written.filter((cell) => cell.executionCount === null).map(title), [], 'cells that did not run');
}

/** Every figure of a cell as Plotly's own drawing, of the size that it asks for, and a picture of it for the eye where its name has a beginning. */
async function assertDrawn(page: Page, cell: RanCell, prefix?: string): Promise<void> {
  const selector = await showCell(page, cell.index);
  const wanted = cell.types.filter((type) => type === plotlyType).length;
  const plots = page.locator(`${selector} .js-plotly-plot`);
  for (let i = 0; i < wanted; i++) {
    const drawing = plots.nth(i).locator('svg.main-svg').first();
    await drawing.waitFor({ state: 'visible' });
    const box = await drawing.boundingBox();
    assert.ok(
      box && box.width >= 100 && box.height >= 50,
      `a figure of cell ${cell.index} has the size ${JSON.stringify(box)}`,
    );
    const marks = await plots.nth(i).locator('svg.main-svg :is(path, image, rect, text)').count();
    assert.ok(marks > 3, `a figure of cell ${cell.index} is empty`);
    if (prefix === undefined) continue;
    const number = String(cell.index).padStart(3, '0');
    await plots.nth(i).screenshot({ path: join(screenshots, basename(`${prefix}-${number}-${i}.png`)) });
  }
}
