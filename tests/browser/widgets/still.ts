import assert from 'node:assert/strict';
import type { Page } from 'playwright-core';

interface Box {
  left: number;
  right: number;
  bottom: number;
}
interface Shown {
  textContent: string | null;
  getBoundingClientRect(): Box;
}

/** Draws each picture that stands for a widget without script by itself: none of its texts is cut off. @returns how many there are */
export async function wholePictures(page: Page): Promise<number> {
  const pictures = (await page.content()).match(/data:image\/svg\+xml;base64,[\w+/=]+/g) ?? [];
  for (const picture of pictures) {
    await page.setContent(Buffer.from(picture.split(',')[1], 'base64').toString());
    assert.deepEqual(await page.locator('svg').first().evaluate(textsOutside), []);
  }
  return pictures.length;
}

function textsOutside(element: unknown): string[] {
  const svg = element as Shown & { querySelectorAll(selector: string): Iterable<Shown> };
  const frame = svg.getBoundingClientRect();
  return [...svg.querySelectorAll('text')].flatMap((text) => {
    const { left, right, bottom } = text.getBoundingClientRect();
    const isWhole = left >= frame.left - 1 && right <= frame.right + 1 && bottom <= frame.bottom + 1;
    return isWhole ? [] : [`${text.textContent}`];
  });
}
