import { checkOptions } from './options';
import { checkMatrix, checkSameShape, type Matrix, ShapeError } from './shapes';
import { softmax } from './softmax';

export interface AttentionOptions {
  /** `[queries, keys]`, true (or 1) where a query may look at a key; everywhere unless given. */
  mask?: (boolean | number)[][];
  /** True: query t may look at the keys 0 … t alone, as a word that is written next must. False unless given. */
  causal?: boolean;
}

export interface AttentionResult {
  /** `[queries, valueSize]` */
  output: Matrix;
  /** how much each query looks at each key, every row sums to 1: `[queries, keys]` */
  weights: Matrix;
}

export interface AttentionGradients {
  /** `[queries, size]` */
  gradQuery: Matrix;
  /** `[keys, size]` */
  gradKey: Matrix;
  /** `[keys, valueSize]` */
  gradValue: Matrix;
}

/**
 * Scaled dot-product attention: each query is compared with all keys, and gets the mean of the values, weighted by how well the keys fit.
 *
 *     weights = softmax(query · keyᵀ / √size), row by row,   output = weights · value
 *
 * Without the division by √size, the products grow with the size, and softmax becomes so steep that its gradient vanishes.
 * A key that a query may not look at has the weight 0 exactly.
 * @param query `[queries, size]`; self-attention has the same sequence as query, key and value, each times weights of its own
 * @param key `[keys, size]`
 * @param value `[keys, valueSize]`
 * @throws ShapeError if the shapes do not fit each other, or a query may look at no key
 * @see Vaswani et al., "Attention is all you need", 2017
 * @example scaledDotProductAttention([[9, 0]], [[9, 0], [0, 9]], [[1], [2]]).output // about [[1]]: the first key fits
 */
export function scaledDotProductAttention(
  query: Matrix,
  key: Matrix,
  value: Matrix,
  options: AttentionOptions = {},
): AttentionResult {
  const { size, valueSize, allowed } = readAttention(query, key, value, options);
  const weights = query.map((q, t) => {
    const seen = key.flatMap((_, k) => (allowed(t, k) ? [k] : []));
    const shares = softmax(seen.map((k) => dot(q, key[k]) / Math.sqrt(size)));
    const row = new Array<number>(key.length).fill(0);
    for (const [n, k] of seen.entries()) row[k] = shares[n];
    return row;
  });
  const output = weights.map((row) => weightedSum(row, value, valueSize));
  return { output, weights };
}

/**
 * The gradients of attention. With g = upstream · valueᵀ, the gradient with respect to the weights, and that of softmax row by row:
 *
 *     gradScores = weights · (g − Σ_k g · weights),   gradQuery = gradScores · key / √size,   gradKey = gradScoresᵀ · query / √size
 *     gradValue = weightsᵀ · upstream
 *
 * @param upstream gradient of the loss with respect to the output, `[queries, valueSize]`
 * @param options those of the forward pass
 */
export function scaledDotProductAttentionBackward(
  query: Matrix,
  key: Matrix,
  value: Matrix,
  upstream: Matrix,
  options: AttentionOptions = {},
): AttentionGradients {
  const { weights } = scaledDotProductAttention(query, key, value, options);
  const [size, valueSize] = [query[0].length, value[0].length];
  const got = checkMatrix(upstream, 'upstream', ['queries', 'valueSize']);
  checkSameShape(got, [query.length, valueSize], 'upstream', 'that of the output');

  const gradScores = weights.map((row, t) => {
    const gradients = value.map((v) => dot(upstream[t], v)); // [keys]
    const average = dot(gradients, row);
    return row.map((weight, k) => (weight * (gradients[k] - average)) / Math.sqrt(size));
  }); // [queries, keys]
  return {
    gradQuery: gradScores.map((row) => weightedSum(row, key, size)),
    gradKey: transpose(gradScores).map((column) => weightedSum(column, query, size)),
    gradValue: transpose(weights).map((column) => weightedSum(column, upstream, valueSize)),
  };
}

/** Checks all that goes into attention, and tells which query may look at which key. */
function readAttention(query: Matrix, key: Matrix, value: Matrix, options: AttentionOptions) {
  checkOptions(options, ['mask', 'causal'], 'scaledDotProductAttention');
  const [queries, size] = checkMatrix(query, 'query', ['queries', 'size']);
  const [keys, keySize] = checkMatrix(key, 'key', ['keys', 'size']);
  const [values, valueSize] = checkMatrix(value, 'value', ['keys', 'valueSize']);
  if (keySize !== size) throw new ShapeError(`key: expected vectors of ${size} numbers, as the query, got ${keySize}.`);
  if (values !== keys) throw new ShapeError(`value: expected ${keys} vectors, one for each key, got ${values}.`);
  const mask = options.mask?.map((row) => (Array.isArray(row) ? row.map(Number) : row)); // checkMatrix refuses the others
  if (mask) checkSameShape(checkMatrix(mask, 'mask', ['queries', 'keys']), [queries, keys], 'mask', '[queries, keys]');
  const allowed = (t: number, k: number) => mask?.[t][k] !== 0 && (!options.causal || k <= t);
  const blind = query.findIndex((_, t) => !key.some((_key, k) => allowed(t, k)));
  if (blind >= 0) throw new ShapeError(`mask: expected at least one key for each query, got none for query ${blind}.`);
  return { size, valueSize, allowed };
}

/** Σ_k weights[k] · rows[k] */
function weightedSum(weights: number[], rows: Matrix, length: number): number[] {
  const sums = new Array<number>(length).fill(0);
  for (const [k, row] of rows.entries()) for (let d = 0; d < length; d++) sums[d] += weights[k] * row[d];
  return sums;
}

function dot(a: number[], b: number[]): number {
  return a.reduce((sum, value, index) => sum + value * b[index], 0);
}

function transpose(matrix: Matrix): Matrix {
  return matrix[0].map((_, column) => matrix.map((row) => row[column]));
}
