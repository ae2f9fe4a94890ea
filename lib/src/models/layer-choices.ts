import { tf } from '../engine';
import { UserError } from '../project';

/** Activations of the layers of the models here. */
export const activationNames = ['relu', 'leakyRelu', 'elu', 'tanh', 'sigmoid', 'linear'] as const;
export type LayerActivation = (typeof activationNames)[number];

export const downsamplingNames = ['max', 'average', 'strides'] as const;
/** How the maps of a block get half as high and wide; `strides`: by a last convolution with stride 2 and no pooling. */
export type Downsampling = (typeof downsamplingNames)[number];

export const initializationNames = ['xavier', 'he'] as const;
/**
 * Where weights start: `xavier` uniform with variance 2 / (inputs + outputs) (Glorot and Bengio, 2010), `he` normal with
 * variance 2 / inputs (He et al., 2015), or normal with a standard deviation of one's own.
 */
export type Initialization = (typeof initializationNames)[number] | { deviation: number };

/** The sizes of images: `[height, width, channels]`. */
export type ImageShape = [number, number, number];

/**
 * TensorFlow.js draws normal weights beyond two standard deviations again, which leaves them this share of their deviation; its
 * own `heNormal` does not make up for it.
 */
const truncatedDeviation = 0.87962566;

/**
 * Initializers for the layers of one model: each call gives one with a seed of its own, and the same sequence for the same
 * seed of the model.
 *
 * @throws UserError for an unknown name or a seed that is not a whole number
 */
export function initializers(
  kind: Initialization,
  seed: number,
): () => ReturnType<typeof tf.initializers.glorotUniform> {
  if (!Number.isSafeInteger(seed)) throw new UserError(`seed must be a whole number, got ${seed}.`);
  // Far apart, so that neighbouring seeds of models share no seed of a layer.
  let next = seed * 1000;
  if (typeof kind === 'object') {
    const stddev = checkPositive(kind.deviation, 'initialization.deviation');
    return () => tf.initializers.randomNormal({ mean: 0, stddev, seed: ++next });
  }
  checkName(kind, 'initialization', initializationNames);
  if (kind === 'xavier') return () => tf.initializers.glorotUniform({ seed: ++next });
  const scale = 2 / truncatedDeviation ** 2;
  return () => tf.initializers.varianceScaling({ scale, mode: 'fanIn', distribution: 'normal', seed: ++next });
}

/** The activation as a part of a layer, where TensorFlow.js has it by name, and the layer that follows it where not. */
export function activate(name: LayerActivation): {
  activation: 'relu' | 'elu' | 'tanh' | 'sigmoid' | 'linear';
  after(label: string): tf.layers.Layer[];
} {
  checkName(name, 'activation', activationNames);
  if (name !== 'leakyRelu') return { activation: name, after: () => [] };
  // 0.1, the slope of the course's formula; TensorFlow.js's own default is 0.3.
  return { activation: 'linear', after: (label) => [tf.layers.leakyReLU({ alpha: 0.1, name: label })] };
}

/** @throws UserError unless it is one of the names */
export function checkName(value: unknown, what: string, names: readonly string[]): void {
  if (names.includes(value as string)) return;
  throw new UserError(`${what} must be one of ${names.map((name) => `'${name}'`).join(', ')}, got ${text(value)}.`);
}

/** @throws UserError unless it is a whole number of at least `least` */
export function checkCount(value: unknown, what: string, least = 1): number {
  if (Number.isSafeInteger(value) && (value as number) >= least) return value as number;
  throw new UserError(`${what} must be a whole number of at least ${least}, got ${text(value)}.`);
}

/** @throws UserError unless it is a share that can be dropped */
export function checkDropout(rate: number, what = 'dropout'): void {
  if (!(rate >= 0 && rate < 1))
    throw new UserError(`${what} must be a share from 0 up to, not including, 1, got ${rate}.`);
}

/** @throws UserError unless it is a number above 0 */
export function checkPositive(value: unknown, what: string): number {
  if (typeof value === 'number' && Number.isFinite(value) && value > 0) return value;
  throw new UserError(`${what} must be a number above 0, got ${text(value)}.`);
}

/** @throws UserError unless it is three whole numbers `[height, width, channels]` */
export function checkImageShape(shape: unknown, what = 'inputShape'): ImageShape {
  const fits =
    Array.isArray(shape) && shape.length === 3 && shape.every((size) => Number.isSafeInteger(size) && size > 0);
  if (fits) return shape as ImageShape;
  throw new UserError(`${what} must be [height, width, channels], such as [28, 28, 1], got ${text(shape)}.`);
}

function text(value: unknown): string {
  if (value === undefined) return 'nothing';
  return typeof value === 'number' ? String(value) : (JSON.stringify(value) ?? String(value)); // JSON knows no NaN
}
