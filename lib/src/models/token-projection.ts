import { tf } from '../engine';

/**
 * A dense layer for each token of a sequence, as one product of matrices: `matMul` of a batch of sequences with one kernel would repeat the
 * kernel for each of them.
 *
 * @param x `[batch, tokens, width]`
 * @param kernel `[width, units]`
 * @param bias `[units]`
 * @returns `[batch, tokens, units]`
 */
export function projectTokens(x: tf.Tensor, kernel: tf.LayerVariable, bias: tf.LayerVariable): tf.Tensor3D {
  const [batch, tokens, width] = x.shape;
  const weights = kernel.read() as tf.Tensor2D;
  const flat = tf.reshape(x, [batch * tokens, width]) as tf.Tensor2D;
  return tf.reshape(tf.add(tf.matMul(flat, weights), bias.read()), [batch, tokens, weights.shape[1]]) as tf.Tensor3D;
}
