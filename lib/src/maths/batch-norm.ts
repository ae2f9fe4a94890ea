import { flattenNested, mapNested, type Nested } from './nested';
import { checkOptions } from './options';
import { checkVector, describe, ShapeError, shapeOf } from './shapes';

/** What batch normalization learns, and what it remembers of training; one number a channel each. */
export interface BatchNormParameters {
  gamma: number[];
  beta: number[];
  runningMean: number[];
  runningVariance: number[];
}

export interface BatchNormOptions {
  /** added to the variance, so that a channel without any does not divide by 0; 0.001 unless given */
  epsilon?: number;
  /** how much of the running statistics a batch leaves as it is; 0.99 unless given */
  momentum?: number;
}

export interface BatchNormForward<T extends Nested> {
  output: T;
  /** of this batch, one number a channel */
  mean: number[];
  /** Σ (x − mean)² / n of this batch */
  variance: number[];
  /** the running statistics after this batch */
  runningMean: number[];
  runningVariance: number[];
}

export interface BatchNormGradients<T extends Nested> {
  gradInput: T;
  gradGamma: number[];
  gradBeta: number[];
}

/** TensorFlow.js's and Keras' numbers. */
export const batchNormDefaults = { epsilon: 1e-3, momentum: 0.99 };

/**
 * Batch normalization in training: each channel (the last axis) gets the mean 0 and the variance 1 over the batch and all places, then a
 * scale and a shift that are learnt.
 *
 *     x̂ = (x − mean) / √(variance + ε),   output = γ x̂ + β
 *     running ← momentum · running + (1 − momentum) · batch
 *
 * The variance is Σ (x − mean)² / n, also in the running statistics, as in TensorFlow.js and Keras. PyTorch puts the unbiased one, divided by
 * n − 1, into the running statistics.
 * @param input `[batch, …, channels]`
 * @throws ShapeError where the parameters do not fit the channels
 * @see Ioffe and Szegedy, "Batch normalization: accelerating deep network training by reducing internal covariate shift", 2015
 */
export function batchNorm<T extends Nested>(
  input: T,
  parameters: BatchNormParameters,
  options: BatchNormOptions = {},
): BatchNormForward<T> {
  const { epsilon, momentum } = read(input, parameters, options);
  const { mean, variance } = moments(input);
  const next = (running: number[], batch: number[]) => running.map((v, c) => momentum * v + (1 - momentum) * batch[c]);
  return {
    output: normalized(input, { ...parameters, mean, variance, epsilon }),
    mean,
    variance,
    runningMean: next(parameters.runningMean, mean),
    runningVariance: next(parameters.runningVariance, variance),
  };
}

/**
 * Batch normalization in use: with the running statistics, so that an example has the same result whatever else is in its batch.
 *
 *     output = γ (x − runningMean) / √(runningVariance + ε) + β
 *
 * @param input `[batch, …, channels]`
 */
export function batchNormInference<T extends Nested>(
  input: T,
  parameters: BatchNormParameters,
  options: BatchNormOptions = {},
): T {
  const { epsilon } = read(input, parameters, options);
  const { runningMean: mean, runningVariance: variance } = parameters;
  return normalized(input, { ...parameters, mean, variance, epsilon });
}

/**
 * The gradients of batch normalization in training. Mean and variance depend on every value of the channel, so each value acts on all:
 *
 *     gradInput = γ / √(variance + ε) · (g − mean(g) − x̂ · mean(g · x̂)),   gradGamma = Σ g · x̂,   gradBeta = Σ g
 *
 * @param upstream gradient of the loss with respect to the output; shape as the input
 */
export function batchNormBackward<T extends Nested>(
  input: T,
  parameters: BatchNormParameters,
  upstream: T,
  options: BatchNormOptions = {},
): BatchNormGradients<T> {
  const { epsilon } = read(input, parameters, options);
  const { mean, variance, count } = moments(input);
  const { g, hat, scale, gradGamma, gradBeta } = sums(input, upstream, mean, variance, epsilon);
  const channels = mean.length;
  let at = 0;
  const gradInput = mapNested(input, () => {
    const c = at % channels;
    const centred = g[at] - gradBeta[c] / count - (hat[at] * gradGamma[c]) / count;
    at++;
    return parameters.gamma[c] * scale[c] * centred;
  });
  return { gradInput, gradGamma, gradBeta };
}

/**
 * The gradients of batch normalization in use, as for layers that are frozen. Mean and variance are constants, so each value stands alone:
 *
 *     gradInput = γ / √(runningVariance + ε) · g,   gradGamma = Σ g · x̂,   gradBeta = Σ g
 *
 * @param upstream gradient of the loss with respect to the output; shape as the input
 */
export function batchNormInferenceBackward<T extends Nested>(
  input: T,
  parameters: BatchNormParameters,
  upstream: T,
  options: BatchNormOptions = {},
): BatchNormGradients<T> {
  const { epsilon } = read(input, parameters, options);
  const { gamma, runningMean, runningVariance } = parameters;
  const { g, scale, gradGamma, gradBeta } = sums(input, upstream, runningMean, runningVariance, epsilon);
  let at = 0;
  const gradInput = mapNested(input, () => {
    const c = at % gamma.length;
    return gamma[c] * scale[c] * g[at++];
  });
  return { gradInput, gradGamma, gradBeta };
}

/** The values of the upstream gradient, x̂, 1 / √(variance + ε), and the gradients that both backward passes share. */
function sums(input: Nested, upstream: Nested, mean: number[], variance: number[], epsilon: number) {
  const shape = shapeOf(input, 'input');
  if (String(shapeOf(upstream, 'upstream')) !== String(shape)) {
    throw new ShapeError(
      `upstream: expected the shape of the input, [${shape.join(', ')}], got ${describe(upstream)}.`,
    );
  }
  const channels = mean.length;
  const scale = variance.map((value) => 1 / Math.sqrt(value + epsilon));
  const [x, g] = [flattenNested(input), flattenNested(upstream)];
  const hat = x.map((value, i) => (value - mean[i % channels]) * scale[i % channels]);
  const gradBeta = new Array<number>(channels).fill(0);
  const gradGamma = new Array<number>(channels).fill(0);
  g.forEach((value, i) => {
    gradBeta[i % channels] += value;
    gradGamma[i % channels] += value * hat[i];
  });
  return { g, hat, scale, gradGamma, gradBeta };
}

interface Normalizing {
  gamma: number[];
  beta: number[];
  mean: number[];
  variance: number[];
  epsilon: number;
}

function normalized<T extends Nested>(input: T, { gamma, beta, mean, variance, epsilon }: Normalizing): T {
  let at = 0;
  return mapNested(input, (value) => {
    const c = at++ % gamma.length;
    return (gamma[c] * (value - mean[c])) / Math.sqrt(variance[c] + epsilon) + beta[c];
  });
}

/** Mean and biased variance of each channel, and how many values a channel has. */
function moments(input: Nested): { mean: number[]; variance: number[]; count: number } {
  const channels = shapeOf(input).at(-1) as number;
  const values = flattenNested(input);
  const count = values.length / channels;
  const mean = new Array<number>(channels).fill(0);
  const variance = new Array<number>(channels).fill(0);
  for (const [i, value] of values.entries()) mean[i % channels] += value / count;
  for (const [i, value] of values.entries()) variance[i % channels] += (value - mean[i % channels]) ** 2 / count;
  return { mean, variance, count };
}

function read(input: Nested, parameters: BatchNormParameters, options: BatchNormOptions) {
  checkOptions(options, ['epsilon', 'momentum'], 'batch normalization');
  const shape = shapeOf(input, 'input');
  const channels = shape.at(-1);
  if (shape.length < 2 || !channels) {
    throw new ShapeError(`input: expected [batch, …, channels], got ${describe(input)}.`);
  }
  for (const name of ['gamma', 'beta', 'runningMean', 'runningVariance'] as const) {
    checkVector(parameters[name], name, channels, 'numbers, one a channel');
  }
  return { ...batchNormDefaults, ...options, channels };
}
