import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Box, dice, type Matrix, pasteMask, roiAlign } from '../../../../lib/src/maths';

/** A disc around a place, `[48, 48]`. */
const disc = (x: number, y: number, radius: number): Matrix =>
  Array.from({ length: 48 }, (_, row) =>
    Array.from({ length: 48 }, (__, column) => Number(Math.hypot(column + 0.5 - x, row + 0.5 - y) <= radius)),
  );

describe('pasteMask', () => {
  it('is the way back from a region that was cut out', () => {
    for (const { x, y, radius, box } of [
      { x: 20, y: 24, radius: 9, box: [11, 15, 29, 33] },
      { x: 30.4, y: 17.7, radius: 11.3, box: [18.2, 5.5, 42.7, 30.1] },
    ] as { x: number; y: number; radius: number; box: Box }[]) {
      const truth = disc(x, y, radius);
      const small = roiAlign(
        truth.map((row) => row.map((value) => [value])),
        box,
        28,
      ).map((row) => row.map(([value]) => value));
      assert.ok(dice(truth, pasteMask(small, box, 48, 48)) > 0.97);
    }
  });

  it('leaves everything outside of the box empty, and within asks the nearest values', () => {
    const pasted = pasteMask([[1, 0]], [2, 1, 6, 3], 4, 8);
    assert.deepEqual(pasted, [
      [0, 0, 0, 0, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0, 0, 0],
      [0, 0, 1, 1, 0, 0, 0, 0],
      [0, 0, 0, 0, 0, 0, 0, 0],
    ]);
    assert.equal(
      pasteMask([[0.4]], [0, 0, 2, 2], 2, 2, 0.3)
        .flat()
        .join(''),
      '1111',
    );
  });

  it('refuses a box that is none', () => {
    assert.throws(() => pasteMask([[1]], [3, 0, 1, 1], 4, 4), { name: 'ShapeError', message: /left ≤ right/ });
  });
});
