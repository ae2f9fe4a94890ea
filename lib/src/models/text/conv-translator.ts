import { tf } from '../../engine';
import { checkCount, checkDropout, initializers } from '../layer-choices';
import { PositionEmbedding } from '../position-embedding';
import { GatedConvolution } from './gated-convolution';
import { SourceAttention } from './source-attention';

export const defaults = {
  sourceLength: 16,
  targetLength: 16,
  width: 64,
  encoderLayers: 2,
  decoderLayers: 2,
  kernelSize: 3,
  dropout: 0.1,
  seed: 1,
};

export interface ConvTranslatorOptions {
  /** size of the vocabulary of the language that is read */
  sourceWords: number;
  /** size of the vocabulary of the language that is written */
  targetWords: number;
  /** words of a sentence that is read, at most; default: 16 */
  sourceLength?: number;
  /** words of a sentence that is written, its start or end among them; default: 16 */
  targetLength?: number;
  /** numbers that stand for a word, and channels of all layers; default: 64 */
  width?: number;
  /** default: 2 */
  encoderLayers?: number;
  /** each with an attention of its own; default: 2 */
  decoderLayers?: number;
  /** words that a filter looks at, an odd number; default: 3 */
  kernelSize?: number;
  /** share of the numbers that is dropped after the word vectors and before each convolution in training; default: 0.1 */
  dropout?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * The convolutional sequence-to-sequence network: an encoder reads a sentence with gated convolutions that look both ways, a decoder
 * writes another with causal ones, and each layer of the decoder attends to the encoder. Nothing is recurrent: in training all words are
 * computed at once, each from the right words before it (teacher forcing).
 *
 * J. Gehring et al., "Convolutional sequence to sequence learning", ICML 2017. Theirs has up to 15 layers of 512 to 4,096 channels, and
 * scales the sums of its residual connections by √½, which two layers can do without.
 *
 * Layers: `source_vectors` → `source_positions` → `encoder1` … → `encoded`; `target_vectors` → `target_positions` → `decoder1` → `attention1` →
 * … → `logits`.
 *
 * @returns numbers of words `[batch, sourceLength]` and, from the start mark on, those written so far `[batch, targetLength]` → for each of
 *   these places the logits of the next word, `[batch, targetLength, targetWords]`
 * @throws UserError for an option that cannot be
 * @example const translator = convTranslator({ sourceWords: english.size, targetWords: french.size, seed: 1 });
 */
export function convTranslator(options: ConvTranslatorOptions): tf.LayersModel {
  const { sourceWords, targetWords, dropout, seed, ...sizes } = { ...defaults, ...options };
  const { sourceLength, targetLength, width, encoderLayers, decoderLayers, kernelSize } = sizes;
  for (const [name, value] of Object.entries({ sourceWords, targetWords, ...sizes })) checkCount(value, name);
  checkDropout(dropout);
  const deviation = initializers({ deviation: 0.1 }, seed);
  let drawn = 100 * seed;

  const vectors = (side: string, inputDim: number, length: number) => {
    const tokens = tf.input({ name: side, shape: [length] });
    const words = tf.layers
      .embedding({ name: `${side}_vectors`, inputDim, outputDim: width, embeddingsInitializer: deviation() })
      .apply(tokens);
    const placed = new PositionEmbedding({ name: `${side}_positions`, seed: ++drawn }).apply(words);
    return { tokens, vectors: thin(placed, `${side}_dropout`, dropout) };
  };
  const gated = (x: tf.SymbolicTensor, name: string, causal: boolean) =>
    new GatedConvolution({ name, kernelSize, causal, seed: ++drawn }).apply(
      thin(x, `${name}_dropout`, dropout),
    ) as tf.SymbolicTensor;

  const source = vectors('source', sourceWords, sourceLength);
  let encoded = source.vectors;
  for (let layer = 1; layer <= encoderLayers; layer++) {
    const name = layer === encoderLayers ? 'encoded' : `encoder${layer}_sum`;
    encoded = sum(encoded, gated(encoded, `encoder${layer}`, false), name);
  }

  const target = vectors('target', targetWords, targetLength);
  let written = target.vectors;
  for (let layer = 1; layer <= decoderLayers; layer++) {
    const state = gated(written, `decoder${layer}`, true);
    const attention = new SourceAttention({ name: `attention${layer}`, seed: ++drawn });
    const read = attention.apply([state, target.vectors, encoded, source.vectors, source.tokens]);
    const attended = sum(state, read as tf.SymbolicTensor, `decoder${layer}_attended`);
    written = sum(written, attended, `decoder${layer}_sum`);
  }
  const output = tf.layers.dense({
    name: 'logits',
    units: targetWords,
    kernelInitializer: initializers('xavier', seed + 1)(),
  });
  const logits = output.apply(thin(written, 'output_dropout', dropout)) as tf.SymbolicTensor;
  return tf.model({ name: 'conv_translator', inputs: [source.tokens, target.tokens], outputs: logits });
}

function sum(a: tf.SymbolicTensor, b: tf.SymbolicTensor, name: string): tf.SymbolicTensor {
  return tf.layers.add({ name }).apply([a, b]) as tf.SymbolicTensor;
}

function thin(x: unknown, name: string, rate: number): tf.SymbolicTensor {
  return tf.layers.dropout({ name, rate }).apply(x as tf.SymbolicTensor) as tf.SymbolicTensor;
}
