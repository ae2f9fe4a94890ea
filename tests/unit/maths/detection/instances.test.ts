import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import {
  type Box,
  type Detection,
  type Image,
  instanceIous,
  iou,
  type LabelledBox,
  type Matrix,
  maskAveragePrecision,
  maskIou,
  meanAveragePrecision,
  random,
  roiAlign,
} from '../../../../lib/src/maths';
import { assertTensorClose, reference } from '../reference';

interface AlignCase {
  kind: string;
  features: Image;
  box: Box;
  cells: number;
  output: Image;
}

const size = 32;

/** A box of whole pixels, filled. */
const filled = ([left, top, right, bottom]: Box): Matrix =>
  Array.from({ length: size }, (_, y) =>
    Array.from({ length: size }, (_, x) => Number(y >= top && y < bottom && x >= left && x < right)),
  );

const draw = random(4);
const anyBox = (): Box => {
  const [left, top] = [draw.integer(20), draw.integer(20)];
  return [left, top, left + 1 + draw.integer(12), top + 1 + draw.integer(12)];
};

describe('roiAlign', () => {
  const cases = reference<AlignCase>('segmentation').filter(({ kind }) => kind === 'roiAlign');
  assert.equal(cases.length, 4);
  for (const { features, box, cells, output } of cases)
    it(`is torchvision's for [${box}] in ${cells} × ${cells} cells`, () => {
      assertTensorClose(roiAlign(features, box, cells), output, 'output', 1e-6);
    });

  it('refuses what is no map, no box and no count', () => {
    assert.throws(() => roiAlign([[1]] as unknown as Image, [0, 0, 1, 1], 2), {
      name: 'ShapeError',
      message: /features/,
    });
    assert.throws(() => roiAlign([[[1]]], [1, 0, 0, 1], 2), { name: 'ShapeError', message: /left ≤ right/ });
    assert.throws(() => roiAlign([[[1]]], [0, 0, 1, 1], 0), { name: 'ShapeError', message: /cells/ });
  });
});

describe('masks of objects', () => {
  it('have the IoU of their boxes where they fill them', () => {
    for (let i = 0; i < 40; i++) {
      const [a, b] = [anyBox(), anyBox()];
      assert.ok(Math.abs(maskIou(filled(a), filled(b)) - iou(a, b)) < 1e-12);
    }
    assert.equal(maskIou([[0, 0]], [[0, 0]]), 0);
    assert.throws(() => maskIou([[1]], [[1, 0]]), { name: 'ShapeError' });
  });

  it('have the mAP of their boxes where they fill them', () => {
    const truth: LabelledBox[][] = [];
    const seen: Detection[][] = [];
    for (let image = 0; image < 12; image++) {
      const objects = Array.from({ length: 3 }, () => ({ box: anyBox(), label: draw.integer(2) }));
      truth.push(objects);
      seen.push(
        objects.flatMap(({ box, label }) => {
          const [dx, dy] = [draw.integer(4), draw.integer(4)];
          const moved: Box = [box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy];
          return [moved, anyBox()].map((place) => ({ box: place, label, score: draw.uniform() }));
        }),
      );
    }
    const masked = <T extends { box: Box }>(lists: T[][]) =>
      lists.map((list) => list.map((one) => ({ ...one, mask: filled(one.box) })));
    for (const threshold of [0.3, 0.5]) {
      const byMask = maskAveragePrecision(masked(truth), masked(seen), 2, threshold);
      assert.deepEqual(byMask, meanAveragePrecision(truth, seen, 2, threshold));
      assert.ok(byMask.mAP > 0.05 && byMask.mAP < 0.95);
    }
  });

  it('are paired once each, in their class, and a missed one has 0', () => {
    const truth = [
      { mask: filled([0, 0, 10, 10]), label: 0 },
      { mask: filled([2, 0, 12, 10]), label: 0 },
      { mask: filled([20, 20, 30, 30]), label: 1 },
    ];
    const found = [
      { mask: filled([1, 0, 11, 10]), label: 0 }, // 90 of 110 pixels shared with each of the first two
      { mask: filled([2, 0, 12, 9]), label: 0 }, // 90 of 100 with the second
      { mask: filled([20, 20, 30, 30]), label: 0 }, // another class than the third
    ];
    assertTensorClose(instanceIous(truth, found), [90 / 110, 0.9, 0], 'IoUs', 1e-12);
    assert.deepEqual(instanceIous(truth, []), [0, 0, 0]);
    assert.deepEqual(instanceIous([], found), []);
  });

  it('need images and classes that fit', () => {
    const one = [{ mask: [[1]], label: 0, score: 1 }];
    assert.throws(() => maskAveragePrecision([one], [], 1), /expected a list for each of the 1 images, got 0 lists/);
    assert.throws(() => maskAveragePrecision([one], [one], 0), { name: 'ShapeError' });
    const strange = [{ ...one[0], label: 3 }];
    assert.throws(() => maskAveragePrecision([one], [strange], 2), /image 0: label 3 is none of 2 classes/);
    assert.throws(() => maskAveragePrecision([one], [[{ ...one[0], mask: [[1, 0]] }]], 1), { name: 'ShapeError' });
  });
});
