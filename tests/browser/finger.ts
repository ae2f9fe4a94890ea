import type { Locator, Page } from 'playwright-core';

/** Lays a finger on a place of the page, moves it 200 pixels up and lifts it, and waits until the page has scrolled by more than 100. */
export async function swipeUp(page: Page, { x, y }: { x: number; y: number }): Promise<void> {
  const before = Number(await page.evaluate('scrollY'));
  const hand = await page.context().newCDPSession(page);
  await hand.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [{ x, y }] });
  for (let moved = 20; moved <= 200; moved += 20)
    await hand.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [{ x, y: y - moved }] });
  await hand.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  await page.waitForFunction(`scrollY > ${before} + 100`);
}

/** Scrolls the page so that an element begins 300 pixels below its upper edge. */
export async function bring(element: Locator): Promise<void> {
  await element.evaluate((it) => {
    type Scrolled = { scrollY: number; scrollTo(left: number, top: number): void };
    const { scrollY, scrollTo } = globalThis as unknown as Scrolled;
    const { top } = (it as unknown as { getBoundingClientRect(): { top: number } }).getBoundingClientRect();
    scrollTo(0, top + scrollY - 300);
  });
}
