/** Where the names of boxes stand, so that they do not write over each other. */

import { leastCovered, type Rectangle } from './rectangles';

/** of a name on its ground, in pixels: the width of a letter and the height of a line */
const letter = { width: 6, height: 13 };

/**
 * For each box the lower left corner of its name: above its left corner if nothing is there, else at the place around the box
 * where the name covers the least of the names before it. No name leaves the image.
 */
export function namePlaces(
  boxes: readonly (Rectangle & { text: string })[],
  image: Rectangle,
): { x: number; y: number }[] {
  const taken: Rectangle[] = [];
  return boxes.map((box) => {
    const areas = placesOf(box, image);
    const best = areas[leastCovered(areas, taken)];
    taken.push(best);
    return { x: best.left, y: best.bottom };
  });
}

function placesOf({ left, right, top, bottom, text }: Rectangle & { text: string }, image: Rectangle): Rectangle[] {
  const width = letter.width * text.length;
  const lines = [top, bottom + letter.height, top + letter.height, bottom]; // above, below, and inside of the box
  return lines.flatMap((line) =>
    [left, right - width].map((side) => {
      const x = Math.max(image.left, Math.min(side, image.right - width));
      const y = Math.max(image.top + letter.height, Math.min(line, image.bottom));
      return { left: x, right: x + width, top: y - letter.height, bottom: y };
    }),
  );
}
