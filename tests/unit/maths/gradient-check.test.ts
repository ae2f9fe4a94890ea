import assert from 'node:assert/strict';
import { test } from 'node:test';
import { conv2d, conv2dBackward } from '../../../lib/src/maths/conv2d';
import { gradientCheck } from '../../../lib/src/maths/gradient-check';
import { lenet5FromScratch } from '../../../lib/src/maths/lenet5';
import { softmaxCrossEntropy } from '../../../lib/src/maths/losses';
import { makeNested } from '../../../lib/src/maths/nested';
import { backwardPass, forwardPass } from '../../../lib/src/maths/network';
import { random } from '../../../lib/src/maths/random';
import type { Filters, Image, Matrix } from '../../../lib/src/maths/shapes';
import { assertEachClose, inner } from './reference';

test('the slope of a known function, entry by entry', () => {
  // f = x₀³ + sin(x₁)·x₂ with the gradient [3x₀², cos(x₁)·x₂, sin(x₁)]
  const f = ([a, b, c]: number[]) => a ** 3 + Math.sin(b) * c;
  const x = [1.5, 0.4, -2];
  const gradient = [3 * 1.5 ** 2, -2 * Math.cos(0.4), Math.sin(0.4)];
  const { largestError, worst, count, entries } = gradientCheck(f, x, gradient);
  assert.ok(largestError < 1e-9, `${largestError}`);
  assert.equal(worst.error, largestError);
  assert.equal(count, 3);
  assert.deepEqual(
    entries.map(({ index }) => index),
    [[0], [1], [2]],
  );
  assertEachClose(
    entries.map(({ numeric }) => numeric),
    gradient,
    'numeric',
    1e-9,
  );
  assert.deepEqual(x, [1.5, 0.4, -2], 'x is left as it was');
});

test('the error is relative, and the worst entry is named with its index', () => {
  const x = [
    [1, 2],
    [3, 4],
  ];
  const f = (values: number[][]) => inner(values, x); // the gradient is x
  const wrong = [
    [1, 2],
    [3.3, 4],
  ];
  const { largestError, worst } = gradientCheck(f, x, wrong);
  assertEachClose([largestError], [0.3 / 3.3], 'largest error', 1e-7);
  assert.deepEqual(worst.index, [1, 0]);
  assert.equal(worst.analytic, 3.3);
  assertEachClose([worst.numeric], [3], 'numeric', 1e-9);
});

test('one number is checked too, and derivatives of 0 are right', () => {
  const { worst, count } = gradientCheck((x: number) => x ** 2, 3, 7);
  assert.deepEqual([worst.index, count], [[], 1]);
  assertEachClose([worst.error], [1 / 7], 'error', 1e-7);
  assert.equal(gradientCheck(() => 5, [1, 2], [0, 0]).largestError, 0);
});

test('the last digits of f make no large error of a derivative near 0', () => {
  const f = ([a, b]: number[]) => 1000 * a + 1e-9 * b + 1 / 3;
  assert.ok(gradientCheck(f, [0.1, 0.1], [1000, 1e-9]).largestError < 1e-6);
  assert.equal(gradientCheck(f, [0.1, 0.1], [Number.NaN, 1e-9]).largestError, Number.POSITIVE_INFINITY);
});

const generator = random('gradient check');
const normal = (...shape: number[]) => makeNested(shape, () => generator.normal());

test('a right backward pass of a convolution passes, and one with its kernel flipped does not', () => {
  const image = normal(6, 6, 2) as Image;
  const filters = normal(3, 3, 2, 3) as Filters;
  const upstream = normal(4, 4, 3) as Image;
  const { gradImage, gradFilters } = conv2dBackward(image, filters, upstream);
  const ofFilters = gradientCheck((w) => inner(upstream, conv2d(image, w)), filters, gradFilters);
  const ofImage = gradientCheck((x) => inner(upstream, conv2d(x, filters)), image, gradImage);
  assert.deepEqual([ofFilters.count, ofImage.count], [54, 72]);
  assert.ok(Math.max(ofFilters.largestError, ofImage.largestError) < 1e-6);
  const flipped = gradFilters.map((row) => [...row].reverse()).reverse();
  assert.ok(gradientCheck((w) => inner(upstream, conv2d(image, w)), filters, flipped).largestError > 0.1);
});

test('a part of the weights of LeNet-5, drawn by seed', () => {
  const network = lenet5FromScratch({ random: random(2) });
  const images = normal(1, 28, 28, 1) as Image[];
  const targets = [[0, 0, 1, 0, 0, 0, 0, 0, 0, 0]];
  const { gradients } = backwardPass(network, images, targets);
  const lossAt = (filters: Filters) => {
    const changed = network.map((layer, index) => {
      return index === 3 ? { ...layer, parameters: { ...layer.parameters, filters } } : layer;
    });
    return softmaxCrossEntropy.output(forwardPass(changed, images).at(-1) as Matrix, targets);
  };
  const check = (seed: number) =>
    gradientCheck(lossAt, network[3].parameters.filters as Filters, gradients[3].filters as Filters, {
      entries: 6,
      random: random(seed),
    });
  const first = check(1);
  assert.equal(first.count, 6);
  assert.ok(first.largestError < 1e-5, `${first.largestError}`);
  assert.deepEqual(check(1), first);
  const places = (result: typeof first) => result.entries.map(({ index }) => index.join());
  assert.equal(new Set(places(first)).size, 6);
  assert.notDeepEqual(places(check(2)), places(first));
});

const one = (x: number[]) => x[0];
const mistakes: [string, () => unknown, RegExp][] = [
  ['gradient', () => gradientCheck(one, [1, 2], [1]), /^gradient: expected shape \[2\] \(that of x\), got \[1\]\.$/],
  ['f', () => gradientCheck(() => Number.NaN, [1], [1]), /^f: expected .* a finite number near x, got NaN\.$/],
  ['no number', () => gradientCheck(one, [], []), /^x: expected at least one number, got an empty array\.$/],
  ['step', () => gradientCheck(one, [1], [1], { step: 0 }), /^step: expected a number above 0, got 0\.$/],
  ['entries', () => gradientCheck(one, [1], [1], { entries: 0 }), /^entries: .* at least 1, got 0\.$/],
  ['option', () => gradientCheck(one, [1], [1], { h: 1 } as never), /^options of gradientCheck: .* got "h"\.$/],
  ['text', () => gradientCheck(one, ['1'] as never, [1]), /^x\[0\]: expected a number, got the text "1"\.$/],
];
for (const [name, call, message] of mistakes) {
  test(`gradientCheck says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
