import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import type { Frame, Locator, Page } from 'playwright-core';

/** What axe-core holds for a serious obstacle for readers who cannot see, or use no mouse. */
export async function seriousObstacles(page: Page | Frame): Promise<string[]> {
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  return page.evaluate(async () => {
    type Found = { violations: { id: string; impact: string; help: string; nodes: { html: string }[] }[] };
    const { axe } = globalThis as unknown as { axe: { run(context: object): Promise<Found> } };
    const { violations } = await axe.run({ include: ['[data-convolab-widget]'] });
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    return serious.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes[0].html}`);
  });
}

/** Roles that mean nothing to a reader who hears them without a name. */
const named = 'button|checkbox|combobox|group|heading|img|region|slider|spinbutton|table';

/**
 * What a screen reader has of a widget: everything is named, nothing twice, and what takes keys is called as its heading, whatever it shows. It is a slider,
 * which screen readers give the arrow keys to: Orca 43 in Firefox keeps those of an `application` for itself, and is silent when it gets the focus.
 */
export async function treeIsNamed(widget: Locator): Promise<void> {
  const tree = await widget.ariaSnapshot();
  assert.deepEqual(tree.match(new RegExp(`^ *- (${named})(?! ")(?=[ :]|$).*$`, 'gm')) ?? [], [], tree);
  assert.equal(/canvas|\.\. /i.test(tree), false, tree);
  const titles = () => widget.getByRole('heading', { level: 4 }).allTextContents();
  for (const picture of await widget.locator('.picture[tabindex]').all()) {
    assert.equal(await picture.getAttribute('role'), 'slider');
    const id = await picture.getAttribute('aria-labelledby');
    const name = await widget.locator(`[id="${id}"]`).textContent();
    assert.ok(name && (await titles()).includes(name), `${name}`);
    const shows = async () => (await picture.getAttribute('aria-valuetext')) ?? '';
    assert.ok((await shows()).length > 10, name);
    // What it shows is told with its name. Changed by its keys it would be read out beside the status.
    await picture.focus();
    const before = await shows();
    await widget.page().keyboard.press('ArrowRight');
    assert.equal(await shows(), before, name);
    await widget.page().keyboard.press('ArrowLeft');
  }
  for (const field of await widget.getByRole('spinbutton').all()) {
    const { isValid, value } = await field.evaluate((element) => {
      const { validity, value } = element as unknown as { validity: { valid: boolean }; value: string };
      return { isValid: validity.valid, value };
    });
    assert.ok(isValid, `${value} would be read out as an invalid entry`);
  }
  const headings = await titles();
  for (const picture of await widget.getByRole('img').all()) {
    const name = (await picture.getAttribute('aria-label')) ?? '';
    assert.equal(
      headings.some((heading) => name.startsWith(heading)),
      false,
      name,
    );
  }
  for (const table of await widget.getByRole('table').all()) {
    assert.ok((await table.getByRole('columnheader').count()) > 3);
    assert.equal(await table.locator('tbody tr').count(), await table.getByRole('rowheader').count());
  }
  for (const sentence of await widget.locator('.status > *').all()) {
    const text = (await sentence.textContent()) ?? '';
    assert.ok(text.length <= 130, text);
  }
}

/** Where something is wider than its frame, Tab reaches the frame, which has a name. */
export async function wideIsReached(page: Page): Promise<void> {
  const frames = await page.locator('[data-convolab-widget]').locator('.wide').all();
  let wide = 0;
  for (const frame of frames) {
    const scrolls = await frame.evaluate((element) => {
      const { scrollWidth, clientWidth } = element as unknown as { scrollWidth: number; clientWidth: number };
      return scrollWidth > clientWidth;
    });
    assert.equal(await frame.getAttribute('tabindex'), scrolls ? '0' : null);
    if (!scrolls) continue;
    wide++;
    assert.match((await frame.getAttribute('aria-label')) ?? '', /^Scrolls sideways: ./);
    await frame.focus();
    await page.keyboard.press('ArrowRight');
    await page.waitForFunction(
      (element) => (element as { scrollLeft: number }).scrollLeft > 0,
      await frame.elementHandle(),
    );
  }
  assert.ok(wide > 0);
  assert.equal(await page.locator('[data-convolab-widget]').locator('.layers .wide[tabindex]').count(), 0); // both tables fit
}

/** After a tap on a picture the status stands right below its row, and the picture is where it was. */
export async function statusIsNear(page: Page): Promise<void> {
  let moved = 0;
  for (const widget of await page.locator('[data-convolab-widget]').all()) {
    for (const picture of await widget.locator('.pressable').all()) {
      await picture.scrollIntoViewIfNeeded();
      const status = widget.locator('.status');
      const [before, from] = [await picture.boundingBox(), await status.boundingBox()];
      assert.ok(before && from);
      await picture.tap({ position: { x: Math.min(20, before.width / 2), y: Math.min(20, before.height / 2) } });
      const [box, at] = [await picture.boundingBox(), await status.boundingBox()];
      assert.ok(box && at);
      const name = await widget.ariaSnapshot();
      assert.ok(
        at.y >= box.y + box.height && at.y - (box.y + box.height) < 200,
        `${JSON.stringify({ box, at })} ${name}`,
      );
      assert.ok(Math.abs(box.y - before.y) < 2, `${JSON.stringify({ before, box })} ${name}`);
      if (at.y !== from.y) moved++;
    }
  }
  assert.ok(moved >= 4, `${moved}`);
}
