import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import {
  type Loss,
  losses,
  type Predictions,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from '../../../lib/src/maths/losses';
import { random } from '../../../lib/src/maths/random';
import { softmax, softmaxBackward } from '../../../lib/src/maths/softmax';
import { assertEachClose, assertTensorClose, flat, inner, numericGradient, reference } from './reference';

interface Case {
  name: string;
  loss: 'mse' | 'bce' | 'cce' | 'bceLogits' | 'cceLogits';
  yTrue: Predictions;
  yPred?: Predictions;
  logits?: Predictions;
  value: number;
  gradPred?: Predictions;
  gradLogits?: Predictions;
}
const cases = reference<Case>('losses');

const byName: Record<Case['loss'], Loss> = {
  mse: losses.meanSquaredError,
  bce: losses.binaryCrossEntropy,
  cce: losses.categoricalCrossEntropy,
  bceLogits: sigmoidCrossEntropy,
  cceLogits: softmaxCrossEntropy,
};

for (const c of cases) {
  test(`value and gradient equal PyTorch and NumPy: ${c.name}`, () => {
    const { output, gradient } = byName[c.loss];
    const predicted = (c.yPred ?? c.logits) as Predictions;
    assertEachClose([output(predicted, c.yTrue)], [c.value], 'value', 1e-5, 1e-6);
    const got = gradient(predicted, c.yTrue);
    const expected = (c.gradPred ?? c.gradLogits) as Predictions;
    assert.equal(Array.isArray(got[0]), Array.isArray(expected[0]));
    assertEachClose(flat(got), flat(expected), 'gradient', 1e-5, 1e-6);
  });
}

test('every loss has reference values', () => {
  for (const name of Object.keys(byName)) assert.ok(cases.filter(({ loss }) => loss === name).length >= 2, name);
});

const generator = random('losses');
const rows = (value: () => number) => Array.from({ length: 4 }, () => Array.from({ length: 3 }, value));
const scores = rows(() => generator.normal());
const targets = rows(() => generator.normal()).map(softmax); // rows of probabilities

for (const [name, loss] of Object.entries(byName)) {
  const predicted = name.endsWith('Logits') ? scores : scores.map(softmax);
  test(`the gradient of ${loss.name} is its slope`, () => {
    const slope = numericGradient(predicted, () => loss.output(predicted, targets));
    assertTensorClose(loss.gradient(predicted, targets), slope, 'gradient', 1e-6);
    const slopeOfRow = numericGradient(predicted[1], () => loss.output(predicted[1], targets[1]));
    assertTensorClose(loss.gradient(predicted[1], targets[1]), slopeOfRow, 'gradient of one sample', 1e-6);
  });
}

test('the losses on logits are those on the probabilities', () => {
  const probabilities = scores.map(softmax);
  assertEachClose(
    [softmaxCrossEntropy.output(scores, targets)],
    [losses.categoricalCrossEntropy.output(probabilities, targets)],
    'softmax',
    1e-12,
  );
  const ofProbabilities = losses.categoricalCrossEntropy.gradient(probabilities, targets);
  assertTensorClose(
    scores.map((row, s) => softmaxBackward(row, ofProbabilities[s])),
    softmaxCrossEntropy.gradient(scores, targets),
    'through softmax',
    1e-12,
  );
  const sigmoids = scores.map((row) => row.map((z) => 1 / (1 + Math.exp(-z))));
  assertEachClose(
    [sigmoidCrossEntropy.output(scores, targets)],
    [losses.binaryCrossEntropy.output(sigmoids, targets)],
    'sigmoid',
    1e-12,
  );
});

test('the losses equal those of TensorFlow.js', async () => {
  await tf.setBackend('cpu');
  const { SUM_BY_NONZERO_WEIGHTS } = tf.Reduction;
  const theirs = {
    mse: tf.losses.meanSquaredError(targets, scores),
    bceLogits: tf.losses.sigmoidCrossEntropy(targets, scores),
    cceLogits: tf.losses.softmaxCrossEntropy(targets, scores, undefined, 0, SUM_BY_NONZERO_WEIGHTS),
  };
  for (const [name, tensor] of Object.entries(theirs)) {
    const got = byName[name as Case['loss']].output(scores, targets);
    assertEachClose([got], [tensor.dataSync()[0]], name, 1e-5);
  }
});

test('softmaxBackward equals numeric gradients', () => {
  const upstream = [0.3, -1.2, 0.8];
  const logits = [...scores[2]];
  const slope = numericGradient(logits, () => inner(softmax(logits), upstream));
  assertTensorClose(softmaxBackward(logits, upstream), slope, 'gradient', 1e-8);
  assert.throws(() => softmaxBackward(logits, [1]), {
    name: 'ShapeError',
    message: /^upstream: expected 3 .* got 1\.$/,
  });
});

test('the losses on logits stay finite where probabilities run to 0 and 1', () => {
  for (const loss of [sigmoidCrossEntropy, softmaxCrossEntropy]) {
    for (const z of [-1e5, -1000, -746, 746, 1000, 1e5]) {
      assert.ok(Number.isFinite(loss.output([[z, -z]], [[1, 0]])), `${loss.name} at ${z}`);
      assert.ok(flat(loss.gradient([[z, -z]], [[1, 0]])).every(Number.isFinite), `gradient of ${loss.name} at ${z}`);
    }
  }
});

const mistakes: [string, () => unknown, RegExp][] = [
  [
    'shapes',
    () => losses.meanSquaredError.output([[1, 2]], [[1, 2, 3]]),
    /^target: expected shape \[1, 2\] \(that of the predictions\), got \[1, 3\]\.$/,
  ],
  [
    'ranks',
    () => losses.binaryCrossEntropy.gradient([1, 0], [[1, 0]]),
    /^target: expected shape \[2\] .* got \[1, 2\]\.$/,
  ],
  [
    'labels for one-hot rows',
    () => softmaxCrossEntropy.output([[1, 2]], [1]),
    /^target: expected shape \[1, 2\] .* got \[1\]\.$/,
  ],
  ['nothing', () => losses.categoricalCrossEntropy.output([], []), /^predicted: .* got an empty array\.$/],
  [
    'an image',
    () => losses.meanSquaredError.output([[[1]]] as never, [[[1]]] as never),
    /^predicted: expected nested arrays \[batch, classes\], got an array of shape \[1, 1, 1\]\.$/,
  ],
  ['a tensor', () => losses.meanSquaredError.output(tf.zeros([2]) as never, [0, 0]), /^predicted: .* got a tensor/],
];
for (const [name, call, message] of mistakes) {
  test(`a loss says what is wrong: ${name}`, () => {
    assert.throws(call, { name: 'ShapeError', message });
  });
}
