import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { makeImage } from '../../../lib/src/maths/image';
import { type PoolingOptions, pool2d, pool2dBackward } from '../../../lib/src/maths/pooling';
import { random } from '../../../lib/src/maths/random';
import type { Image } from '../../../lib/src/maths/shapes';
import { assertTensorClose, inner, numericGradient, reference, tfPadding } from './reference';

interface Case {
  name: string;
  kind: 'max' | 'avg' | 'l2';
  inputShape: number[];
  poolSize: [number, number];
  strides: [number, number];
  padding: 'valid' | 'same';
  input: Image | Image[];
  output: Image | Image[];
  upstream: Image | Image[];
  gradInput: Image | Image[];
}

for (const c of reference<Case>('pooling')) {
  test(`pool2d and its gradient equal PyTorch and TensorFlow: ${c.name}`, () => {
    const batch = (images: Image | Image[]) => (c.inputShape.length === 4 ? images : [images]) as Image[];
    const kind = c.kind === 'avg' ? 'average' : c.kind;
    const options: PoolingOptions = { kind, size: c.poolSize, stride: c.strides, padding: c.padding };
    batch(c.input).forEach((image, n) => {
      assertTensorClose(pool2d(image, options), batch(c.output)[n], `output ${n}`, 1e-6);
      const gradient = pool2dBackward(image, batch(c.upstream)[n], options);
      assertTensorClose(gradient, batch(c.gradInput)[n], `gradImage ${n}`, 1e-6);
    });
  });
}

/** Thirty poolings of random shape, over windows that overlap, leave gaps, or reach over the border. */
function randomPoolings() {
  const generator = random('poolings');
  return Array.from({ length: 30 }, () => {
    const image = makeImage(4 + generator.integer(6), 4 + generator.integer(6), 1 + generator.integer(3), () =>
      generator.normal(),
    );
    const size: [number, number] = [2 + generator.integer(3), 2 + generator.integer(3)];
    const stride: [number, number] = [1 + generator.integer(4), 1 + generator.integer(4)];
    const padding = (['valid', 'same', 1] as const)[generator.integer(3)];
    return { image, size, stride, padding, generator, text: `size ${size} stride ${stride} padding ${padding}` };
  });
}

test('max and average pooling equal TensorFlow.js on random shapes', async () => {
  await tf.setBackend('cpu');
  for (const { image, size, stride, padding, text } of randomPoolings()) {
    tf.tidy(() => {
      const rounding = padding === 1 ? 'floor' : undefined;
      const max = tf.maxPool(tf.tensor3d(image), size, stride, tfPadding(padding), rounding).arraySync();
      assertTensorClose(pool2d(image, { kind: 'max', size, stride, padding }), max, `max ${text}`, 1e-6);
      const average = tf.avgPool(tf.tensor3d(image), size, stride, tfPadding(padding), rounding).arraySync();
      assertTensorClose(pool2d(image, { kind: 'average', size, stride, padding }), average, `average ${text}`, 1e-6);
    });
  }
});

test('pool2dBackward equals numeric gradients on random shapes', () => {
  for (const { image, size, stride, padding, generator, text } of randomPoolings().slice(0, 12)) {
    for (const kind of ['max', 'average', 'l2'] as const) {
      const options = { kind, size, stride, padding };
      const upstream = pool2d(image, options).map((row) => row.map((pixel) => pixel.map(() => generator.normal())));
      const loss = () => inner(pool2d(image, options), upstream);
      assertTensorClose(
        pool2dBackward(image, upstream, options),
        numericGradient(image, loss, 1e-6),
        `${kind} ${text}`,
        1e-6,
      );
    }
  }
});

test('windows stand side by side unless a stride is given', () => {
  const image = makeImage(4, 6, 1, (y, x) => 10 * y + x);
  assert.deepEqual(pool2d(image, { kind: 'max', size: [2, 3] }), [
    [[12], [15]],
    [[32], [35]],
  ]);
});

test('of equal maxima the first gets the gradient', () => {
  assert.deepEqual(
    pool2dBackward(
      makeImage(2, 2, 1, () => 7),
      [[[5]]],
      { kind: 'max', size: 2 },
    ),
    [
      [[5], [0]],
      [[0], [0]],
    ],
  );
});

test('l2 of nothing but zeros has gradient 0', () => {
  assert.deepEqual(pool2dBackward(makeImage(2, 2, 1), [[[5]]], { kind: 'l2', size: 2 }), makeImage(2, 2, 1));
});

test('padding never wins and never counts', () => {
  const dark = makeImage(2, 2, 1, () => -3);
  assert.deepEqual(
    pool2d(dark, { kind: 'max', size: 2, stride: 1, padding: 1 }),
    makeImage(3, 3, 1, () => -3),
  );
  assert.deepEqual(
    pool2d(dark, { kind: 'average', size: 2, stride: 1, padding: 1 }),
    makeImage(3, 3, 1, () => -3),
  );
});

const image = makeImage(4, 5, 1);
const mistakes: [string, () => unknown, RegExp][] = [
  [
    'kind',
    () => pool2d(image, { kind: 'avg' as never, size: 2 }),
    /^kind: expected 'max', 'average' or 'l2', got the text "avg"\.$/,
  ],
  ['inherited name', () => pool2d(image, { kind: 'toString' as never, size: 2 }), /^kind: /],
  ['size', () => pool2d(image, { kind: 'max' } as never), /^size: .* got undefined\.$/],
  [
    'window too large',
    () => pool2d(image, { kind: 'max', size: 5 }),
    /does not fit into the height: .* at most 4 pixels, got 5\.$/,
  ],
  [
    'padding too wide',
    () => pool2d(image, { kind: 'max', size: 2, padding: 2 }),
    /^padding: expected less than the size .*\(2\), got 2\.$/,
  ],
  ['no options', () => (pool2d as (image: Image) => unknown)(image), /^options of pool2d: .* got undefined\.$/],
  [
    'upstream',
    () => pool2dBackward(image, image, { kind: 'max', size: 2 }),
    /^upstream: expected shape \[2, 2, 1\] .* got \[4, 5, 1\]\.$/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`pool2d says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
