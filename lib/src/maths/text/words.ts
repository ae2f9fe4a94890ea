import { describe, ShapeError } from '../shapes';

/**
 * What counts as one token, tried from left to right: a smiley, the ending of a contraction, a word, a number, a run of one sign.
 * A word stops before `n't`, `'s`, `'re`, `'ve`, `'ll`, `'d` and `'m`, so that "isn't" and "wasn't" share their "n't".
 */
const token =
  /[:;=]-?[()dpo/|](?![\p{L}\p{N}])|<3|n't\b|'(?:s|re|ve|ll|d|m)\b|\p{L}+?(?=n't\b)|\p{L}[\p{L}\p{M}]*|\p{N}+(?:[.,]\p{N}+)*|([!?.…])\1*|[^\s\p{L}\p{N}]/gu;

/**
 * The tokens of a text, in lower case: words, numbers, signs and smileys, each by itself. Curly apostrophes become straight ones, runs
 * of one sign become at most two of it, and a letter that is written more than three times in a row is written three times.
 *
 * @throws ShapeError for something that is no text
 * @example wordsOf("It wasn't good!!!") // ['it', 'was', "n't", 'good', '!!']
 */
export function wordsOf(text: string): string[] {
  if (typeof text !== 'string') throw new ShapeError(`text: expected words in quotes, got ${describe(text)}.`);
  const plain = text
    .toLowerCase()
    .replace(/[‘’`´]/g, "'")
    .replace(/(\p{L})\1{3,}/gu, '$1$1$1');
  return (plain.match(token) ?? []).map((word) => (/^([!?.…])\1+$/.test(word) ? word.slice(0, 2) : word));
}
