import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  type BatchNormParameters,
  batchNorm,
  batchNormBackward,
  batchNormInference,
  classicDropoutInference,
  dropout,
  dropoutMask,
  random,
  shapeOf,
} from '../../../lib/src/maths';
import { flattenNested, type Nested } from '../../../lib/src/maths/nested';
import { assertTensorClose, numericGradient, reference } from './reference';

interface Case {
  name: string;
  kind: 'batchnorm' | 'dropout';
  input: Nested;
  upstream: Nested;
  [key: string]: unknown;
}

const cases = reference<Case>('batchnorm');

for (const one of cases.filter(({ kind }) => kind === 'batchnorm')) {
  const { input, upstream, gamma, beta, runningMean, runningVar, epsilon, momentum } = one as Case &
    Record<string, never>;
  const parameters: BatchNormParameters = { gamma, beta, runningMean, runningVariance: runningVar };
  const options = { epsilon, momentum };

  test(`batch normalization ${one.name}: training, running statistics, gradients and use equal the frameworks'`, () => {
    const train = one.train as Record<string, Nested>;
    const got = batchNorm(input, parameters, options);
    assertTensorClose(got.output, train.output, 'output');
    assertTensorClose(got.mean, train.batchMean, 'mean');
    assertTensorClose(got.variance, train.batchVarBiased, 'variance');
    assertTensorClose(got.runningMean, train.newRunningMean, 'running mean');
    assertTensorClose(got.runningVariance, train.newRunningVarBiased, 'running variance');
    const gradients = batchNormBackward(input, parameters, upstream, options);
    assertTensorClose(gradients.gradInput, train.gradInput, 'gradient of the input');
    assertTensorClose(gradients.gradGamma, train.gradGamma, 'gradient of gamma');
    assertTensorClose(gradients.gradBeta, train.gradBeta, 'gradient of beta');
    const inference = one.inference as Record<string, Nested>;
    assertTensorClose(batchNormInference(input, parameters, options), inference.output, 'in use');
  });
}

test('the gradient of batch normalization is the numeric one', () => {
  const noise = random(3);
  const values = (count: number) => Array.from({ length: count }, () => noise.normal());
  const input = Array.from({ length: 5 }, () => values(3));
  const upstream = Array.from({ length: 5 }, () => values(3));
  const parameters = { gamma: values(3), beta: values(3), runningMean: values(3), runningVariance: [1, 2, 3] };
  const g = flattenNested(upstream);
  const loss = () =>
    flattenNested(batchNorm(input, parameters).output).reduce((sum, value, i) => sum + g[i] * value, 0);
  const { gradInput, gradGamma } = batchNormBackward(input, parameters, upstream);
  assertTensorClose(gradInput, numericGradient(input, loss), 'input', 1e-6);
  assertTensorClose(gradGamma, numericGradient(parameters.gamma, loss), 'gamma', 1e-6);
});

for (const one of cases.filter(({ kind }) => kind === 'dropout')) {
  test(`${one.name}: what is kept is scaled, the gradient as well; use is the identity, or classically smaller`, () => {
    const rate = one.rate as number;
    const mask = one.mask as Nested;
    assertTensorClose(dropout(one.input, mask, rate), one.outputInverted as Nested, 'output');
    assertTensorClose(dropout(one.upstream, mask, rate), one.gradInverted as Nested, 'gradient');
    assertTensorClose(classicDropoutInference(one.input, rate), one.inferenceClassic as Nested, 'classic');
    const { n, keepFractionMean, keepFractionTol5Sigma, invertedMean, invertedMeanTol5Sigma } =
      one.statistics as Record<string, number>;
    const drawn = dropoutMask([n], rate, random(5)) as number[];
    const mean = (list: number[]) => list.reduce((sum, value) => sum + value, 0) / list.length;
    assert.ok(Math.abs(mean(drawn) - keepFractionMean) <= keepFractionTol5Sigma + 1e-12);
    const ones = new Array<number>(n).fill(1);
    assert.ok(Math.abs(mean(dropout(ones, drawn, rate)) - invertedMean) <= invertedMeanTol5Sigma + 1e-9);
  });
}

test('wrong shapes and rates are said', () => {
  const parameters = { gamma: [1], beta: [0], runningMean: [0], runningVariance: [1] };
  assert.throws(() => batchNorm([[1, 2]], parameters), /gamma: expected 2 numbers, one a channel, got 1/);
  assert.throws(() => batchNorm([1], parameters), /input: expected \[batch, …, channels\]/);
  assert.throws(
    () => batchNormBackward([[1]], parameters, [[1], [2]]),
    /upstream: expected the shape of the input, \[1, 1\]/,
  );
  assert.throws(() => dropout([1, 2], [1], 0.5), /mask: expected the shape of the input, \[2\], got \[1\]/);
  assert.throws(() => dropoutMask([2], 1, random(1)), /rate: expected a number from 0 to below 1, got 1/);
  assert.deepEqual(shapeOf(dropoutMask([2, 3], 0.5, random(1))), [2, 3]);
});
