import { tf } from '../../engine';
import { checkOptions } from '../../maths/options';
import { UserError } from '../../project';
import { trunk } from '../detection/trunk';
import { checkCount, initializers } from '../layer-choices';
import { PositionEmbedding } from '../position-embedding';
import { ImageAttention } from './image-attention';

export const defaults = { size: 48, longest: 8, filters: 8, units: 64, seed: 1 };

export interface CaptionerOptions {
  /** how many words there are, marks among them: the size of its vocabulary */
  words: number;
  /** side of the square grey images, in pixels, a multiple of 8; default: 48 */
  size?: number;
  /** words of a caption at most, its end among them; default: 8 */
  longest?: number;
  /** feature maps of the first convolution; each of the next three has twice as many. Default: 8 */
  filters?: number;
  /** of the recurrent layer, and numbers that describe a word; default: 64 */
  units?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * A network that writes what it sees. A CNN makes maps of the image; a GRU reads the words written so far; its state looks at the places
 * of the maps, and from both comes the next word. All words of a caption are learnt at once: the GRU gets the right words before each.
 *
 * O. Vinyals et al., "Show and tell: a neural image caption generator", 2015; K. Xu et al., "Show, attend and tell: neural image caption
 * generation with visual attention", 2015.
 *
 * Layers: `conv1` … `conv4` → `places` [36, 64] → `positions`; `embedding` [8, 64] → `gru` [8, 64]; both → `attention` [8, 64]; then
 * `together` [8, 128] → `hidden` [8, 64] → `output`.
 *
 * @returns images `[batch, size, size, 1]` and words `[batch, longest]`, from the start mark on → logits of the word after each,
 *   `[batch, longest, words]`
 * @throws UserError for an option that cannot be
 * @example const model = captioner({ words: dictionary.size });
 */
export function captioner(options: CaptionerOptions): tf.LayersModel {
  checkOptions(options, ['words', ...Object.keys(defaults)], 'captioner');
  const { words, size, longest, filters, units, seed } = { ...defaults, ...options };
  for (const [name, value] of Object.entries({ words, size, longest, filters, units })) checkCount(value, name);
  if (size % 8 !== 0) throw new UserError(`size must be a multiple of 8, got ${size}.`);
  const [he, xavier] = [initializers('he', seed), initializers('xavier', seed + 1)];
  const image = tf.input({ name: 'image', shape: [size, size, 1] });
  const given = tf.input({ name: 'words', shape: [longest] });

  const maps = trunk(image, filters, he);
  const flat = tf.layers.reshape({ name: 'places', targetShape: [(size / 8) ** 2, 8 * filters] }).apply(maps);
  const places = new PositionEmbedding({ name: 'positions', seed: seed + 2 }).apply(flat) as tf.SymbolicTensor;

  const embedding = tf.layers.embedding({
    name: 'embedding',
    inputDim: words,
    outputDim: units,
    embeddingsInitializer: initializers({ deviation: 0.3 }, seed + 3)(),
  });
  const gru = tf.layers.gru({
    name: 'gru',
    units,
    returnSequences: true,
    kernelInitializer: xavier(),
    recurrentInitializer: xavier(),
  });
  const states = gru.apply(embedding.apply(given)) as tf.SymbolicTensor;
  const seen = new ImageAttention({ name: 'attention', seed: seed + 4 }).apply([states, places]) as tf.SymbolicTensor;
  const { concatenate, dense } = tf.layers;
  const output = [
    dense({ name: 'hidden', units, activation: 'relu', kernelInitializer: he() }),
    dense({ name: 'output', units: words, kernelInitializer: xavier() }),
  ].reduce(
    (x, layer) => layer.apply(x) as tf.SymbolicTensor,
    concatenate({ name: 'together' }).apply([states, seen]) as tf.SymbolicTensor,
  );
  return tf.model({ name: 'captioner', inputs: [image, given], outputs: output });
}
