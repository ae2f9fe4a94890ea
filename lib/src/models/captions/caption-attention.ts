import { tf } from '../../engine';
import type { Matrix } from '../../maths/shapes';
import { UserError } from '../../project';
import { ImageAttention } from './image-attention';

/**
 * Where a captioner looks for each word that follows the given ones.
 *
 * @param images `[count, size, size, 1]`
 * @param given numbers of words from the start mark on, filled up with 0, `[count][longest]`
 * @returns `[image][word]`, each a map `[rows, columns]` of places; the numbers of a map add up to 1
 * @throws UserError for a model without such attention
 */
export function captionAttention(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  given: readonly (readonly number[])[],
): Matrix[][] {
  const layer = model.layers.find((one) => one instanceof ImageAttention);
  if (!(layer instanceof ImageAttention)) throw new UserError(`${model.name} has no attention from words to an image.`);
  return tf.tidy(() => {
    const before = tf.model({ inputs: model.inputs, outputs: layer.input as tf.SymbolicTensor[] });
    const words = tf.tensor2d(given as number[][], undefined, 'int32');
    const weights = layer.attention(before.predict([images, words], { batchSize: 256 }) as tf.Tensor[]);
    const [count, longest, places] = weights.shape;
    const side = Math.sqrt(places);
    return tf.reshape(weights, [count, longest, side, side]).arraySync() as Matrix[][];
  });
}
