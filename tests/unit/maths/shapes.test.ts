import assert from 'node:assert/strict';
import { test } from 'node:test';
import { channel, makeFilters, makeImage, mapImage, toImage } from '../../../lib/src/maths/image';
import { checkFilters, checkImage, shapeOf } from '../../../lib/src/maths/shapes';

test('shapeOf tells the shape of nested arrays', () => {
  assert.deepEqual(shapeOf(7), []);
  assert.deepEqual(shapeOf([1, 2, 3]), [3]);
  assert.deepEqual(
    shapeOf([
      [[1], [2]],
      [[3], [4]],
      [[5], [6]],
    ]),
    [3, 2, 1],
  );
  assert.deepEqual(shapeOf([]), [0]);
});

test('checks return the shape', () => {
  assert.deepEqual(checkImage(makeImage(2, 3, 4)), [2, 3, 4]);
  assert.deepEqual(checkFilters(makeFilters(2, 3, 4, 5)), [2, 3, 4, 5]);
});

const wrongImages: [string, unknown, string][] = [
  ['ragged rows', [[[1], [2]], [[3]]], 'image[1]: expected 2 entries as in image[0], got 1.'],
  ['ragged pixels', [[[1, 2], [3]]], 'image[0][1]: expected 2 entries as in image[0][0], got 1.'],
  ['a number for a pixel', [[[1], 2]], 'image[0][1]: expected 1 entry as in image[0][0], got 2.'],
  ['text for a number', [[['1']]], 'image[0][0][0]: expected a number, got the text "1".'],
  ['a hole', [[[1], [undefined]]], 'image[0][1][0]: expected a number, got undefined.'],
  ['null', null, 'image: expected nested arrays [height, width, channels], got null.'],
  ['no rows', [], 'image: expected nested arrays [height, width, channels], got an empty array.'],
  ['no columns', [[], []], 'image: expected nested arrays [height, width, channels], got an array of shape [2, 0].'],
  ['no channels', [[[]]], 'image: channels is 0, expected at least 1; the shape is [1, 1, 0].'],
  [
    'a batch',
    [[[[1]]]],
    'image: expected nested arrays [height, width, channels], got an array of shape [1, 1, 1, 1]. Give one image of the batch at a time.',
  ],
  [
    'typed array',
    new Float32Array(3),
    'image: expected nested arrays [height, width, channels], got a Float32Array (make it a plain array with Array.from).',
  ],
  [
    'typed array for a pixel',
    [[new Float32Array(3)]],
    'image: expected nested arrays [height, width, channels], got an array of shape [1, 1] whose first entry is ' +
      'a Float32Array (make it a plain array with Array.from).',
  ],
  ['a function', () => 1, 'image: expected nested arrays [height, width, channels], got a function.'],
];
for (const [name, image, message] of wrongImages) {
  test(`checkImage names what is wrong: ${name}`, () => {
    assert.throws(() => checkImage(image), { name: 'ShapeError', message });
  });
}

test('NaN is a number: it goes through, so that its way can be followed', () => {
  assert.deepEqual(checkImage([[[Number.NaN]]]), [1, 1, 1]);
});

test('makeImage and makeFilters ask for each value by its place', () => {
  assert.deepEqual(
    makeImage(2, 1, 2, (y, x, c) => 100 * y + 10 * x + c),
    [[[0, 1]], [[100, 101]]],
  );
  assert.deepEqual(
    makeFilters(1, 2, 1, 2, (a, b, c, o) => 1000 * a + 100 * b + 10 * c + o),
    [[[[0, 1]], [[100, 101]]]],
  );
  assert.throws(() => makeImage(0, 2, 1), { name: 'ShapeError', message: /^height: .* got 0\.$/ });
});

test('toImage and channel are each other’s inverse', () => {
  const matrix = [
    [1, 2, 3],
    [4, 5, 6],
  ];
  assert.deepEqual(shapeOf(toImage(matrix)), [2, 3, 1]);
  assert.deepEqual(channel(toImage(matrix)), matrix);
  assert.deepEqual(channel([[[1, 2]]], 1), [[2]]);
  assert.throws(() => channel(toImage(matrix), 1), {
    name: 'ShapeError',
    message: 'index: expected a channel from 0 to 0, got 1.',
  });
});

test('mapImage changes values, not shapes, and not its argument', () => {
  const image = [[[1, -2]], [[-3, 4]]];
  assert.deepEqual(mapImage(image, Math.abs), [[[1, 2]], [[3, 4]]]);
  assert.deepEqual(image, [[[1, -2]], [[-3, 4]]]);
});
