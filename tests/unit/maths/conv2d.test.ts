import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { type ConvolutionOptions, conv2d, conv2dBackward } from '../../../lib/src/maths/conv2d';
import { makeFilters, makeImage } from '../../../lib/src/maths/image';
import { random } from '../../../lib/src/maths/random';
import { type Filters, type Image, shapeOf } from '../../../lib/src/maths/shapes';
import { assertTensorClose, inner, numericGradient, reference, tfPadding } from './reference';

interface Case {
  name: string;
  inputShape: number[];
  strides: [number, number];
  padding: 'valid' | 'same';
  dilation: [number, number];
  explicitPads: { top: number; bottom: number; left: number; right: number };
  input: Image | Image[];
  filters: Filters;
  bias: number[];
  output: Image | Image[];
  upstream: Image | Image[];
  gradInput: Image | Image[];
  gradFilters: Filters;
  gradBias: number[];
}

const batch = (images: Image | Image[], rank: number) => (rank === 4 ? images : [images]) as Image[];

for (const c of reference<Case>('conv2d')) {
  const rank = c.inputShape.length;
  const [inputs, outputs, upstreams] = [c.input, c.output, c.upstream].map((images) => batch(images, rank));
  const options: ConvolutionOptions = { stride: c.strides, padding: c.padding, dilation: c.dilation, bias: c.bias };

  test(`conv2d equals PyTorch and TensorFlow: ${c.name}`, () => {
    inputs.forEach((input, n) => {
      assertTensorClose(conv2d(input, c.filters, options), outputs[n], `output ${n}`);
    });
  });

  test(`conv2dBackward equals PyTorch and TensorFlow: ${c.name}`, () => {
    const gradients = inputs.map((input, n) => conv2dBackward(input, c.filters, upstreams[n], options));
    const expected = batch(c.gradInput, rank);
    gradients.forEach(({ gradImage }, n) => {
      assertTensorClose(gradImage, expected[n], `gradImage ${n}`);
    });
    // The filters are shared by the images of a batch, so their gradients add up.
    const zeros = () => tf.zeros(shapeOf(c.filters));
    const sum = gradients.reduce((total, { gradFilters }) => total.add(tf.tensor(gradFilters)), zeros());
    assertTensorClose(sum.arraySync() as Filters, c.gradFilters, 'gradFilters');
    const biasSum = c.bias.map((_, o) => gradients.reduce((total, { gradBias }) => total + gradBias[o], 0));
    assertTensorClose(biasSum, c.gradBias, 'gradBias');
  });

  const { top, bottom, left, right } = c.explicitPads;
  if (top === bottom && left === right) {
    test(`explicit zeros on each side do the same as '${c.padding}': ${c.name}`, () => {
      inputs.forEach((input, n) => {
        assertTensorClose(conv2d(input, c.filters, { ...options, padding: [top, left] }), outputs[n], `output ${n}`);
      });
    });
  }
}

/** Forty layers of random shape; each setting occurs often, odd and even sizes meet. */
function randomLayers() {
  const generator = random('layers of conv2d');
  return Array.from({ length: 40 }, () => {
    const [height, width] = [5 + generator.integer(6), 5 + generator.integer(6)];
    const [inChannels, outChannels] = [1 + generator.integer(3), 1 + generator.integer(3)];
    const [kernelHeight, kernelWidth] = [1 + generator.integer(4), 1 + generator.integer(4)];
    const dilated = generator.uniform() < 0.3 && kernelHeight < 4 && kernelWidth < 4;
    const padding = (['valid', 'same', 1] as const)[generator.integer(3)];
    // TensorFlow.js does not combine dilation with strides.
    const stride: [number, number] = dilated ? [1, 1] : [1 + generator.integer(3), 1 + generator.integer(3)];
    const dilation: [number, number] = dilated ? [2, 1 + generator.integer(2)] : [1, 1];
    const image = makeImage(height, width, inChannels, () => generator.normal());
    const filters = makeFilters(kernelHeight, kernelWidth, inChannels, outChannels, () => generator.normal());
    const text = `${shapeOf(image)} by ${shapeOf(filters)} stride ${stride} padding ${padding} dilation ${dilation}`;
    return { image, filters, options: { stride, padding, dilation }, text, generator };
  });
}

test('conv2d and its gradients equal TensorFlow.js on random layers', async () => {
  await tf.setBackend('cpu');
  for (const { image, filters, options, text, generator } of randomLayers()) {
    tf.tidy(() => {
      const { stride, padding, dilation } = options;
      const [x, w] = [tf.tensor3d(image), tf.tensor4d(filters)];
      const convolve = (a: tf.Tensor3D, b: tf.Tensor4D) =>
        tf.conv2d(a, b, stride, tfPadding(padding), 'NHWC', dilation, padding === 1 ? 'floor' : undefined);
      const output = conv2d(image, filters, options);
      assertTensorClose(output, convolve(x, w).arraySync(), text);
      if (dilation[0] + dilation[1] > 2) return; // TensorFlow.js has no gradient of dilated convolutions
      const upstream = output.map((row) => row.map((pixel) => pixel.map(() => generator.normal())));
      const loss = (a: tf.Tensor, b: tf.Tensor) =>
        convolve(a as tf.Tensor3D, b as tf.Tensor4D)
          .mul(tf.tensor3d(upstream))
          .sum();
      const [gradX, gradW] = tf.grads(loss)([x, w]);
      const got = conv2dBackward(image, filters, upstream, options);
      assertTensorClose(got.gradImage, gradX.arraySync() as Image, `gradImage of ${text}`);
      assertTensorClose(got.gradFilters, gradW.arraySync() as Filters, `gradFilters of ${text}`);
    });
  }
});

test('conv2dBackward equals numeric gradients on random layers, dilated ones included', () => {
  for (const { image, filters, options, text, generator } of randomLayers().slice(0, 15)) {
    const bias = filters[0][0][0].map(() => generator.normal());
    const upstream = conv2d(image, filters, options).map((row) =>
      row.map((pixel) => pixel.map(() => generator.normal())),
    );
    const loss = () => inner(conv2d(image, filters, { ...options, bias }), upstream);
    const got = conv2dBackward(image, filters, upstream, { ...options, bias });
    assertTensorClose(got.gradImage, numericGradient(image, loss), `gradImage of ${text}`, 1e-7);
    assertTensorClose(got.gradFilters, numericGradient(filters, loss), `gradFilters of ${text}`, 1e-7);
    assertTensorClose(got.gradBias, numericGradient(bias, loss), `gradBias of ${text}`, 1e-7);
  }
});

test('what goes in is left as it was', () => {
  const { image, filters, options } = randomLayers()[0];
  const before = JSON.stringify([image, filters]);
  const bias = filters[0][0][0].map(() => 1);
  conv2dBackward(image, filters, conv2d(image, filters, { ...options, bias }), { ...options, bias });
  assert.equal(JSON.stringify([image, filters]), before);
  assert.deepEqual(
    bias,
    filters[0][0][0].map(() => 1),
  );
});

const image = makeImage(5, 6, 3);
const filters = makeFilters(3, 3, 3, 2);
const mistakes: [string, () => unknown, RegExp][] = [
  ['wrong channels', () => conv2d(image, makeFilters(3, 3, 1, 2)), /^filters: expected 3 inChannels .* got 1\.$/],
  ['bias length', () => conv2d(image, filters, { bias: [1] }), /^bias: expected 2 numbers, one a filter, got 1\.$/],
  ['bias no list', () => conv2d(image, filters, { bias: 1 as never }), /^bias: expected a list of numbers, got 1\.$/],
  [
    'NaN stride',
    () => conv2d(image, filters, { stride: Number.NaN }),
    /^stride: expected a whole number .* got NaN\.$/,
  ],
  ['stride 0', () => conv2d(image, filters, { stride: [1, 0] }), /^stride: .* got \[1, 0\]\.$/],
  ['three strides', () => conv2d(image, filters, { stride: [1, 1, 1] as never }), /^stride: .* got \[1, 1, 1\]\.$/],
  ['half dilation', () => conv2d(image, filters, { dilation: 1.5 }), /^dilation: .* got 1\.5\.$/],
  [
    'padding name',
    () => conv2d(image, filters, { padding: 'SAME' as never }),
    /^padding: expected 'valid', 'same', .* "SAME"\.$/,
  ],
  ['negative padding', () => conv2d(image, filters, { padding: -1 }), /^padding: .* at least 0 .* got -1\.$/],
  [
    'too large',
    () => conv2d(image, makeFilters(7, 3, 3, 2)),
    /does not fit into the height: .* at most 5 pixels, got 7\.$/,
  ],
  [
    'too large with dilation and padding',
    () => conv2d(image, filters, { dilation: [1, 5], padding: 1 }),
    /does not fit into the width: .* at most 8 pixels \(6 and padding 1 on each side\), got 11 \(kernel 3 with dilation 5\)\.$/,
  ],
  [
    'strides',
    () => conv2d(image, filters, { strides: 2 } as never),
    /^options of conv2d: expected stride, .* got "strides"\.$/,
  ],
  ['no options object', () => conv2d(image, filters, 'same' as never), /^options of conv2d: expected an object/],
  [
    'matrix',
    () => conv2d([[1, 2]] as never, filters),
    /^image: expected nested arrays \[height, width, channels\], got an array of shape \[1, 2\]\. .*toImage/,
  ],
  ['no image', () => conv2d(undefined as never, filters), /^image: .* got undefined\.$/],
  [
    'a tensor',
    () => conv2d(tf.zeros([2, 2, 1]) as never, filters),
    /^image: .* got a tensor \(call arraySync\(\) on it first\)\.$/,
  ],
  [
    'matrix as filters',
    () => conv2d(image, [[1]] as never),
    /^filters: expected nested arrays \[kernelHeight, .* \[1, 1\]\.$/,
  ],
  [
    'upstream',
    () => conv2dBackward(image, filters, makeImage(5, 6, 2)),
    /^upstream: expected shape \[3, 4, 2\] .* got \[5, 6, 2\]\.$/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`conv2d says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
