import type { Page } from 'playwright-core';

/** What a code cell of an open notebook holds after it ran. */
export interface RanCell {
  index: number;
  source: string;
  executionCount: number | null;
  /** MIME types of its displays */
  types: string[];
  /** what it wrote to stderr, and errors */
  complaints: string;
  /** HTML of its displays */
  html: string;
}

/** The part of JupyterLab's application that these functions use; they run inside the page. */
interface Lab {
  commands: { execute(id: string, options?: object): Promise<unknown> };
  shell: { currentWidget: Panel | null };
}
interface Panel {
  sessionContext?: { ready: Promise<void>; session?: { kernel?: { status: string } } };
  content: {
    model: { cells: { length: number; get(i: number): CellModel } };
    scrollToItem(index: number, align?: string): Promise<void>;
    widgets: { node: { setAttribute(name: string, value: string): void } }[];
  };
}
interface CellModel {
  type: string;
  executionCount: number | null;
  sharedModel: { getSource(): string };
  outputs: { toJSON(): Output[] };
}
interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  traceback?: string[];
  data?: Record<string, unknown>;
}

declare const window: { jupyterapp?: Lab };

/** Waits for the notebook and its kernel, runs all cells as Run All does, and waits until the kernel is idle. */
export async function runAll(page: Page, milliseconds: number): Promise<RanCell[]> {
  await page.waitForFunction(
    () => window.jupyterapp?.shell.currentWidget?.sessionContext?.session?.kernel?.status === 'idle',
    undefined,
    { timeout: 120_000 },
  );
  page.setDefaultTimeout(milliseconds);
  await page.evaluate(() => void window.jupyterapp?.commands.execute('notebook:run-all-cells'));
  await page.waitForFunction(
    () => {
      const panel = window.jupyterapp?.shell.currentWidget;
      if (!panel) return false;
      const { cells } = panel.content.model;
      const all = Array.from({ length: cells.length }, (_, i) => cells.get(i));
      const code = all.filter((cell) => cell.type === 'code' && cell.sharedModel.getSource().trim() !== '');
      const failed = code.some((cell) => cell.outputs.toJSON().some((output) => output.name === 'stderr'));
      const ran = code.every((cell) => cell.executionCount !== null);
      return (ran || failed) && panel.sessionContext?.session?.kernel?.status === 'idle';
    },
    undefined,
    { timeout: milliseconds, polling: 200 },
  );
  page.setDefaultTimeout(30_000);
  return ranCells(page);
}

/** Waits for a notebook with outputs. */
export async function openedCells(page: Page): Promise<RanCell[]> {
  await page.waitForFunction(
    () => (window.jupyterapp?.shell.currentWidget?.content?.model?.cells.length ?? 0) > 1,
    undefined,
    { timeout: 120_000 },
  );
  return ranCells(page);
}

function ranCells(page: Page): Promise<RanCell[]> {
  return page.evaluate(() => {
    const cells = window.jupyterapp?.shell.currentWidget?.content.model.cells;
    const found: RanCell[] = [];
    const text = (value: unknown): string => (Array.isArray(value) ? value.join('') : String(value ?? ''));
    for (let index = 0; cells && index < cells.length; index++) {
      const cell = cells.get(index);
      if (cell.type !== 'code') continue;
      const outputs = cell.outputs.toJSON();
      found.push({
        index,
        source: cell.sharedModel.getSource(),
        executionCount: cell.executionCount,
        types: outputs.flatMap((output) => Object.keys(output.data ?? {})),
        complaints: outputs
          .map((output) => (output.name === 'stderr' ? text(output.text) : text(output.traceback)))
          .join(''),
        html: outputs.map((output) => text(output.data?.['text/html'])).join(''),
      });
    }
    return found;
  });
}

/** Scrolls a cell into view, which makes JupyterLab draw it, and marks it so that a selector finds it. */
export async function showCell(page: Page, index: number): Promise<string> {
  await page.evaluate(async (i) => {
    const content = window.jupyterapp?.shell.currentWidget?.content;
    await content?.scrollToItem(i, 'start');
    content?.widgets[i].node.setAttribute('data-test-cell', String(i));
  }, index);
  return `[data-test-cell="${index}"]`;
}

export async function chooseTheme(page: Page, theme: 'Light' | 'Dark'): Promise<void> {
  const name = `JupyterLab ${theme}`;
  await page.evaluate(
    (wanted) => window.jupyterapp?.commands.execute('apputils:change-theme', { theme: wanted }),
    name,
  );
  await page.waitForSelector(`body[data-jp-theme-name="${name}"]`, { state: 'attached' });
}
