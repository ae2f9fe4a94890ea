import { say } from '../../languages/texts';
import type { Image, Matrix } from '../../maths';
import { checkOptions } from '../../maths/options';
import { checkImage, checkMatrix } from '../../maths/shapes';
import { UserError } from '../../user-error';
import { upTo } from '../shell/given';
import { type AttentionGiven, allowed, type Vectors } from './state';
import { texts } from './texts';

export interface AttentionWidgetOptions {
  /** words that look, one a query; at most 24 */
  from?: string[];
  /** words that are looked at, one a key; default: as `from` */
  to?: string[];
  /** in place of words: `[height, width, channels]` of at most 128 × 128 pixels, values 0 … 1 */
  image?: Image;
  /** rows and columns of patches that the image is cut into, row by row the queries and keys; at most 16 × 16 */
  patches?: [rows: number, columns: number];
  /** `[queries, keys]`, each row adds up to 1; or several by the name of a head */
  weights?: Matrix | Record<string, Matrix>;
  /** in place of weights: `[queries, size]`, from which they are computed in the page */
  queries?: Matrix;
  /** `[keys, size]`; default: the queries */
  keys?: Matrix;
  /** false: no query looks at the key in its own place; default true */
  self?: boolean;
  /** true: no query looks at later keys; default false */
  causal?: boolean;
  title?: string;
}

const call = 'widget.attention';
const most = { words: 24, patches: 16, pixels: 128 };
const known = ['from', 'to', 'image', 'patches', 'weights', 'queries', 'keys', 'self', 'causal', 'title'];

/** What the page gets. @throws UserError or ShapeError in one sentence for what cannot be shown */
export function attentionGiven(options: AttentionWidgetOptions = {}): AttentionGiven {
  checkOptions(options, known, call);
  const { title, weights, queries } = options;
  if (Object.keys(options).every((name) => name === 'title')) return { ...sentence(), title };
  if ((weights === undefined) === (queries === undefined))
    throw new UserError(`${call}: give weights [queries, keys], or queries and keys from which they are computed.`);
  const names = namesOf(options);
  const counts = [names.from.length, names.to.length];
  if (queries) return { title, ...names, heads: [], vectors: vectorsOf(options, counts) };
  for (const one of ['keys', 'self', 'causal'] as const)
    if (options[one] !== undefined) throw new UserError(`${call}: ${one} belongs to queries, not to weights.`);
  return { title, ...names, heads: headsOf(weights as Matrix | Record<string, Matrix>, counts) };
}

function namesOf({
  from,
  to = from,
  image,
  patches,
}: AttentionWidgetOptions): Pick<AttentionGiven, 'from' | 'to' | 'image'> {
  if (image === undefined) {
    if (patches !== undefined) throw new UserError(`${call}: patches need an image.`);
    return { from: wordsOf(from, 'from'), to: wordsOf(to, 'to') };
  }
  if (from !== undefined) throw new UserError(`${call}: give words or an image, not both.`);
  const [height, width, channels] = checkImage(image, 'image');
  if (Math.max(height, width) > most.pixels || (channels !== 1 && channels !== 3))
    throw new UserError(
      `${call}: image may have at most ${most.pixels}×${most.pixels} pixels and needs 1 or 3 channels, got ${height}×${width}×${channels}.`,
    );
  if (!Array.isArray(patches) || patches.length !== 2) throw new UserError(`${call}: patches must be [rows, columns].`);
  const [rows, columns] = patches.map((count, i) => upTo(most.patches, count, `patches[${i}]`, call));
  const places = placesOf({ rows, columns });
  const pixels = image.map((row) => row.map((pixel) => pixel.map((value) => Number(value.toFixed(3)))));
  return { from: places, to: places, image: { pixels, rows, columns } };
}

const placesOf = ({ rows, columns }: { rows: number; columns: number }): string[] =>
  Array.from({ length: rows * columns }, (_, i) => texts.place(Math.floor(i / columns) + 1, (i % columns) + 1));

function wordsOf(words: unknown, name: string): string[] {
  const good = Array.isArray(words) && words.length >= 1 && words.length <= most.words;
  if (good && words.every((word) => typeof word === 'string')) return words;
  throw new UserError(`${call}: ${name} must be a list of 1 to ${most.words} words.`);
}

function headsOf(weights: Matrix | Record<string, Matrix>, counts: number[]): AttentionGiven['heads'] {
  const heads = Array.isArray(weights) ? { [say(texts.attention)]: weights } : weights;
  return Object.entries(heads).map(([name, matrix]) => {
    checkCounts(checkMatrix(matrix, 'weights', ['queries', 'keys']), counts, 'weights');
    const wrong = matrix.findIndex(
      (row) => row.some((weight) => weight < 0) || Math.abs(row.reduce((sum, weight) => sum + weight, 0) - 1) > 0.01,
    );
    if (wrong >= 0)
      throw new UserError(`${call}: weights must be at least 0 and add up to 1, but row ${wrong} does not.`);
    return { name, weights: brief(matrix) };
  });
}

function vectorsOf({ queries, keys, self = true, causal = false }: AttentionWidgetOptions, counts: number[]): Vectors {
  const [rows, size] = checkMatrix(queries, 'queries', ['queries', 'size']);
  const [keyRows, keySize] = checkMatrix(keys ?? queries, 'keys', ['keys', 'size']);
  checkCounts([rows, keyRows], counts, 'queries and keys');
  if (keySize !== size) throw new UserError(`${call}: queries have ${size} numbers each, keys ${keySize}.`);
  const vectors = { queries: brief(queries as Matrix), keys: keys && brief(keys), self, causal };
  const blind = queries?.findIndex((_, at) => !allowed(vectors, at, keyRows).some(Boolean)) ?? -1;
  if (blind >= 0) throw new UserError(`${call}: query ${blind} may look at no key. Leave out self or causal.`);
  return vectors;
}

function checkCounts(got: number[], expected: number[], what: string): void {
  if (String(got) === String(expected)) return;
  throw new UserError(
    `${call}: ${what} are for ${got[0]} queries and ${got[1]} keys, but there are ${expected[0]} that look and ${expected[1]} that are looked at.`,
  );
}

/** Five digits each: no eye sees more, and the output of the cell stays small. */
const brief = (matrix: Matrix): Matrix => matrix.map((row) => row.map((value) => Number(value.toPrecision(5))));

/** With the names that the widget has itself given, in English, in the reader's language; words of the notebook stay as they are. */
export function attentionSaid(given: AttentionGiven): AttentionGiven {
  const { image, from, to } = given;
  const own = image ? placesOf(image) : texts.sentence.map((word) => say(word));
  const inEnglish = (names: string[]) => image !== undefined || String(names) === String(texts.sentence);
  return {
    ...given,
    from: inEnglish(from) ? own : from,
    to: inEnglish(to) ? own : to,
    heads: given.heads.map((head) => (head.name === texts.attention ? { ...head, name: say(texts.attention) } : head)),
  };
}

/** Written by hand, not learnt: what each word asks for, and what each one is: a noun, a verb, a state. */
const sentence = (): AttentionGiven => ({
  from: texts.sentence.map((word) => say(word)),
  to: texts.sentence.map((word) => say(word)),
  heads: [],
  vectors: {
    queries: [
      [2, 0, 0],
      [0, 2, 1],
      [2, 0, 0],
      [0, 1, 2],
      [3, 0, 0],
      [1, 0, 2],
      [2, 1, 0],
    ],
    keys: [
      [0, 0, 0],
      [2, 0, 0.5],
      [0, 2, 0],
      [0, 0, 0],
      [0.5, 0, 0],
      [0, 1, 0.5],
      [0, 0, 2],
    ],
    self: true,
    causal: false,
  },
});
