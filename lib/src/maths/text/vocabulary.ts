import { checkWhole } from '../options';
import { describe, ShapeError } from '../shapes';

/** The tokens that stand for no word, and their numbers. */
export const padding = 0;
export const unknown = 1;
export const start = 2;
export const end = 3;
/** How they are written, in the order of their numbers. */
export const marks = ['<pad>', '<unk>', '<start>', '<end>'] as const;

export interface VocabularyOptions {
  /** Entries at most, the four marks among them; no limit unless given. */
  size?: number;
  /** Words that occur less often are left out; 1 unless given. */
  minimum?: number;
}

/** Words and their numbers. 0 is padding, 1 an unknown word, 2 the start and 3 the end of a sentence. */
export interface Vocabulary {
  /** by number */
  words: readonly string[];
  /** how many there are, marks among them */
  size: number;
  /** by number: how often it occurred; 0 for marks */
  counts: readonly number[];
  has(word: string): boolean;
  /** The numbers of words; 1 for one that is not in the vocabulary. With `length`: cut, or filled up with 0, to so many. */
  encode(words: readonly string[], length?: number): number[];
  /** The words of numbers, up to the end of the sentence; padding and the start are left out. */
  decode(numbers: readonly number[]): string[];
}

/**
 * The words of some sentences, numbered from 4 on by how often they occur, the most frequent first; words that occur equally often stand
 * in the order of their characters. To be made from the sentences of the training part alone: a word that only the test part has is
 * unknown to the network, and a test that knew it would say too much.
 *
 * @param sentences their words, as `wordsOf` gives them
 * @throws ShapeError for something that is no sentence, or a size or minimum that cannot be
 * @example vocabulary([['a', 'good', 'film'], ['a', 'film']]).encode(['a', 'bad', 'film'], 5) // [4, 1, 5, 0, 0]
 */
export function vocabulary(sentences: readonly (readonly string[])[], options: VocabularyOptions = {}): Vocabulary {
  const { size = Number.MAX_SAFE_INTEGER, minimum = 1 } = options;
  checkWhole(size, 'size', marks.length + 1);
  checkWhole(minimum, 'minimum', 1);
  const counted = countWords(sentences);
  for (const mark of marks) counted.delete(mark);
  const kept = [...counted]
    .filter(([, count]) => count >= minimum)
    .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, size - marks.length);
  const words = [...marks, ...kept.map(([word]) => word)];
  const numbers = new Map(words.map((word, number) => [word, number]));
  return {
    words,
    size: words.length,
    counts: [...marks.map(() => 0), ...kept.map(([, count]) => count)],
    has: (word) => numbers.has(word),
    encode(sentence, length) {
      const known = checkSentence(sentence, 'words').map((word) => numbers.get(word) ?? unknown);
      if (length === undefined) return known;
      checkWhole(length, 'length', 1);
      return Array.from({ length }, (_, place) => known[place] ?? padding);
    },
    decode(sentence) {
      const stop = sentence.indexOf(end);
      const said = stop < 0 ? sentence : sentence.slice(0, stop);
      return said.filter((number) => number !== padding && number !== start).map((number) => wordOf(words, number));
    },
  };
}

function wordOf(words: readonly string[], number: number): string {
  if (words[number] !== undefined) return words[number];
  throw new ShapeError(`numbers: expected numbers of words from 0 to ${words.length - 1}, got ${describe(number)}.`);
}

function countWords(sentences: readonly (readonly string[])[]): Map<string, number> {
  if (!Array.isArray(sentences)) {
    throw new ShapeError(`sentences: expected a list of sentences, each a list of words, got ${describe(sentences)}.`);
  }
  const counts = new Map<string, number>();
  for (const [i, sentence] of sentences.entries()) {
    for (const word of checkSentence(sentence, `sentences[${i}]`)) counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  return counts;
}

/** Checks a list of words; a whole text is the usual mistake. */
export function checkSentence(words: unknown, name: string): readonly string[] {
  if (Array.isArray(words) && words.every((word) => typeof word === 'string')) return words;
  throw new ShapeError(`${name}: expected a list of words, as wordsOf(text) gives them, got ${describe(words)}.`);
}
