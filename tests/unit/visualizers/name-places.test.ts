import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import fc from 'fast-check';
import { namePlaces } from '../../../lib/src/visualizers/name-places';

const image = { left: 100, top: 50, right: 330, bottom: 280 };
const box = (left: number, top: number, right: number, bottom: number, text = 'Bag 0.97') => ({
  ...{ left, top, right, bottom },
  text,
});
/** as drawn: 6 pixels a letter, 13 a line, from the lower left corner */
const ground = ({ x, y }: { x: number; y: number }, text: string) => ({
  ...{ left: x, right: x + 6 * text.length },
  ...{ top: y - 13, bottom: y },
});

describe('names of boxes', () => {
  test('a name stands above the left corner of its box', () => {
    assert.deepEqual(namePlaces([box(150, 120, 250, 200)], image), [{ x: 150, y: 120 }]);
  });

  test('at the upper edge of the image it stands below the edge, at the right edge left of it', () => {
    assert.deepEqual(namePlaces([box(310, 50, 330, 90)], image), [{ x: 330 - 48, y: 63 }]);
  });

  test('boxes that begin at the same corner have names beside or below each other', () => {
    const boxes = [box(150, 120, 250, 200), box(152, 122, 240, 260), box(149, 121, 255, 230), box(151, 119, 250, 205)];
    const grounds = namePlaces(boxes, image).map((place, i) => ground(place, boxes[i].text));
    for (const [i, a] of grounds.entries())
      for (const b of grounds.slice(i + 1))
        assert.ok(a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top, `${i}`);
  });

  test('no name leaves the image, wherever the boxes are', () => {
    const place = fc.tuple(fc.integer({ min: 80, max: 350 }), fc.integer({ min: 30, max: 300 }));
    fc.assert(
      fc.property(fc.array(fc.tuple(place, place), { maxLength: 12 }), (corners) => {
        const boxes = corners.map(([[a, b], [c, d]]) =>
          box(Math.min(a, c), Math.min(b, d), Math.max(a, c), Math.max(b, d)),
        );
        for (const [i, found] of namePlaces(boxes, image).entries()) {
          const { left, right, top, bottom } = ground(found, boxes[i].text);
          assert.ok(left >= image.left && right <= image.right && top >= image.top && bottom <= image.bottom);
        }
      }),
      { seed: 1, numRuns: 200 },
    );
  });
});
