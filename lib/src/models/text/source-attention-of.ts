import { tf } from '../../engine';
import type { Matrix } from '../../maths/shapes';
import { UserError } from '../../project';
import { SourceAttention } from './source-attention';

/**
 * How much each word that is written takes of each word that was read, mean over the layers of the decoder.
 *
 * @param sources numbers of words, `[sentences, sourceLength]`
 * @param targets from the start mark on, `[sentences, targetLength]`
 * @returns `[sentences][targetLength][sourceLength]`; row t belongs to the word that follows place t
 * @throws UserError if the model has no attention to a source
 */
export function sourceAttentionOf(translator: tf.LayersModel, sources: Matrix, targets: Matrix): Matrix[] {
  const layers = translator.layers.filter((layer) => layer instanceof SourceAttention) as SourceAttention[];
  if (layers.length === 0) throw new UserError(`${translator.name} is no translator: no layer attends to a source.`);
  return tf.tidy(() => {
    const inputs = layers.map(({ input }) => input as tf.SymbolicTensor[]);
    const shared = [...new Set(inputs.flat())]; // a model may have each output only once
    const before = tf.model({ inputs: translator.inputs, outputs: shared });
    const given = [sources, targets].map((numbers) => tf.tensor2d(numbers, undefined, 'int32'));
    const values = before.predict(given, { batchSize: 512 }) as tf.Tensor[];
    const maps = layers.map((layer, i) => layer.attention(inputs[i].map((input) => values[shared.indexOf(input)])));
    return tf.mean(tf.stack(maps), 0).arraySync() as Matrix[];
  });
}
