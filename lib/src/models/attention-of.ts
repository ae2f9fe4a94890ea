import { tf } from '../engine';
import type { Image, Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { SelfAttention } from './self-attention';

/**
 * How much attention each patch of an image gets from all patches, for each head of one layer of a vision transformer.
 *
 * @param images all of the size that the model takes, values as in its training
 * @param layer such as `block1_attention`
 * @returns `[image][head]`, each a map `[rows, columns]` of patches; the numbers of a map add up to 1
 * @throws UserError if the layer is no self-attention of this model
 * @example const maps = attentionOf(model, test.images([0, 1]), 'block3_attention');
 */
export function attentionOf(model: tf.LayersModel, images: readonly Image[], layer: string): Matrix[][] {
  const own = model.layers.find(({ name }) => name === layer);
  const patches = model.layers.find(({ name }) => name === 'patches')?.outputShape as tf.Shape | undefined;
  if (!(own instanceof SelfAttention) || !patches) {
    const names = model.layers.filter((one) => one instanceof SelfAttention).map(({ name }) => name);
    throw new UserError(
      `${model.name} has no self-attention '${layer}' over patches: it has ${names.join(', ') || 'none'}.`,
    );
  }
  const [, rows, columns] = patches as number[];
  return tf.tidy(() => {
    const before = tf.model({ inputs: model.inputs, outputs: own.input as tf.SymbolicTensor });
    const weights = own.attention(before.predict(tf.tensor4d(images as Image[])) as tf.Tensor); // [images, heads, asking, asked]
    const received = tf.mean(weights, 2); // [images, heads, asked]
    return tf.reshape(received, [images.length, own.heads, rows, columns]).arraySync() as Matrix[][];
  });
}
