import * as tf from '@tensorflow/tfjs';
import { areFloats, gradientDepth } from './kernel';

/** What can be told from its output: the activations whose gradient needs no input. */
export const activations = ['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const;
export type Activation = (typeof activations)[number];

/**
 * The kernel that a backend registers to take part. Inputs: the output of an activation, `y`, and the gradient by it, `dy`.
 * Outputs: the gradient by what went into the activation, and its sums by channel, which are the gradient by the bias.
 */
export const activationGrad = 'ConvolabActivationGrad';

/**
 * Convolution or matrix product, bias and activation as one kernel, in training too. TensorFlow.js itself fuses them for
 * predictions only: its gradients of them need the input of the activation. Those of the five activations here can be told from
 * the output. Backends without the kernel above are left as they are.
 */
export function useFusedActivations(): void {
  if (tf.getGradient('FusedConv2D')) return; // another engine of this process has asked for it
  tf.registerGradient({
    kernelName: 'FusedConv2D',
    inputsToSave: ['x', 'filter', 'bias'],
    outputsToSave: [true],
    gradFunc(dy, [x, filter, bias, y], attrs) {
      const { activation, strides, pad, dataFormat, dimRoundingMode } = attrs;
      const common = { strides, pad, dataFormat, dimRoundingMode };
      const { before, ofBias } = gradients(dy as tf.Tensor, y, bias, activation as string);
      const run = (name: string, inputs: tf.NamedTensorMap, more: tf.NamedAttrMap) =>
        tf.engine().runKernel(name, inputs, { ...common, ...more }) as tf.Tensor;
      return {
        x: () => run('Conv2DBackpropInput', { dy: before, filter }, { inputShape: x.shape }),
        filter: () => run('Conv2DBackpropFilter', { x, dy: before }, { filterShape: filter.shape }),
        bias: () => ofBias,
      };
    },
  });
  tf.registerGradient({
    kernelName: '_FusedMatMul',
    inputsToSave: ['a', 'b', 'bias'],
    outputsToSave: [true],
    gradFunc(dy, [a, b, bias, y], { activation }) {
      const { before, ofBias } = gradients(dy as tf.Tensor, y, bias, activation as string);
      return {
        a: () => tf.matMul(before, b, false, true),
        b: () => tf.matMul(a, before, true, false),
        bias: () => ofBias,
      };
    },
  });
  fuseInTraining();
}

/** Whether the kernels of this folder can do it: one bias a channel, and an activation that they know. */
export function fits(
  activation: unknown,
  bias: tf.Tensor | undefined,
  channels: number,
  ...others: tf.Tensor[]
): boolean {
  if (!bias || !areFloats(bias, ...others)) return false;
  const isVector = bias.shape.at(-1) === channels && bias.shape.slice(0, -1).every((length) => length === 1);
  return isVector && activations.some((known) => known === activation);
}

/** The gradient by what went into the activation, and that by the bias. */
function gradients(dy: tf.Tensor, y: tf.Tensor, bias: tf.Tensor, activation: string) {
  const [before, sums] = tf.engine().runKernel(activationGrad, { dy, y }, { activation }) as tf.Tensor[];
  return { before, ofBias: tf.reshape(sums, bias.shape) };
}

interface Fused {
  conv2d: typeof tf.fused.conv2d;
  matMul: typeof tf.fused.matMul;
}

/** The layers of TensorFlow.js call `tf.fused`, which undoes the fusion where a gradient is wanted. Here it needs not. */
function fuseInTraining(): void {
  const fused = tf.fused as Fused;
  const { conv2d, matMul } = fused;
  fused.conv2d = ((options: Parameters<typeof conv2d>[0]) => {
    const { x, filter, strides, pad, dataFormat = 'NHWC', dilations = 1, dimRoundingMode, bias } = options;
    const activation = options.activation ?? 'linear';
    const plain = dataFormat === 'NHWC' && isTensor(x, 4) && isTensor(filter, 4) && isOne(dilations);
    if (!plain || !isTraining() || !isTensor(bias, 1) || !fits(activation, bias, filter.shape[3] ?? 0, x, filter))
      return conv2d(options);
    const attrs = { strides, pad, dataFormat, dilations, dimRoundingMode, activation };
    return tf.engine().runKernel('FusedConv2D', { x, filter, bias }, attrs as unknown as tf.NamedAttrMap);
  }) as Fused['conv2d'];
  fused.matMul = ((options: Parameters<typeof matMul>[0]) => {
    const { a, b, transposeA = false, transposeB = false, bias } = options;
    const activation = options.activation ?? 'linear';
    const plain = !transposeA && !transposeB && isTensor(a, 2) && isTensor(b, 2) && a.shape[1] === b.shape[0];
    if (!plain || !isTraining() || !isTensor(bias) || !fits(activation, bias, b.shape[1] ?? 0, a, b))
      return matMul(options);
    const attrs = { transposeA, transposeB, activation };
    return tf.engine().runKernel('_FusedMatMul', { a, b, bias }, attrs as unknown as tf.NamedAttrMap);
  }) as Fused['matMul'];
}

function isTraining(): boolean {
  return gradientDepth() === 1 && Boolean(tf.getKernel(activationGrad, tf.getBackend()));
}

function isTensor(value: unknown, rank?: number): value is tf.Tensor {
  return value instanceof tf.Tensor && (rank === undefined || value.rank === rank);
}

function isOne(dilations: number | number[]): boolean {
  return [dilations].flat().every((dilation) => dilation === 1);
}
