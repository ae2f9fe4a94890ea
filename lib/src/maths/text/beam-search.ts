import { checkWhole } from '../options';
import { describe, ShapeError } from '../shapes';

/** A sentence that the search found. */
export interface FoundSentence {
  /** its tokens after the start; the last one is the end, unless `longest` cut it off */
  tokens: number[];
  /** Σ log p of its tokens */
  logProbability: number;
  /** what sentences are ranked by: the logarithm divided by the number of tokens */
  score: number;
}

export interface BeamSearchOptions {
  /** the first token, which is given */
  start: number;
  /** the token that ends a sentence */
  end: number;
  /** beginnings that are followed at the same time; 1 is greedy search. 4 unless given. */
  beam?: number;
  /** tokens at most; 50 unless given */
  longest?: number;
}

/**
 * The probabilities of the next token: `[beginnings, tokens]`.
 * @param beginnings all equally long, each with the start token
 * @param of the number of the sentence that each belongs to
 */
export type NextToken = (beginnings: number[][], of: number[]) => number[][];

/**
 * Looks for the most likely sentences, word by word. After each word only the `beam` most likely beginnings are kept; a sentence is over
 * at its end token. Products of probabilities shrink with each word, so that finished sentences are compared by
 *
 *     score = (1 / n) Σ_t log p(token t | tokens before it)
 *
 * A beam of 1 takes the most likely word each time and never looks back.
 * @returns the sentences found, the best first: at most `beam`
 * @throws ShapeError for options that cannot be, or probabilities that do not fit
 * @see Sutskever, Vinyals and Le, "Sequence to sequence learning with neural networks", 2014
 * @example beamSearch((beginnings) => decoder(beginnings), { start: 2, end: 3, beam: 4 })[0].tokens
 */
export function beamSearch(next: NextToken, options: BeamSearchOptions): FoundSentence[] {
  return beamSearches(next, 1, options)[0];
}

/**
 * `beamSearch` for several sentences at the same time, each by itself: a network is asked once a word for all of them together.
 * @param count of the sentences
 */
export function beamSearches(next: NextToken, count: number, options: BeamSearchOptions): FoundSentence[][] {
  const { start, end, beam = 4, longest = 50 } = options;
  for (const [name, value] of Object.entries({ start, end })) checkWhole(value, name, 0);
  for (const [name, value] of Object.entries({ count, beam, longest })) checkWhole(value, name, 1);

  const searches = Array.from({ length: count }, () => new Search(start, end, beam, longest));
  for (let length = 1; length <= longest; length++) {
    const asked = searches.flatMap(({ open }, of) => open.map(({ tokens }) => ({ tokens, of })));
    if (asked.length === 0) break;
    const answers = next(
      asked.map(({ tokens }) => tokens),
      asked.map(({ of }) => of),
    );
    checkProbabilities(answers, asked.length);
    let from = 0;
    for (const search of searches) {
      const rows = answers.slice(from, from + search.open.length);
      from += rows.length;
      search.extend(rows);
    }
  }
  return searches.map(({ finished }) => finished);
}

interface Beginning {
  tokens: number[];
  logProbability: number;
}

/** The search for one sentence. */
class Search {
  open: Beginning[];
  finished: FoundSentence[] = [];

  constructor(
    start: number,
    private readonly end: number,
    private readonly beam: number,
    private readonly longest: number,
  ) {
    this.open = [{ tokens: [start], logProbability: 0 }];
  }

  /** @param probabilities of the next token, a row for each open beginning */
  extend(probabilities: number[][]): void {
    const longer = this.open.flatMap(({ tokens, logProbability }, i) =>
      mostLikely(probabilities[i], this.beam).map((token) => ({
        tokens: [...tokens, token],
        logProbability: logProbability + Math.log(probabilities[i][token]),
      })),
    );
    longer.sort((a, b) => b.logProbability - a.logProbability);
    const kept = longer.slice(0, this.beam);
    const isOver = ({ tokens }: Beginning) => tokens.at(-1) === this.end || tokens.length > this.longest;
    this.finished = [...this.finished, ...kept.filter(isOver).map(asFound)]
      .sort((a, b) => b.score - a.score)
      .slice(0, this.beam);
    // Further words make no sentence more likely: per word, a beginning can come at best to its logarithm over `longest` words.
    const worst = this.finished.length < this.beam ? Number.NEGATIVE_INFINITY : this.finished[this.beam - 1].score;
    this.open = kept.filter((one) => !isOver(one) && one.logProbability / this.longest > worst);
  }
}

function asFound({ tokens, logProbability }: Beginning): FoundSentence {
  return { tokens: tokens.slice(1), logProbability, score: logProbability / (tokens.length - 1) };
}

/** The tokens with the largest probabilities above 0, the largest first. */
function mostLikely(probabilities: readonly number[], count: number): number[] {
  return probabilities
    .map((_, token) => token)
    .filter((token) => probabilities[token] > 0)
    .sort((a, b) => probabilities[b] - probabilities[a])
    .slice(0, count);
}

function checkProbabilities(rows: unknown, count: number): void {
  const fits =
    Array.isArray(rows) && rows.length === count && rows.every((row) => Array.isArray(row) && row.length > 0);
  if (fits) return;
  const got = Array.isArray(rows) ? rows.length : describe(rows);
  throw new ShapeError(`next: expected ${count} lists of probabilities, one for each beginning, got ${got}.`);
}
