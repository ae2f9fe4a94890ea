import { type Image, type Matrix, scaledDotProductAttention } from '../../maths';

/** What the notebook hands over: weights, or vectors from which they follow. */
export interface AttentionGiven {
  title?: string;
  /** names of the queries: words, or places of the image */
  from: string[];
  /** names of the keys */
  to: string[];
  /** an image whose patches are queries and keys, row by row */
  image?: { pixels: Image; rows: number; columns: number };
  /** by head, each `[queries, keys]`; empty if there are vectors */
  heads: { name: string; weights: Matrix }[];
  vectors?: Vectors;
}

export interface Vectors {
  /** `[queries, size]` */
  queries: Matrix;
  /** `[keys, size]`; the queries themselves unless given */
  keys?: Matrix;
  /** false: a query may not look at the key in its own place */
  self: boolean;
  /** true: it may not look at later ones */
  causal: boolean;
}

export interface AttentionState {
  /** the query that is looked at */
  at: number;
  head: number;
  temperature: number;
  /** as the reader has changed them; without vectors none */
  queries?: Matrix;
}

export const initialState = ({ vectors, from }: AttentionGiven): AttentionState => ({
  at: Math.floor(from.length / 2),
  head: 0,
  temperature: 1,
  queries: vectors?.queries,
});

/**
 * The weights of one query, `[keys]`: those that were given, or by the `scaledDotProductAttention` of the course, with all products divided by the
 * temperature.
 */
export function weightsAt({ head, temperature, queries }: AttentionState, given: AttentionGiven, at: number): number[] {
  const { vectors, heads } = given;
  if (!vectors || !queries) return heads[head].weights[at];
  const keys = vectors.keys ?? vectors.queries;
  const query = queries[at].map((value) => value / temperature);
  return scaledDotProductAttention([query], keys, keys, { mask: [allowed(vectors, at, keys.length)] }).weights[0];
}

/** What softmax makes the weights of: the products of the query that is looked at with all keys, over √size and the temperature. */
export function scoresAt({ at, temperature, queries }: AttentionState, { vectors }: AttentionGiven): number[] {
  const query = queries?.[at] ?? [];
  const product = (key: number[]) => key.reduce((sum, value, i) => sum + value * query[i], 0);
  return (vectors?.keys ?? vectors?.queries ?? []).map((key) => product(key) / (Math.sqrt(query.length) * temperature));
}

/** All of them, `[queries, keys]`. */
export const allWeights = (state: AttentionState, given: AttentionGiven): Matrix =>
  given.from.map((_, at) => weightsAt(state, given, at));

/** Which keys a query may look at. */
export const allowed = ({ self, causal }: Vectors, at: number, keys: number): boolean[] =>
  Array.from({ length: keys }, (_, key) => (self || key !== at) && (!causal || key <= at));

/** Numbers of the keys, most looked at first. */
export const strongest = (weights: readonly number[]): number[] =>
  weights.map((_, key) => key).sort((a, b) => weights[b] - weights[a]);

/**
 * At how many keys the query looks in effect: 2 if two share the attention evenly, whatever the others are.
 *
 *     exp(−Σ w log w)
 */
export function effectiveCount(weights: readonly number[]): number {
  return Math.exp(-weights.reduce((sum, weight) => (weight > 0 ? sum + weight * Math.log(weight) : sum), 0));
}

/** Another query is looked at; from outside, the nearest one. */
export const looked = (state: AttentionState, at: number, { from }: AttentionGiven): AttentionState => ({
  ...state,
  at: Math.min(from.length - 1, Math.max(0, at)),
});

/** Another place of the image is looked at: so many rows down and columns to the right. */
export function walked(state: AttentionState, down: number, right: number, given: AttentionGiven): AttentionState {
  const { rows, columns } = given.image ?? { rows: given.from.length, columns: 1 };
  const within = (index: number, count: number) => Math.min(count - 1, Math.max(0, index));
  const row = within(Math.floor(state.at / columns) + down, rows);
  return looked(state, row * columns + within((state.at % columns) + right, columns), given);
}

/** With one number of the query that is looked at changed. */
export function withNumber(state: AttentionState, index: number, value: number): AttentionState {
  const queries = state.queries?.map((query, i) =>
    i === state.at ? query.map((old, j) => (j === index ? value : old)) : query,
  );
  return { ...state, queries };
}
