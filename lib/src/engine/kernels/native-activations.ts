import * as tf from '@tensorflow/tfjs';
import { type Activation, activationGrad, activations, fits, useFusedActivations } from './fused-activations';
import { type AnyBackend, replaceKernel } from './kernel';
import { ownOperation } from './native-operations';

const biasActivation = 'ConvolabBiasActivation';
export const activationOperations = [biasActivation, activationGrad] as const;

/** Kernels get tensors, of which they are told only the data id, shape and type. */
type Inputs = Record<'x' | 'filter' | 'a' | 'b' | 'bias', tf.Tensor>;

/** Bias and activation in one pass, and their gradients in one pass (lib/native/activations.cc). */
export function useNativeActivations(): void {
  replaceKernel<AnyBackend>('tensorflow', 'FusedConv2D', (original) => (inputs, attrs, backend) => {
    const { x, filter, bias } = inputs as unknown as Inputs;
    if (!fits(attrs.activation, bias, filter.shape[3] ?? 0, x, filter)) return original(inputs, attrs, backend);
    const maps = tf.engine().runKernel('Conv2D', { x, filter }, attrs) as tf.Tensor;
    return addBiasAndActivate(maps, bias, attrs.activation);
  });
  replaceKernel<AnyBackend>('tensorflow', '_FusedMatMul', (original) => (inputs, attrs, backend) => {
    const { a, b, bias } = inputs as unknown as Inputs;
    const units = b?.shape[b.shape.length - (attrs.transposeB ? 2 : 1)];
    if (!fits(attrs.activation, bias, units, a, b)) return original(inputs, attrs, backend);
    const { transposeA, transposeB } = attrs;
    const products = tf.engine().runKernel('BatchMatMul', { a, b }, { transposeA, transposeB }) as tf.Tensor;
    return addBiasAndActivate(products, bias, attrs.activation);
  });
  tf.registerKernel({
    kernelName: activationGrad,
    backendName: 'tensorflow',
    kernelFunc: ({ inputs: { dy, y }, attrs }) =>
      ownOperation(activationGrad, [dy, y] as tf.TensorInfo[], 2, { activation: numberOf(attrs?.activation) }),
  });
  useFusedActivations();
}

/** Writes the result over `maps`, which nobody else has seen yet. */
function addBiasAndActivate(maps: tf.Tensor, bias: tf.TensorInfo, activation: unknown): tf.Tensor {
  ownOperation(biasActivation, [maps, bias], 0, { activation: numberOf(activation) });
  return maps;
}

/** The numbers of lib/native/activations.cc follow the list. */
function numberOf(activation: unknown): number {
  return activations.indexOf(activation as Activation);
}
