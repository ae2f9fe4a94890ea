import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';
import { bring, swipeUp } from '../finger';
import { statusOf } from './play';

/** Panels that are dragged on, but not drawn on. A finger that goes up where there is nothing to hold scrolls the page, and changes nothing. */
const scrolled = ['curve', 'boxes', 'output', 'plane', 'walk', 'surface', 'relief'];

export async function fingersScroll(page: Page): Promise<void> {
  // What a finger takes hold of, it moves up as well.
  const surface = page.locator('[data-panel=surface]');
  await bring(surface);
  const ring = await surface.locator('.grip').boundingBox();
  assert.ok(ring && ring.width >= 24 && ring.height >= 24);
  const [x, y, top] = [ring.x + ring.width / 2, ring.y + ring.height / 2, await page.evaluate('scrollY')];
  const hand = await page.context().newCDPSession(page);
  await hand.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let up = 10; up <= 40; up += 10)
    await hand.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - up }] });
  await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForFunction(
    ([from, at]) => {
      const { document, scrollY } = globalThis as unknown as { document: Root; scrollY: number };
      type Root = { querySelectorAll(selector: string): Iterable<{ shadowRoot: Root } & Box> };
      type Box = { getBoundingClientRect(): { y: number; height: number } };
      const panels = [...document.querySelectorAll('[data-convolab-widget]')].flatMap(({ shadowRoot }) => [
        ...shadowRoot.querySelectorAll('[data-panel=surface] .grip'),
      ]);
      const { y, height } = panels[0].getBoundingClientRect();
      return scrollY === at && y + height / 2 < from - 30;
    },
    [y, Number(top)],
  );
  let tried = 0;
  for (const widget of await page.locator('[data-convolab-widget]').all()) {
    for (const id of scrolled) {
      const panel = widget.locator(`[data-panel=${id}]`);
      if ((await panel.count()) === 0) continue;
      await bring(panel);
      const [box, before] = [await panel.boundingBox(), await statusOf(widget)];
      assert.ok(box);
      await swipeUp(page, { x: box.x + 0.7 * box.width, y: box.y + 0.85 * box.height });
      assert.equal(await statusOf(widget), before, id);
      tried++;
    }
  }
  assert.equal(tried, scrolled.length + 2); // convolution and pooling have an output, the playground has a plane as well
}

/** Each control can be hit by a finger: at least 24 pixels in both directions (WCAG 2.2, 2.5.8). */
export async function controlsAreLarge(page: Page): Promise<void> {
  for (const control of await page.locator('[data-convolab-widget]').locator('button, select, input').all()) {
    const isCheck = (await control.getAttribute('type')) === 'checkbox';
    const box = await (isCheck ? control.locator('xpath=..') : control).boundingBox();
    assert.ok(box && box.width >= 24 && box.height >= 24, `${await control.ariaSnapshot()}: ${JSON.stringify(box)}`);
  }
}

/** Tab reaches each picture that takes keys, which then says what they do until Escape; keys of the browser stay with it; the focus is not lost. */
export async function keysAreTold(page: Page): Promise<void> {
  const pictures = page.locator('[data-convolab-widget]').locator('.picture[tabindex]');
  const count = await pictures.count();
  assert.ok(count >= 20, `${count}`);
  for (let i = 0; i < count; i++) {
    const picture = pictures.nth(i);
    const name = await picture.getAttribute('data-panel');
    const keys = picture.locator('xpath=ancestor::*[contains(concat(" ", @class, " "), " panel ")]').locator('.keys');
    await picture.focus();
    await page.keyboard.press('Shift+Tab');
    assert.equal(await keys.isVisible(), false, `${name}`);
    await page.keyboard.press('Tab');
    assert.ok(await keys.isVisible(), `${name}`);
    assert.match((await keys.textContent()) ?? '', /arrow/i);
    const [shown, hint] = [await picture.boundingBox(), await keys.boundingBox()];
    assert.ok(
      shown && hint && hint.y >= shown.y + shown.height,
      `${name}: it covers neither the picture nor what is above`,
    );
    const height = page.viewportSize()?.height ?? 0;
    assert.ok(hint.y + hint.height <= height, `${name}: ${JSON.stringify(hint)}`);
    await page.keyboard.press('Escape');
    assert.equal(await keys.isVisible(), false, `${name}`);
    const before = await picture.innerHTML();
    await picture.dispatchEvent('keydown', { key: 'ArrowLeft', altKey: true });
    assert.equal(await picture.innerHTML(), before, `${name}: Alt and an arrow go back in the browser`);
  }
  const stride = page.getByRole('slider', { name: 'Stride', exact: true }).first();
  assert.equal(await stride.getAttribute('aria-valuetext'), '1'); // once in the name and once as the value it would be read twice
  await page.getByRole('button', { name: /^Remove 3/ }).press('Enter');
  await page.waitForFunction(
    'document.activeElement?.shadowRoot?.activeElement?.getAttribute("aria-label")?.startsWith("Remove 2")',
  );
}

/** The frame of what has the focus stands out from the page: at least 3 to 1 (WCAG 2.2, 1.4.11). */
export async function focusIsSeen(page: Page, [ink, ground]: [string, string]): Promise<void> {
  await page.evaluate(`document.body.style.color = '${ink}'`);
  const picture = page.locator('[data-convolab-widget]').locator('.picture[tabindex]').first();
  await picture.focus();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Tab');
  const outline = await picture.evaluate((element) => {
    const { getComputedStyle } = globalThis as unknown as { getComputedStyle(of: unknown): { outlineColor: string } };
    return getComputedStyle(element).outlineColor;
  });
  const luminances = [luminance(outline), luminance(ground)].sort((a, b) => b - a);
  const contrast = (luminances[0] + 0.05) / (luminances[1] + 0.05);
  assert.ok(contrast >= 3, `${outline} on ${ground}: ${contrast.toFixed(2)}`);
}

/** Relative luminance as WCAG defines it, of `rgb(86, 180, 233)` or `color(srgb 0.34 0.71 0.91)`. */
function luminance(colour: string): number {
  const scale = colour.startsWith('rgb') ? 255 : 1;
  const linear = (colour.match(/\d*\.?\d+(?:e-?\d+)?/g) ?? [])
    .slice(0, 3)
    .map((value) => Number(value) / scale)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2];
}
