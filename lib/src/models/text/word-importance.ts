import { tf } from '../../engine';
import { type Vocabulary, wordsOf } from '../../maths/text';
import { padding, unknown } from '../../maths/text/vocabulary';
import { UserError } from '../../project';
import { checkCount } from '../layer-choices';

/** What a text network makes of a sentence, and of each of its words. */
export interface WordImportance {
  /** those that the network sees */
  words: string[];
  /** for each word: above 0 if it speaks for the class, below 0 if against it */
  values: number[];
  /** of all classes */
  probabilities: number[];
  /** the class that the values are about */
  label: number;
}

export interface WordImportanceOptions {
  /** default: the one that the network finds most likely */
  label?: number;
}

/**
 * How much each word of a sentence matters to a network: it is covered by the mark for an unknown word, and the network asked again.
 *
 *     value of word t = log p(class | sentence) − log p(class | sentence without word t)
 *
 * A word that the vocabulary does not have is covered already: its value is 0.
 *
 * M. Zeiler and R. Fergus, "Visualizing and understanding convolutional networks", 2014, for images; J. Li, W. Monroe and D. Jurafsky,
 * "Understanding neural networks through representation erasure", 2016, for words.
 *
 * @throws UserError for a text without a word, or a label that is no class
 * @example await show(tokenSaliency([wordImportance(model, vocabulary, 'A film that is not good.')]));
 */
export function wordImportance(
  model: tf.LayersModel,
  vocabulary: Vocabulary,
  text: string,
  options: WordImportanceOptions = {},
): WordImportance {
  const length = model.inputs[0].shape[1] as number;
  const words = wordsOf(text).slice(0, length);
  if (words.length === 0) throw new UserError(`There is no word in '${text}'.`);
  const whole = vocabulary.encode(words, length);
  const covered = words.map((_, t) =>
    whole.map((number, place) => (place === t && number !== padding ? unknown : number)),
  );
  const all = tf.tidy(
    () =>
      (model.predict(tf.tensor2d([whole, ...covered], undefined, 'int32')) as tf.Tensor2D).arraySync() as number[][],
  );
  const [probabilities, ...without] = all;
  const label = checkCount(options.label ?? probabilities.indexOf(Math.max(...probabilities)), 'label', 0);
  if (label >= probabilities.length)
    throw new UserError(`label must be a class from 0 to ${probabilities.length - 1}, got ${label}.`);
  const logarithm = (row: number[]) => Math.log(Math.max(row[label], Number.MIN_VALUE));
  return { words, values: without.map((row) => logarithm(probabilities) - logarithm(row)), probabilities, label };
}
