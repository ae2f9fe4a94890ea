import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cropToShape, resize } from '../../../lib/src/datasets/resize';
import type { Image } from '../../../lib/src/maths/shapes';

/** 5 × 7 × 1 */
const pattern: Image = Array.from({ length: 5 }, (_, y) =>
  Array.from({ length: 7 }, (_, x) => [((7 * y * y + 3 * x * y + 5 * x) % 11) / 10]),
);
const plane = (image: Image) => image.map((row) => row.map(([value]) => value));

/** Pillow 13.0, Image.fromarray(pattern, 'F').resize((width, height), Image.BILINEAR), rounded to five digits. */
const pillow: [height: number, width: number, values: number[][]][] = [
  [
    2,
    3,
    [
      [0.46981, 0.60615, 0.45195],
      [0.45195, 0.58556, 0.52338],
    ],
  ],
  [
    3,
    7,
    [
      [0.3, 0.45714, 0.61429, 0.61429, 0.77143, 0.3, 0.45714],
      [0.66667, 0.42222, 0.42222, 0.66667, 0.66667, 0.42222, 0.42222],
      [0.45714, 0.45714, 0.3, 0.77143, 0.61429, 0.61429, 0.45714],
    ],
  ],
  [
    8,
    4,
    [
      [0.2619, 0.732, 0.64, 0.59048],
      [0.38482, 0.57975, 0.633, 0.40089],
      [0.54643, 0.3975, 0.6225, 0.18482],
      [0.58214, 0.5325, 0.6075, 0.46161],
      [0.54792, 0.51375, 0.6175, 0.50476],
      [0.44375, 0.34125, 0.6525, 0.31429],
      [0.4494, 0.46125, 0.65825, 0.52827],
      [0.4619, 0.568, 0.66, 0.70952],
    ],
  ],
];
for (const [height, width, values] of pillow) {
  test(`5 × 7 to ${height} × ${width} equals Pillow`, () => {
    const found = plane(resize(pattern, height, width));
    assert.deepEqual([found.length, found[0].length], [height, width]);
    for (const [y, row] of found.entries()) {
      for (const [x, value] of row.entries()) assert.ok(Math.abs(value - values[y][x]) < 1e-5, `${y} ${x}: ${value}`);
    }
  });
}

test('the same size gives the same picture', () => {
  const same = resize(pattern, 5, 7).flat(2);
  for (const [i, value] of pattern.flat(2).entries()) assert.ok(Math.abs(same[i] - value) < 1e-12);
});

test('channels stay apart', () => {
  const [out] = resize(
    [
      [
        [0, 1, 4],
        [2, 1, 8],
      ],
    ],
    1,
    1,
  );
  assert.deepEqual(out, [[1, 1, 6]]);
});

test('fine stripes turn grey', () => {
  const stripes: Image = Array.from({ length: 64 }, () => Array.from({ length: 64 }, (_, x) => [x % 2]));
  for (const value of resize(stripes, 8, 8).flat(2)) assert.ok(Math.abs(value - 0.5) < 0.05, `${value}`);
});

test('a crop is as large as fits and from the middle', () => {
  const numbered: Image = Array.from({ length: 4 }, (_, y) => Array.from({ length: 10 }, (_, x) => [10 * y + x]));
  assert.deepEqual(plane(cropToShape(numbered, 2, 2)), [
    [3, 4, 5, 6],
    [13, 14, 15, 16],
    [23, 24, 25, 26],
    [33, 34, 35, 36],
  ]);
  assert.deepEqual(
    plane(cropToShape(numbered, 1, 5)),
    [numbered[1], numbered[2]].map((row) => row.map(([v]) => v)),
  );
  assert.deepEqual(cropToShape(numbered, 8, 20), numbered);
});
