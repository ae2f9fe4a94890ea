import type { Page } from 'playwright-core';

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
