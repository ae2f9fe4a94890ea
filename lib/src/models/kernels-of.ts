import type { tf } from '../engine';
import { namedWeights } from './checkpoint';

/** The weights of one convolution or dense layer. */
export interface KernelWeight {
  /** by its place in the model */
  name: string;
  shape: number[];
  /** how many filters or units there are: the numbers of one stand so far apart in memory */
  channels: number;
  value: tf.LayersModel['weights'][number];
}

/**
 * What pruning and quantization change: the kernels of convolutions and dense layers. Biases and normalization, which are few and matter
 * much, stay as they are.
 */
export function kernelsOf(model: tf.LayersModel): KernelWeight[] {
  return namedWeights(model).flatMap(({ name, value }) => {
    const shape = value.shape as number[];
    if (shape.length < 2) return [];
    // a depthwise convolution has its filters along the last two axes
    const isDepthwise = value.originalName.includes('depthwise_kernel');
    return [
      { name, shape, value, channels: shape.slice(isDepthwise ? -2 : -1).reduce((product, n) => product * n, 1) },
    ];
  });
}
