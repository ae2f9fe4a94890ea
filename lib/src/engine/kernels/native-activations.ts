import * as tf from '@tensorflow/tfjs';
import { type AnyBackend, replaceKernel } from './kernel';
import { areFloats, ownOperation, runsOwnOperations } from './native-operations';

/** By TensorFlow.js's names of them; the numbers are those of lib/native/activations.cc. */
const activations: Record<string, number> = { linear: 0, relu: 1, relu6: 2, elu: 3, sigmoid: 4 };

/** Kernels get tensors, of which they are told only the data id, shape and type. */
type Inputs = Record<'x' | 'filter' | 'a' | 'b' | 'bias', tf.Tensor>;

/**
 * Convolution or matrix product, bias and activation as one kernel, in training too. TensorFlow.js itself fuses them for
 * predictions only: its gradients of them need the input of the activation. Those of the five activations here can be told from
 * the output.
 */
export function useFusedActivations(): void {
  replaceKernel<AnyBackend>('tensorflow', 'FusedConv2D', (original) => (inputs, attrs, backend) => {
    const { x, filter, bias } = inputs as unknown as Inputs;
    if (!fits(attrs.activation, bias, filter.shape[3] ?? 0, x, filter)) return original(inputs, attrs, backend);
    const maps = tf.engine().runKernel('Conv2D', { x, filter }, attrs) as tf.Tensor;
    return addBiasAndActivate(maps, bias, attrs.activation as string);
  });
  replaceKernel<AnyBackend>('tensorflow', '_FusedMatMul', (original) => (inputs, attrs, backend) => {
    const { a, b, bias } = inputs as unknown as Inputs;
    const units = b?.shape[b.shape.length - (attrs.transposeB ? 2 : 1)];
    if (!fits(attrs.activation, bias, units, a, b)) return original(inputs, attrs, backend);
    const { transposeA, transposeB } = attrs;
    const products = tf.engine().runKernel('BatchMatMul', { a, b }, { transposeA, transposeB }) as tf.Tensor;
    return addBiasAndActivate(products, bias, attrs.activation as string);
  });
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

/** Whether the kernel of this folder can do it: one bias a channel, and an activation that it knows. */
function fits(activation: unknown, bias: tf.Tensor | undefined, channels: number, ...others: tf.Tensor[]): boolean {
  if (!bias || !areFloats(bias, ...others)) return false;
  const isVector = bias.shape.at(-1) === channels && bias.shape.slice(0, -1).every((length) => length === 1);
  return isVector && String(activation) in activations;
}

/** Writes the result over `maps`, which nobody else has seen yet. */
function addBiasAndActivate(maps: tf.Tensor, bias: tf.TensorInfo, activation: string): tf.Tensor {
  ownOperation('ConvolabBiasActivation', [maps, bias], 0, { activation: activations[activation] });
  return maps;
}

/** The gradient by what went into the activation, and that by the bias. */
function gradients(dy: tf.Tensor, y: tf.Tensor, bias: tf.Tensor, activation: string) {
  const kind = { activation: activations[activation] };
  const [before, sums] = ownOperation('ConvolabActivationGrad', [dy, y], 2, kind);
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

/** Whether one gradient is wanted. A gradient of a gradient is left to TensorFlow.js, whose operations all have one. */
function isTraining(): boolean {
  const { state } = tf.engine() as unknown as { state: { gradientDepth: number } };
  return runsOwnOperations() && state.gradientDepth === 1;
}

function isTensor(value: unknown, rank?: number): value is tf.Tensor {
  return value instanceof tf.Tensor && (rank === undefined || value.rank === rank);
}

function isOne(dilations: number | number[]): boolean {
  return [dilations].flat().every((dilation) => dilation === 1);
}
