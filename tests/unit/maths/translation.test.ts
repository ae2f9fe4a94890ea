import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { conv2d, equivarianceGap, makeFilters, makeImage, random, translate } from '../../../lib/src/maths';

const noise = random(3);
const image = makeImage(9, 8, 2, () => noise.normal());
const filters = makeFilters(3, 3, 2, 4, () => noise.normal());

describe('translate', () => {
  it('moves down and to the right, and lets zeros come in', () => {
    assert.deepEqual(
      translate(
        [
          [[1], [2]],
          [[3], [4]],
        ],
        1,
        0,
      ),
      [
        [[0], [0]],
        [[1], [2]],
      ],
    );
    assert.deepEqual(translate([[[1], [2], [3]]], 0, -2), [[[3], [0], [0]]]);
    assert.deepEqual(translate([[[1, 5]]], 0, 4), [[[0, 0]]]);
  });

  it('gives the image back after the way there and back, where nothing fell out', () => {
    const back = translate(translate(image, 2, -1), -2, 1);
    for (let y = 0; y < 7; y++) for (let x = 1; x < 8; x++) assert.deepEqual(back[y][x], image[y][x]);
  });

  it('leaves the image itself alone', () => {
    const small = [[[1], [2]]];
    translate(small, 0, 0)[0][0][0] = 9;
    assert.deepEqual(small, [[[1], [2]]]);
    assert.throws(() => translate(small, 0.5, 0), { name: 'ShapeError', message: /down: expected a whole number/ });
  });
});

describe('equivarianceGap', () => {
  it('is 0 for a convolution, and not for one with stride', () => {
    for (const [down, right] of [
      [0, 1],
      [2, -1],
      [-3, 2],
    ]) {
      const moved = translate(image, down, right);
      assert.equal(equivarianceGap(conv2d(image, filters), conv2d(moved, filters), down, right), 0);
      const strided = (one: typeof image) => conv2d(one, filters, { stride: 2 });
      assert.ok(equivarianceGap(strided(image), strided(moved), 1, 0) > 0.1);
    }
  });

  it('is the largest difference, of either sign, outside of the border', () => {
    const after = translate(image, 1, 0);
    after[0][3][1] += 100; // the row that came in
    assert.equal(equivarianceGap(image, after, 1, 0), 0);
    after[5][5][0] -= 3;
    assert.ok(Math.abs(equivarianceGap(image, after, 1, 0) - 3) < 1e-12);
  });

  it('says what does not fit', () => {
    assert.throws(() => equivarianceGap(image, image.slice(1), 0, 0), /after: expected shape \[9, 8, 2\]/);
    assert.throws(() => equivarianceGap(image, image, 9, 0), /expected less than the map, 9×8, got 9 down and 0 right/);
  });
});
