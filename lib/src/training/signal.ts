import type { tf } from '../engine';

/** Many numbers at one place of a network: outputs, gradients or weights. */
export interface Signal {
  shape: number[];
  /** flat, the last axis fastest */
  values: Float32Array;
  mean: number;
  /** standard deviation over all values */
  deviation: number;
}

/** Copies the values of a tensor, with their mean and standard deviation: √(mean of (x − mean)²). */
export function signal(tensor: tf.Tensor): Signal {
  const values = Float32Array.from(tensor.dataSync());
  const mean = values.reduce((total, value) => total + value, 0) / values.length;
  const squares = values.reduce((total, value) => total + (value - mean) ** 2, 0);
  return { shape: [...tensor.shape], values, mean, deviation: Math.sqrt(squares / values.length) };
}
