import { tf } from '../../engine';
import type { initializers } from '../layer-choices';

type WeightsOf = ReturnType<typeof initializers>;

/** A 3 × 3 convolution with batch normalization and ReLU; with stride 2 it halves the maps. */
export function block(
  x: tf.SymbolicTensor,
  filters: number,
  name: string,
  weights: WeightsOf,
  stride = 1,
): tf.SymbolicTensor {
  const convolution = tf.layers.conv2d({
    name,
    filters,
    kernelSize: 3,
    strides: stride,
    padding: 'same',
    useBias: false, // normalization takes the mean away, and has an offset of its own
    kernelInitializer: weights(),
  });
  const normalization = tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 });
  const activation = tf.layers.activation({ name: `${name}_activation`, activation: 'relu' });
  return activation.apply(normalization.apply(convolution.apply(x))) as tf.SymbolicTensor;
}

/** Maps of an eighth of the image's sides: `[batch, size / 8, size / 8, 8 · filters]`. */
export function trunk(input: tf.SymbolicTensor, filters: number, weights: WeightsOf): tf.SymbolicTensor {
  let x = block(input, filters, 'conv1', weights);
  for (const stage of [1, 2, 3]) {
    const pool = tf.layers.maxPooling2d({ name: `pool${stage}`, poolSize: 2 });
    x = block(pool.apply(x) as tf.SymbolicTensor, filters * 2 ** stage, `conv${stage + 1}`, weights);
  }
  return x;
}
