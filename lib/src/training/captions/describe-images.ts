import { tf } from '../../engine';
import { checkOptions } from '../../maths/options';
import type { Matrix } from '../../maths/shapes';
import { beamSearches, type FoundSentence, type Vocabulary } from '../../maths/text';
import { end, padding, start } from '../../maths/text/vocabulary';
import { captionAttention } from '../../models/captions/caption-attention';
import { captionLogits, captionPlaces } from '../../models/captions/caption-parts';
import { checkCaptioner } from './train-captioner';

export const describeDefaults = { beam: 1 };

/** What a captioner says of one image. */
export interface Description {
  words: string[];
  /** mean logarithm of the probabilities of its words and its end */
  score: number;
  /** where it looked for each word, and for the end: `[words + 1]` maps `[rows, columns]`, each adds up to 1 */
  attention: Matrix[];
  /** what else the search found, the best first */
  others: { words: string[]; score: number }[];
}

export interface DescribeOptions {
  /** beginnings that are followed at the same time; 1, the default, takes the likeliest word each time */
  beam?: number;
}

/**
 * Captions of images, word by word: what was written is read again before the next word.
 *
 * @param images `[count, size, size, 1]`; they stay their owner's to dispose of
 * @throws UserError if images, dictionary and network do not fit, or for a beam that cannot be
 * @example const [{ words }] = describeImages(model, test.tensor({ count: 1 }), dictionary); // ['a', 'boot', 'left', 'of', 'a', 'bag']
 */
export function describeImages(
  model: tf.LayersModel,
  images: tf.Tensor4D,
  dictionary: Vocabulary,
  options: DescribeOptions = {},
): Description[] {
  checkOptions(options, Object.keys(describeDefaults), 'describeImages');
  const { beam } = { ...describeDefaults, ...options };
  const longest = checkCaptioner(model, images, dictionary);
  const filled = (tokens: readonly number[]) => Array.from({ length: longest }, (_, i) => tokens[i] ?? padding);
  return tf.tidy(() => {
    const places = captionPlaces(model, images);
    const next = (beginnings: number[][], of: number[]) => {
      const last = beginnings[0].length - 1;
      return tf.tidy(() => {
        const words = tf.tensor2d(beginnings.map(filled), undefined, 'int32');
        const logits = captionLogits(model, tf.gather(places, of), words as tf.Tensor2D);
        const ofLast = tf.squeeze(tf.slice(logits, [0, last, 0], [-1, 1, -1]), [1]);
        return tf.softmax(ofLast as tf.Tensor2D).arraySync() as number[][];
      });
    };
    const found = beamSearches(next, images.shape[0], { start, end, beam, longest });
    const given = found.map(([best]) => filled([start, ...best.tokens].slice(0, longest)));
    const maps = captionAttention(model, images, given);
    const said = ({ tokens, score }: FoundSentence) => ({ words: dictionary.decode(tokens), score });
    return found.map(([best, ...others], i) => ({
      ...said(best),
      attention: maps[i].slice(0, best.tokens.length),
      others: others.map(said),
    }));
  });
}

/** How well captions are those that were wanted. */
export interface CaptionQuality {
  /** share of the images whose caption is right word for word */
  exact: number;
  /** share of the wanted words that stand at their place; for a caption that is too long, what is too much counts as wrong */
  words: number;
}

/**
 * @param said captions, and `wanted` those that are right, a list of words for each image
 * @throws UserError for lists of different length
 * @example captionQuality([['a', 'bag']], [['a', 'boot']]) // { exact: 0, words: 0.5 }
 */
export function captionQuality(
  said: readonly (readonly string[])[],
  wanted: readonly (readonly string[])[],
): CaptionQuality {
  let [exact, right, all] = [0, 0, 0];
  wanted.forEach((words, i) => {
    const own = said[i] ?? [];
    right += words.filter((word, place) => own[place] === word).length;
    all += Math.max(words.length, own.length);
    if (own.join(' ') === words.join(' ')) exact++;
  });
  return { exact: exact / wanted.length, words: right / all };
}
