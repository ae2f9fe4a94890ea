import { tf } from '../../engine';
import type { Vocabulary } from '../../maths/text';
import { UserError } from '../../project';
import { checkCount } from '../layer-choices';

/** What one filter of a text CNN answers to. */
export interface FilterNgrams {
  /** such as `conv2` */
  layer: string;
  /** its number in the layer */
  filter: number;
  /** what its answer adds to the logit of each class */
  weights: number[];
  /** the runs of words with the largest answers above 0, the largest first, none twice */
  ngrams: { words: string[]; answer: number }[];
}

export interface StrongestNgramsOptions {
  /** runs of words for each filter; default: 5 */
  count?: number;
}

/**
 * Looks for the runs of words that each filter of a text CNN answers to most. Of each sentence only the largest answer of a filter counts,
 * as in the network.
 *
 * A. Jacovi, O. Sar Shalom and Y. Goldberg, "Understanding convolutional neural networks for text classification", 2018.
 *
 * @param model of `textCnn`
 * @param sentences their words
 * @returns one entry for each filter, in the order of the layers
 * @throws UserError if the model is no text CNN
 * @example const [first] = strongestNgrams(model, vocabulary, texts.map(wordsOf)).sort((a, b) => b.weights[1] - a.weights[1]);
 */
export function strongestNgrams(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  sentences: readonly (readonly string[])[],
  options: StrongestNgramsOptions = {},
): FilterNgrams[] {
  const count = checkCount(options.count ?? 5, 'count');
  const layers = model.layers.filter(({ name }) => /^conv\d+$/.test(name));
  if (layers.length === 0 || !model.layers.some(({ name }) => name === 'output'))
    throw new UserError(`${model.name} is no text CNN: build it with textCnn.`);
  if (sentences.length === 0) throw new UserError('strongestNgrams needs sentences in which to look.');
  const length = model.inputs[0].shape[1] as number;
  const weights = model.getLayer('output').getWeights()[0].arraySync() as number[][]; // [features, classes]
  let before = 0;
  return layers.flatMap((layer) => {
    const { strongest, places } = answersOf(model, layer, vocabulary, sentences, length);
    const size = length - (layer.outputShape as number[])[1] + 1;
    const found = strongest[0].map((_, filter): FilterNgrams => {
      const ranked = sentences.map((__, i) => i).sort((a, b) => strongest[b][filter] - strongest[a][filter]);
      const ngrams: FilterNgrams['ngrams'] = [];
      for (const i of ranked) {
        if (ngrams.length === count || strongest[i][filter] <= 0) break;
        const words = sentences[i].slice(places[i][filter], places[i][filter] + size);
        const isKnown = ngrams.some((one) => one.words.join(' ') === words.join(' '));
        if (words.length > 0 && !isKnown) ngrams.push({ words: [...words], answer: strongest[i][filter] });
      }
      return { layer: layer.name, filter, weights: weights[before + filter], ngrams };
    });
    before += found.length;
    return found;
  });
}

/** The largest answer of each filter to each sentence, and the place of its first word. */
function answersOf(
  model: tf.LayersModel,
  layer: tf.layers.Layer,
  vocabulary: Vocabulary,
  sentences: readonly (readonly string[])[],
  length: number,
): { strongest: number[][]; places: number[][] } {
  const maps = tf.model({ inputs: model.inputs, outputs: layer.output });
  const [strongest, places]: number[][][] = [[], []];
  for (let from = 0; from < sentences.length; from += batchSize) {
    const batch = sentences.slice(from, from + batchSize).map((words) => vocabulary.encode(words, length));
    tf.tidy(() => {
      const map = maps.predictOnBatch(tf.tensor2d(batch, undefined, 'int32')) as tf.Tensor3D; // [batch, places, filters]
      strongest.push(...(tf.max(map, 1).arraySync() as number[][]));
      places.push(...(tf.argMax(map, 1).arraySync() as number[][]));
    });
  }
  return { strongest, places };
}

const batchSize = 512;
