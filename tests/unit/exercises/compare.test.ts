import assert from 'node:assert';
import { test } from 'node:test';
import { compare, compareCalls } from '../../../lib/src/exercises/compare';
import { type Data, type Given, Odd } from '../../../lib/src/exercises/wire';

const tolerance = { relative: 1e-5, absolute: 1e-7 };
const difference = (got: Given, expected: Data) => compare(got, expected, tolerance);
const image = (height: number, width: number, channels = 1): number[][][] =>
  Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (__, x) => Array(channels).fill(y * width + x)),
  );

test('equal values agree, within the tolerance of the largest', () => {
  assert.equal(difference(image(3, 4), image(3, 4)), undefined);
  assert.equal(difference([1000, 0.005], [1000, 0]), undefined);
  assert.equal(difference([1000, 0.02], [1000, 0])?.kind, 'value');
  assert.equal(difference({ before: 1, after: 2 }, { before: 1, after: 2 }), undefined);
  assert.equal(difference([NaN, Infinity], [NaN, Infinity]), undefined);
});

test('nothing returned asks for the return', () => {
  assert.match(difference(undefined, image(3, 3))?.sentence ?? '', /returned nothing.*Is the `return` missing\?/);
});

test('the type comes before the shape, the shape before the values', () => {
  const cases: [Given, Data, string, RegExp][] = [
    ['3', 3, 'type', /the text "3"; expected a number\. .*Number\(…\)/],
    ['hello', 3, 'type', /the text "hello"; expected a number\.$/],
    [new Odd('a Promise'), 3, 'type', /a Promise; expected a number\. .*await/],
    [new Odd('a tensor of shape [2, 2]'), [[1]], 'type', /a tensor of shape \[2, 2\].*arraySync/],
    [null, 3, 'type', /null; expected a number/],
    [7, image(2, 2), 'type', /the number 7; expected 2×2×1/],
    [image(28, 28), image(26, 26), 'shape', /Expected 26×26×1 .*, got 28×28×1/],
    [
      [[1, 2], [3]],
      [
        [1, 2],
        [3, 4],
      ],
      'shape',
      /\[1\]: expected a list of 2 numbers, got a list of 1 number/,
    ],
    [[1, 2, 3], [1, 2], 'shape', /expected a list of 2 numbers, got a list of 3 numbers/i],
    [[1, 'x'], [1, 2], 'type', /\[1\] is the text "x"; expected a number/],
    [[[1], undefined], [[1], [2]], 'type', /\[1\] is missing/],
    [{ before: 1 }, { before: 1, after: 1 }, 'type', /\.after is missing/],
  ];
  for (const [got, expected, kind, sentence] of cases) {
    const found = difference(got, expected);
    assert.equal(found?.kind, kind, JSON.stringify(got));
    assert.match(found?.sentence ?? '', sentence);
  }
});

test('NaN is named with its place and number', () => {
  const got = image(2, 3);
  got[1][0][0] = NaN;
  got[1][2][0] = Infinity;
  const found = difference(got, image(2, 3));
  assert.equal(found?.kind, 'nan');
  assert.match(found?.sentence ?? '', /at \[1\]\[0\]\[0\] is NaN; expected 3\. 2 of 6 values/);
});

test('values are named at the first and at the worst place', () => {
  const got = image(2, 3);
  got[0][1][0] = 1.5;
  got[1][2][0] = -40;
  const sentence = difference(got, image(2, 3))?.sentence ?? '';
  assert.match(sentence, /2 of 6 values differ: the first at \[0\]\[1\]\[0\] \(expected 1, got 1\.5\)/);
  assert.match(sentence, /the worst at \[1\]\[2\]\[0\] \(expected 5, got -40\)/);
});

test('of many calls the first wrong one is named, each with a tolerance of its own', () => {
  const calls = [[1000], [-2], [0]];
  const sentence = compareCalls('relu.output', calls, [1000, -0.002, 1], [1000, 0, 0], tolerance)?.sentence ?? '';
  assert.match(sentence, /^`relu\.output\(-2\)`: Expected 0, got -0\.002\. 2 of 3 calls/);
  assert.equal(compareCalls('f', calls, [1000, 0, 0], [1000, 0, 0], tolerance), undefined);
});
