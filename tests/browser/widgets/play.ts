import type { Locator, Page } from 'playwright-core';

/** How a widget is tried: in JupyterLab and on an exported page, with the same hands. */
export interface Play {
  name: string;
  /** the cell that shows it */
  source: string;
  /** Drags, types and tabs through it; says what is wrong by an assertion. */
  play(widget: Locator, page: Page): Promise<void>;
}

/** What the widget says of its state. */
export const statusOf = async (widget: Locator): Promise<string> =>
  (await widget.locator('.status > :not(.unseen)').allTextContents()).join(' ').trim();

/** What it says besides to those who do not see it. */
export const heardOf = async (widget: Locator): Promise<string> =>
  (await widget.locator('.status > .unseen').allTextContents()).join(' ').trim();

/** A number as a widget writes it, with a true minus sign; NaN where none was found. */
export const numberFrom = (text: string | undefined): number => Number(text?.replace('−', '-'));

/** Drags over a panel, from one place to another, in shares of its size. */
export async function drag(panel: Locator, from: [number, number], to: [number, number]): Promise<void> {
  await panel.scrollIntoViewIfNeeded();
  const box = await panel.boundingBox();
  if (!box) throw new Error('The panel is not on the page.');
  const { mouse } = panel.page();
  const at = ([x, y]: [number, number]): [number, number] => [box.x + x * box.width, box.y + y * box.height];
  await mouse.move(...at(from));
  await mouse.down();
  await mouse.move(...at(to), { steps: 12 });
  await mouse.up();
}
