import { ShapeError } from '../shapes';
import { checkSentence } from './vocabulary';

/** How near translations come to those of people. */
export interface Bleu {
  /** 0 … 1; papers write 100 times as much */
  score: number;
  /** share of the words, pairs, triples and quadruples of the translations that stand in a reference */
  precisions: number[];
  /** 1, or less if the translations are shorter than their references */
  brevityPenalty: number;
  /** words of all translations */
  length: number;
  /** words of the references that are nearest in length */
  referenceLength: number;
}

const order = 4;

/**
 * BLEU of many translations together. For n = 1 … 4, each run of n words of a translation counts as right at most as often as it stands
 * in one of the references; the sums are over all sentences, c and r are the words of the translations and of the references:
 *
 *     pₙ = Σ min(count, most in a reference) / Σ count,   BP = min(1, exp(1 − r / c)),   BLEU = BP · exp(¼ Σₙ log pₙ)
 *
 * If no run of four words is right anywhere, the score is 0: nothing is smoothed.
 * @param translations the words of each
 * @param references for each translation one sentence, or several
 * @throws ShapeError without a translation, or for different numbers of them and of references
 * @see Papineni et al., "BLEU: a method for automatic evaluation of machine translation", 2002
 * @example bleu([['le', 'chat', 'est', 'noir', '.']], [['le', 'chat', 'est', 'noir', '.']]).score // 1
 */
export function bleu(
  translations: readonly (readonly string[])[],
  references: readonly (readonly string[] | readonly (readonly string[])[])[],
): Bleu {
  if (!Array.isArray(translations) || translations.length === 0) {
    throw new ShapeError('translations: expected a list of sentences, each a list of words, got none.');
  }
  if (references?.length !== translations.length) {
    throw new ShapeError(
      `references: expected ${translations.length}, one for each translation, got ${references?.length ?? 0}.`,
    );
  }
  const [right, all] = [new Array<number>(order).fill(0), new Array<number>(order).fill(0)];
  let [length, referenceLength] = [0, 0];
  for (const [i, translation] of translations.entries()) {
    const said = checkSentence(translation, `translations[${i}]`);
    const wanted = severalReferences(references[i], `references[${i}]`);
    length += said.length;
    referenceLength += nearestLength(said.length, wanted);
    for (let n = 1; n <= order; n++) {
      const most = mostOf(wanted.map((reference) => countRuns(reference, n)));
      for (const [run, count] of countRuns(said, n)) right[n - 1] += Math.min(count, most.get(run) ?? 0);
      all[n - 1] += Math.max(0, said.length - n + 1);
    }
  }
  const precisions = right.map((count, n) => (all[n] > 0 ? count / all[n] : 0));
  const brevityPenalty = length === 0 ? 0 : Math.min(1, Math.exp(1 - referenceLength / length));
  const meanLogarithm = precisions.reduce((sum, precision) => sum + Math.log(precision) / order, 0);
  return { score: brevityPenalty * Math.exp(meanLogarithm), precisions, brevityPenalty, length, referenceLength };
}

/** Every run of n words, and how often it occurs. */
function countRuns(words: readonly string[], n: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (let from = 0; from + n <= words.length; from++) {
    const run = words.slice(from, from + n).join(' ');
    counts.set(run, (counts.get(run) ?? 0) + 1);
  }
  return counts;
}

/** For each run, its count in the reference that has it most often. */
function mostOf(counts: Map<string, number>[]): Map<string, number> {
  const most = new Map<string, number>();
  for (const one of counts) {
    for (const [run, count] of one) most.set(run, Math.max(count, most.get(run) ?? 0));
  }
  return most;
}

/** Of the reference whose length is nearest, the shorter one of two. */
function nearestLength(length: number, references: readonly (readonly string[])[]): number {
  const lengths = references.map((reference) => reference.length);
  return lengths.reduce((best, one) => {
    const nearer = Math.abs(one - length) - Math.abs(best - length);
    return nearer < 0 || (nearer === 0 && one < best) ? one : best;
  });
}

function severalReferences(
  reference: readonly string[] | readonly (readonly string[])[],
  name: string,
): readonly (readonly string[])[] {
  const isList = Array.isArray(reference) && reference.length > 0 && reference.every((one) => Array.isArray(one));
  const several = isList ? (reference as readonly (readonly string[])[]) : [reference as readonly string[]];
  return several.map((one, i) => checkSentence(one, isList ? `${name}[${i}]` : name));
}
