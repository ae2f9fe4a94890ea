import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { dense, denseBackward } from '../../../lib/src/maths/dense';
import { random } from '../../../lib/src/maths/random';
import type { Matrix } from '../../../lib/src/maths/shapes';
import { assertTensorClose, inner, numericGradient } from './reference';

const generator = random('dense layers');
const matrix = (rows: number, columns: number): Matrix =>
  Array.from({ length: rows }, () => Array.from({ length: columns }, () => generator.normal()));

const layers = [
  [1, 1, 1],
  [1, 4, 3],
  [5, 1, 2],
  [3, 7, 1],
  [8, 10, 6],
].map(([batch, inputs, outputs]) => ({
  text: `[${batch}, ${inputs}] by [${inputs}, ${outputs}]`,
  input: matrix(batch, inputs),
  weights: matrix(inputs, outputs),
  bias: matrix(1, outputs)[0],
  upstream: matrix(batch, outputs),
}));

test('dense and its gradients equal TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  for (const { text, input, weights, bias, upstream } of layers) {
    const layer = (x: tf.Tensor, w: tf.Tensor, b: tf.Tensor) => tf.matMul(x as tf.Tensor2D, w as tf.Tensor2D).add(b);
    const [x, w, b] = [tf.tensor2d(input), tf.tensor2d(weights), tf.tensor1d(bias)];
    assertTensorClose(dense(input, weights, bias), layer(x, w, b).arraySync() as Matrix, text);
    const loss = (...given: tf.Tensor[]) => layer(given[0], given[1], given[2]).mul(tf.tensor2d(upstream)).sum();
    const expected = tf.grads(loss as (...given: tf.Tensor[]) => tf.Scalar)([x, w, b]);
    const got = denseBackward(input, weights, upstream);
    assertTensorClose(got.gradInput, expected[0].arraySync() as Matrix, `gradInput of ${text}`);
    assertTensorClose(got.gradWeights, expected[1].arraySync() as Matrix, `gradWeights of ${text}`);
    assertTensorClose(got.gradBias, expected[2].arraySync() as number[], `gradBias of ${text}`);
  }
});

test('denseBackward equals numeric gradients', () => {
  for (const { text, input, weights, bias, upstream } of layers) {
    const loss = () => inner(dense(input, weights, bias), upstream);
    const got = denseBackward(input, weights, upstream);
    assertTensorClose(got.gradInput, numericGradient(input, loss), `gradInput of ${text}`, 1e-8);
    assertTensorClose(got.gradWeights, numericGradient(weights, loss), `gradWeights of ${text}`, 1e-8);
    assertTensorClose(got.gradBias, numericGradient(bias, loss), `gradBias of ${text}`, 1e-8);
  }
});

test('without a bias it is 0, and what goes in is left as it was', () => {
  const { input, weights, bias, upstream } = layers[4];
  const before = JSON.stringify([input, weights, bias, upstream]);
  const zeros = bias.map(() => 0);
  assert.deepEqual(dense(input, weights), dense(input, weights, zeros));
  denseBackward(input, weights, upstream);
  dense(input, weights, bias);
  assert.equal(JSON.stringify([input, weights, bias, upstream]), before);
});

const { input, weights } = layers[4];
const mistakes: [string, () => unknown, RegExp][] = [
  [
    'one sample without a batch',
    () => dense([1, 2] as never, weights),
    /^input: expected nested arrays \[batch, inputs\], got/,
  ],
  [
    'inputs',
    () => dense(input, weights.slice(1)),
    /^weights: expected 10 inputs \(first size\), as many as the input has, got 9\.$/,
  ],
  ['bias', () => dense(input, weights, [1]), /^bias: expected 6 numbers, one an output, got 1\.$/],
  ['upstream', () => denseBackward(input, weights, [[1]]), /^upstream: expected shape \[8, 6\] .* got \[1, 1\]\.$/],
  [
    'ragged weights',
    () => dense([[1, 2]], [[1], [1, 2]]),
    /^weights\[1\]: expected 1 entry as in weights\[0\], got 2\.$/,
  ],
];
for (const [name, call, message] of mistakes) {
  test(`dense says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
