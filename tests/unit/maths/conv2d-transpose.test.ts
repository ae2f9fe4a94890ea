import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import {
  conv2dBackward,
  conv2dTranspose,
  conv2dTransposeBackward,
  type Filters,
  type Image,
  makeFilters,
  makeImage,
  random,
  type TransposedConvolutionOptions,
} from '../../../lib/src/maths';
import { assertTensorClose, inner, numericGradient, reference } from './reference';

interface Case {
  name: string;
  kind: string;
  strides: [number, number];
  padding: 'valid' | 'same';
  input: [Image];
  filters: Filters;
  bias: number[];
  output: [Image];
  upstream: [Image];
  gradients: { input: [Image]; filters: Filters; bias: number[] };
}

for (const c of reference<Case>('blocks').filter(({ kind }) => kind === 'conv2dTranspose')) {
  test(`conv2dTranspose and its gradients equal PyTorch and Keras: ${c.name}`, () => {
    const options = { stride: c.strides, padding: c.padding, bias: c.bias };
    assertTensorClose(conv2dTranspose(c.input[0], c.filters, options), c.output[0], 'output');
    const got = conv2dTransposeBackward(c.input[0], c.filters, c.upstream[0], options);
    assertTensorClose(got.gradImage, c.gradients.input[0], 'gradImage');
    assertTensorClose(got.gradFilters, c.gradients.filters, 'gradFilters');
    assertTensorClose(got.gradBias, c.gradients.bias, 'gradBias');
  });
}

/** Thirty layers of random shape: stamps that overlap, touch, and leave gaps. */
function randomLayers() {
  const generator = random('layers of conv2dTranspose');
  return Array.from({ length: 30 }, (_, index) => {
    const [inChannels, outChannels] = [1 + generator.integer(3), 1 + generator.integer(3)];
    const kernel: [number, number] = [1 + generator.integer(4), 1 + generator.integer(4)];
    const stride: [number, number] = [1 + generator.integer(3), 1 + generator.integer(3)];
    const padding = (['valid', 'same'] as const)[index % 2];
    const image = makeImage(2 + generator.integer(4), 2 + generator.integer(4), inChannels, () => generator.normal());
    const filters = makeFilters(...kernel, outChannels, inChannels, () => generator.normal());
    return { image, filters, stride, padding, generator, text: `kernel ${kernel} stride ${stride} ${padding}` };
  });
}

test('conv2dTranspose equals TensorFlow.js on random layers', async () => {
  await tf.setBackend('cpu');
  for (const { image, filters, stride, padding, text } of randomLayers()) {
    const output = conv2dTranspose(image, filters, { stride, padding });
    const shape: [number, number, number] = [output.length, output[0].length, output[0][0].length];
    const theirs = tf.tidy(() =>
      tf.conv2dTranspose(tf.tensor3d(image), tf.tensor4d(filters), shape, stride, padding).arraySync(),
    );
    assertTensorClose(output, theirs, text);
  }
});

test('it is the gradient of conv2d with respect to its image, also with padding by number', () => {
  const generator = random('the transpose');
  const large = makeImage(9, 7, 2, () => generator.normal());
  const filters = makeFilters(3, 3, 2, 4, () => generator.normal());
  const upstream = makeImage(5, 4, 4, () => generator.normal());
  const options = { stride: 2, padding: 1 };
  const { gradImage } = conv2dBackward(large, filters, upstream, options);
  assertTensorClose(conv2dTranspose(upstream, filters, options), gradImage, 'image', 1e-12);
});

test('conv2dTransposeBackward equals numeric gradients on random layers', () => {
  for (const { image, filters, stride, padding, generator, text } of randomLayers().slice(0, 12)) {
    const bias = filters[0][0].map(() => generator.normal());
    const options: TransposedConvolutionOptions = { stride, padding, bias };
    const upstream = conv2dTranspose(image, filters, options).map((row) =>
      row.map((pixel) => pixel.map(() => generator.normal())),
    );
    const loss = () => inner(conv2dTranspose(image, filters, options), upstream);
    const got = conv2dTransposeBackward(image, filters, upstream, options);
    assertTensorClose(got.gradImage, numericGradient(image, loss), `gradImage of ${text}`, 1e-7);
    assertTensorClose(got.gradFilters, numericGradient(filters, loss), `gradFilters of ${text}`, 1e-7);
    assertTensorClose(got.gradBias, numericGradient(bias, loss), `gradBias of ${text}`, 1e-7);
  }
});

const image = makeImage(3, 3, 2);
const filters = makeFilters(2, 2, 4, 2);
const mistakes: [string, () => unknown, RegExp][] = [
  [
    'filters as for conv2d',
    () => conv2dTranspose(image, makeFilters(2, 2, 2, 4)),
    /^filters: expected 2 inChannels \(fourth size\), .* got 4\.$/,
  ],
  ['padding', () => conv2dTranspose(image, filters, { padding: 2 }), /^padding: expected at most 1, .* got 2\.$/],
  ['dilation', () => conv2dTranspose(image, filters, { dilation: 2 } as never), /^options of conv2dTranspose: /],
  ['bias', () => conv2dTranspose(image, filters, { bias: [0] }), /^bias: expected 4 numbers, one a filter, got 1\.$/],
  [
    'upstream',
    () => conv2dTransposeBackward(image, filters, image),
    /^upstream: expected shape \[4, 4, 4\] .* \[3, 3, 2\]/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`conv2dTranspose says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
