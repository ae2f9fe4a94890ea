import { checkWhole } from '../options';
import { describe, ShapeError } from '../shapes';
import { checkSentence } from './vocabulary';

export interface NaiveBayesOptions {
  /** runs of words that are counted: 1 words, 2 pairs too; 1 unless given */
  longest?: number;
  /** added to each count, so that nothing is impossible; 1 unless given */
  smoothing?: number;
}

/** A classifier that has counted words. */
export interface NaiveBayes {
  /** log p(class) + Σ log p(run | class) of a sentence, one number a class; runs that training did not have are left out */
  scores(words: readonly string[]): number[];
  /** the class with the largest score */
  classify(words: readonly string[]): number;
}

/**
 * Naive Bayes on word counts: it takes words for independent of each other, given the class, and counts.
 *
 *     p(class) = sentences of the class / all,   p(run | class) = (count in the class + s) / (runs of the class + s · different runs)
 *
 * No gradient and one pass over the data: what a network must beat.
 * @param sentences the words of each
 * @param labels the class of each, from 0
 * @throws ShapeError for different numbers of sentences and labels, or a class without a sentence
 * @see McCallum and Nigam, "A comparison of event models for naive Bayes text classification", 1998
 * @example naiveBayes([['good'], ['bad']], [1, 0]).classify(['good', 'film']) // 1
 */
export function naiveBayes(
  sentences: readonly (readonly string[])[],
  labels: readonly number[],
  options: NaiveBayesOptions = {},
): NaiveBayes {
  const { longest = 1, smoothing = 1 } = options;
  checkWhole(longest, 'longest', 1);
  if (!(smoothing > 0)) throw new ShapeError(`smoothing: expected a number above 0, got ${describe(smoothing)}.`);
  const classes = countClasses(sentences, labels);
  const counts = new Map<string, number[]>(); // run → count in each class
  const totals = classes.map(() => 0);
  for (const [i, words] of sentences.entries()) {
    for (const run of runsOf(checkSentence(words, `sentences[${i}]`), longest)) {
      const row = counts.get(run) ?? classes.map(() => 0);
      row[labels[i]]++;
      totals[labels[i]]++;
      counts.set(run, row);
    }
  }
  const scores = (words: readonly string[]) => {
    const sums = classes.map((count) => Math.log(count / sentences.length));
    for (const run of runsOf(checkSentence(words, 'words'), longest)) {
      const row = counts.get(run);
      if (!row) continue;
      for (const k of classes.keys()) {
        sums[k] += Math.log((row[k] + smoothing) / (totals[k] + smoothing * counts.size));
      }
    }
    return sums;
  };
  return {
    scores,
    classify(words) {
      const sums = scores(words);
      return sums.indexOf(Math.max(...sums));
    },
  };
}

/** All runs of 1 … `longest` words. */
function runsOf(words: readonly string[], longest: number): string[] {
  const runs: string[] = [];
  for (let n = 1; n <= longest; n++) {
    for (let from = 0; from + n <= words.length; from++) runs.push(words.slice(from, from + n).join(' '));
  }
  return runs;
}

/** Sentences of each class. */
function countClasses(sentences: readonly (readonly string[])[], labels: readonly number[]): number[] {
  if (!Array.isArray(sentences) || sentences.length === 0) {
    throw new ShapeError('sentences: expected a list of sentences, each a list of words, got none.');
  }
  if (labels?.length !== sentences.length) {
    throw new ShapeError(`labels: expected ${sentences.length}, one for each sentence, got ${labels?.length ?? 0}.`);
  }
  const counts: number[] = [];
  for (const [i, label] of labels.entries()) {
    const k = checkWhole(label, `labels[${i}]`, 0);
    while (counts.length <= k) counts.push(0);
    counts[k]++;
  }
  const empty = counts.indexOf(0);
  if (empty >= 0) throw new ShapeError(`labels: expected a sentence of each class, got none of class ${empty}.`);
  return counts;
}
