import { tf } from '../../engine';
import type { Vocabulary } from '../../maths/text';
import { wordsOf } from '../../maths/text';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';

export interface SentenceExamplesOptions {
  /** words of a sentence that are kept; a shorter one is filled up with 0. Default: 40 */
  length?: number;
  /** default: as many as the labels say */
  classes?: number;
}

/**
 * Sentences with labels as tensors for `fit` and `evaluate`.
 *
 * @param labels the class of each sentence, from 0
 * @returns numbers of words `xs` `[count, length]` and labels `ys` `[count, classes]`; the caller disposes of both
 * @throws UserError without a sentence, for different numbers of sentences and labels, or for a label that is no class
 * @example const examples = sentenceExamples(texts, labels, vocabulary(texts.map(wordsOf), { minimum: 2 }));
 */
export function sentenceExamples(
  texts: readonly string[],
  labels: readonly number[],
  vocabulary: Vocabulary,
  options: SentenceExamplesOptions = {},
): { xs: tf.Tensor2D; ys: tf.Tensor2D } {
  const length = checkCount(options.length ?? 40, 'length');
  if (!texts?.length || texts.length !== labels?.length)
    throw new UserError(
      `sentenceExamples got ${texts?.length ?? 0} sentences and ${labels?.length ?? 0} labels: give one label each.`,
    );
  const classes = checkCount(options.classes ?? Math.max(...labels) + 1, 'classes');
  const wrong = labels.find((label) => !Number.isInteger(label) || label < 0 || label >= classes);
  if (wrong !== undefined)
    throw new UserError(
      `Labels must be whole numbers from 0 to ${classes - 1}, one of ${classes} classes, got ${wrong}.`,
    );
  const ys = new Float32Array(texts.length * classes);
  for (const [i, label] of labels.entries()) ys[i * classes + label] = 1;
  return { xs: sentenceTensor(texts.map(wordsOf), vocabulary, length), ys: tf.tensor2d(ys, [texts.length, classes]) };
}

/** Words as their numbers, cut or filled up with 0: `[count, length]`. */
export function sentenceTensor(
  sentences: readonly (readonly string[])[],
  vocabulary: Vocabulary,
  length: number,
): tf.Tensor2D {
  const numbers = sentences.flatMap((words) => vocabulary.encode(words, length));
  return tf.tensor2d(numbers, [sentences.length, length], 'int32');
}
