import type { SentencePair } from '../../datasets/english-french';
import { tf } from '../../engine';
import { type Vocabulary, vocabulary } from '../../maths/text';
import { end, padding, start } from '../../maths/text/vocabulary';
import { UserError } from '../../project';
import type { SentencePairs } from './train-translator';

/** The words of both languages, numbered. */
export interface Dictionary {
  /** what is read */
  source: Vocabulary;
  /** what is written */
  target: Vocabulary;
}

/**
 * The words of pairs of sentences, to be made from the training part.
 * @example const dictionary = pairDictionary(await englishFrench());
 */
export function pairDictionary(pairs: readonly SentencePair[]): Dictionary {
  return {
    source: vocabulary(pairs.map(({ english }) => tokensOf(english))),
    target: vocabulary(pairs.map(({ french }) => tokensOf(french))),
  };
}

/** The tokens of a sentence of the pairs, which stand apart. */
export function tokensOf(sentence: string): string[] {
  return sentence.split(' ');
}

/**
 * Pairs as the tensors that a translator learns from; the caller disposes of them.
 *
 * @param translator tells how long sentences may be
 * @throws UserError for a sentence that is too long for it
 * @example const tensors = sentencePairs(pairs, dictionary, translator);
 */
export function sentencePairs(
  pairs: readonly SentencePair[],
  dictionary: Dictionary,
  translator: tf.LayersModel,
): SentencePairs {
  const [read, written] = translator.inputs.map(({ shape }) => shape[1] as number);
  const source = pairs.map(({ english }) => filled(dictionary.source.encode(tokensOf(english)), read, english));
  const target = pairs.map(({ french }) =>
    filled([start, ...dictionary.target.encode(tokensOf(french)), end], written + 1, french),
  );
  return {
    source: tf.tensor2d(source.flat(), [pairs.length, read], 'int32'),
    target: tf.tensor2d(target.flat(), [pairs.length, written + 1], 'int32'),
  };
}

/** @throws UserError for more numbers than the length */
export function filled(numbers: readonly number[], length: number, sentence: string): number[] {
  if (numbers.length > length)
    throw new UserError(`'${sentence}' is too long: the translator takes ${length} words and signs at most.`);
  return Array.from({ length }, (_, place) => numbers[place] ?? padding);
}
