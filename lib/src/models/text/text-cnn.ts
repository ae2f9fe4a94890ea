import { tf } from '../../engine';
import { UserError } from '../../project';
import { checkCount, checkDropout, initializers } from '../layer-choices';

export const defaults = {
  length: 40,
  classes: 2,
  width: 48,
  kernelSizes: [1, 2, 3] as readonly number[],
  filters: 64,
  inputDropout: 0.3,
  dropout: 0.5,
  seed: 1,
};

export interface TextCnnOptions {
  /** size of the vocabulary, marks among them */
  vocabulary: number;
  /** words that the network sees of a sentence; default: 40 */
  length?: number;
  /** default: 2 */
  classes?: number;
  /** numbers that stand for a word; default: 48 */
  width?: number;
  /** words that the filters of each branch look at; default: 1, 2 and 3 */
  kernelSizes?: readonly number[];
  /** in each branch; default: 64 */
  filters?: number;
  /** share of the numbers of words that is dropped in training; default: 0.3 */
  inputDropout?: number;
  /** share of the features that is dropped in training; default: 0.5 */
  dropout?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * The text CNN: each word becomes a learnt vector, filters over runs of words look for n-grams, of each filter only the place where it
 * answers most counts, and a dense layer weighs these answers.
 *
 * Y. Kim, "Convolutional neural networks for sentence classification", EMNLP 2014. There, the vectors were those of word2vec, the runs 3 to
 * 5 words long, and 100 filters each.
 *
 * Layers: `words` [40, 48] → `words_dropout` → for each size, `conv1` … [40 − k + 1, 64] → `strongest1` … [64] → `features` [192] → `dropout` →
 * `output`.
 *
 * @returns numbers of words `[batch, length]` → probabilities `[batch, classes]`
 * @throws UserError for an option that cannot be
 * @example const model = textCnn({ vocabulary: words.size, classes: 2, seed: 1 });
 */
export function textCnn(options: TextCnnOptions): tf.LayersModel {
  const { vocabulary, length, classes, width, kernelSizes, filters, inputDropout, dropout, seed } = {
    ...defaults,
    ...options,
  };
  checkCount(vocabulary, 'vocabulary', 2);
  checkCount(length, 'length');
  checkCount(classes, 'classes', 2);
  checkCount(width, 'width');
  checkCount(filters, 'filters');
  checkDropout(inputDropout, 'inputDropout');
  checkDropout(dropout);
  if (!Array.isArray(kernelSizes) || kernelSizes.length === 0)
    throw new UserError('kernelSizes must be a list of word counts, such as [1, 2, 3].');
  for (const size of kernelSizes) {
    if (checkCount(size, 'kernelSizes') > length)
      throw new UserError(`A filter over ${size} words does not fit into sentences of ${length} words.`);
  }
  const he = initializers('he', seed);
  const xavier = initializers('xavier', seed + 1);
  const deviation = initializers({ deviation: 0.1 }, seed + 2);

  const tokens = tf.input({ name: 'tokens', shape: [length] });
  const vectors = tf.layers
    .embedding({ name: 'words', inputDim: vocabulary, outputDim: width, embeddingsInitializer: deviation() })
    .apply(tokens);
  const thinned = tf.layers.dropout({ name: 'words_dropout', rate: inputDropout }).apply(vectors);
  const branches = kernelSizes.map((kernelSize) => {
    const map = tf.layers
      .conv1d({ name: `conv${kernelSize}`, filters, kernelSize, activation: 'relu', kernelInitializer: he() })
      .apply(thinned);
    return tf.layers.globalMaxPooling1d({ name: `strongest${kernelSize}` }).apply(map) as tf.SymbolicTensor;
  });
  const features =
    branches.length > 1
      ? (tf.layers.concatenate({ name: 'features' }).apply(branches) as tf.SymbolicTensor)
      : branches[0];
  const kept = tf.layers.dropout({ name: 'dropout', rate: dropout }).apply(features);
  const output = tf.layers
    .dense({ name: 'output', units: classes, activation: 'softmax', kernelInitializer: xavier() })
    .apply(kept);
  return tf.model({ name: 'text_cnn', inputs: tokens, outputs: output as tf.SymbolicTensor });
}
