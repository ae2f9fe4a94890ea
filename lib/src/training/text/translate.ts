import { tf } from '../../engine';
import type { Matrix } from '../../maths/shapes';
import { beamSearches, type FoundSentence, wordsOf } from '../../maths/text';
import { end, start } from '../../maths/text/vocabulary';
import { checkCount } from '../../models/layer-choices';
import { sourceAttentionOf } from '../../models/text/source-attention-of';
import { UserError } from '../../project';
import { type Dictionary, filled } from './sentence-pairs';

export const defaults = { beam: 4 };

/** A sentence in both languages, as a translator sees it. */
export interface Translation {
  /** what was read */
  source: string[];
  /** what was written */
  words: string[];
  /** mean logarithm of the probabilities of its words and its end */
  score: number;
  /** how much each word that was written, and the end, took of each word that was read: `[words + 1, source]`, mean over the layers */
  attention: Matrix;
  /** what else the search found, the best first */
  others: { words: string[]; score: number }[];
}

export interface TranslateOptions {
  /** beginnings that are followed at the same time; 1 takes the likeliest word each time. Default: 4 */
  beam?: number;
}

/**
 * Translates sentences that someone writes: letters may be large or small, and signs may touch the words.
 *
 * @throws UserError for a word that the translator never saw, a sentence that is too long, or no sentence
 * @example const [{ words }] = translateSentences(translator, dictionary, ['He is going to see three black rivers.']);
 */
export function translateSentences(
  translator: tf.LayersModel,
  dictionary: Dictionary,
  sentences: readonly string[],
  options: TranslateOptions = {},
): Translation[] {
  const beam = checkCount(options.beam ?? defaults.beam, 'beam');
  if (!Array.isArray(sentences) || sentences.length === 0)
    throw new UserError("translateSentences takes a list of sentences, such as ['my book is red .'].");
  const sources = sentences.map((sentence) => readSentence(sentence, dictionary));
  const [read, written] = translator.inputs.map(({ shape }) => shape[1] as number);
  const numbers = sources.map((source, i) => filled(dictionary.source.encode(source), read, sentences[i]));
  const next = (beginnings: number[][], of: number[]) =>
    nextWords(
      translator,
      of.map((i) => numbers[i]),
      beginnings,
      written,
    );
  const found = beamSearches(next, sources.length, { start, end, beam, longest: written });
  const given = found.map(([best]) => filled([start, ...best.tokens].slice(0, written), written, ''));
  const attention = sourceAttentionOf(translator, numbers, given);
  const said = ({ tokens, score }: FoundSentence) => ({ words: dictionary.target.decode(tokens), score });
  return sources.map((source, i) => {
    const [best, ...others] = found[i];
    const rows = attention[i].slice(0, best.tokens.length).map((row) => row.slice(0, source.length));
    return { source, ...said(best), attention: rows, others: others.map(said) };
  });
}

/** @throws UserError for an empty sentence, or words that are not in the dictionary */
function readSentence(sentence: string, { source }: Dictionary): string[] {
  const words = wordsOf(sentence);
  if (words.length === 0) throw new UserError(`There is nothing to translate in '${sentence}'.`);
  const strange = words.filter((word) => !source.has(word));
  if (strange.length === 0) return words;
  const some = source.words.slice(4).filter((word) => /^\p{L}/u.test(word));
  throw new UserError(
    `The translator never saw ${strange.map((word) => `'${word}'`).join(', ')}: it knows ${some.length} English words, such as ${some.slice(10, 60).join(', ')}.`,
  );
}

/** The probabilities of the word after each beginning, all equally long: `[beginnings, words]`. */
function nextWords(
  translator: tf.LayersModel,
  sources: number[][],
  beginnings: number[][],
  length: number,
): number[][] {
  const last = beginnings[0].length - 1;
  return tf.tidy(() => {
    const read = tf.tensor2d(sources, undefined, 'int32');
    const given = tf.tensor2d(
      beginnings.map((tokens) => filled(tokens, length, '')),
      undefined,
      'int32',
    );
    const logits = translator.predict([read, given], { batchSize: 512 }) as tf.Tensor3D;
    const ofLast = tf.squeeze(tf.slice(logits, [0, last, 0], [-1, 1, -1]), [1]);
    return tf.softmax(ofLast as tf.Tensor2D).arraySync() as number[][];
  });
}
