import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  discriminatorLoss,
  discriminatorLossGradient,
  generatorLoss,
  generatorLossGradient,
  normalDivergence,
  normalDivergenceGradient,
  reconstructionLoss,
  reconstructionLossGradient,
} from '../../../lib/src/maths';
import { assertTensorClose, numericGradient, reference } from './reference';

interface Variational {
  kind: 'variational';
  made: number[][];
  wanted: number[][];
  mean: number[][];
  logVariance: number[][];
  gradMade: number[][];
  gradMean: number[][];
  gradLogVariance: number[][];
  reconstruction: number;
  divergence: number;
}
interface Adversarial {
  kind: 'adversarial';
  real: number[];
  made: number[];
  smoothing: number;
  discriminator: number;
  generator: number;
  gradReal: number[];
  gradMade: number[];
  gradFooled: number[];
}

for (const [index, c] of reference<Variational | Adversarial>('generative-losses').entries()) {
  test(`${c.kind} losses and their gradients equal PyTorch's, case ${index}`, () => {
    if (c.kind === 'variational') {
      const { made, wanted, mean, logVariance } = c;
      assertTensorClose(reconstructionLoss(made, wanted), c.reconstruction, 'reconstruction', 1e-9);
      assertTensorClose(reconstructionLossGradient(made, wanted), c.gradMade, 'gradMade', 1e-9);
      assertTensorClose(normalDivergence(mean, logVariance), c.divergence, 'divergence', 1e-9);
      const { gradMean, gradLogVariance } = normalDivergenceGradient(mean, logVariance);
      assertTensorClose(gradMean, c.gradMean, 'gradMean', 1e-9);
      assertTensorClose(gradLogVariance, c.gradLogVariance, 'gradLogVariance', 1e-9);
    } else {
      const { real, made, smoothing } = c;
      assertTensorClose(discriminatorLoss(real, made, smoothing), c.discriminator, 'discriminator', 1e-9);
      const { gradReal, gradMade } = discriminatorLossGradient(real, made, smoothing);
      assertTensorClose(gradReal, c.gradReal, 'gradReal', 1e-9);
      assertTensorClose(gradMade, c.gradMade, 'gradMade', 1e-9);
      assertTensorClose(generatorLoss(made), c.generator, 'generator', 1e-9);
      assertTensorClose(generatorLossGradient(made), c.gradFooled, 'gradFooled', 1e-9);
    }
  });
}

test('gradients are the slopes of the losses', () => {
  const [mean, logVariance] = [[[0.4, -1.2]], [[0.7, -0.3]]];
  const { gradMean, gradLogVariance } = normalDivergenceGradient(mean, logVariance);
  const divergence = () => normalDivergence(mean, logVariance);
  assertTensorClose(gradMean, numericGradient(mean, divergence), 'mean', 1e-6);
  assertTensorClose(gradLogVariance, numericGradient(logVariance, divergence), 'logVariance', 1e-6);
  const [real, made] = [
    [1.5, -0.2],
    [0.3, -2, 4],
  ];
  const { gradReal, gradMade } = discriminatorLossGradient(real, made, 0.2);
  const discriminator = () => discriminatorLoss(real, made, 0.2);
  assertTensorClose(gradReal, numericGradient(real, discriminator), 'real', 1e-6);
  assertTensorClose(gradMade, numericGradient(made, discriminator), 'made', 1e-6);
});

test('what is known by hand', () => {
  assert.equal(normalDivergence([[0, 0]], [[0, 0]]), 0);
  assert.ok(Math.abs(reconstructionLoss([[0.5, 0.5]], [[1, 0]]) - 2 * Math.LN2) < 1e-12);
  assert.ok(Math.abs(discriminatorLoss([0, 0], [0]) - 2 * Math.LN2) < 1e-12);
  assert.ok(Math.abs(generatorLoss([0]) - Math.LN2) < 1e-12);
  assert.ok(Math.abs(generatorLoss([-800]) - 800) < 1e-9); // no logit makes it infinite
});

test('what cannot be gets a sentence', () => {
  for (const [run, sentence] of [
    [() => normalDivergence([[0, 0]], [[0]]), /logVariance: expected shape \[1, 2\]/],
    [() => discriminatorLoss([0], [0], 0.5), /smoothing: expected a number from 0 up to, not including, ½, got 0\.5/],
    [() => discriminatorLoss([], [0]), /real/],
    [() => generatorLoss([]), /made/],
    [() => reconstructionLoss([[0.5]], [[1, 0]]), /target/],
  ] as const)
    assert.throws(run, { name: 'ShapeError', message: sentence });
});
