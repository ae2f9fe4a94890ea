import { combineNested, flattenNested, makeNested, type Nested } from './nested';
import { ShapeError, shapeOf } from './shapes';

/**
 * Magnitude pruning of one layer: the mask that takes away the weights closest to 0.
 *
 *     mask = 0 for the round(sparsity · n) smallest |w| of n weights, 1 for the others; of equal ones, the first go first
 *
 * @param weights of any shape
 * @param sparsity share of the weights to take away, 0 … 1
 * @returns 0 and 1, of the same shape
 * @throws ShapeError for a sparsity outside of 0 … 1 or weights that are no numbers
 * @see Han, Pool, Tran and Dally, "Learning both weights and connections for efficient neural networks", 2015
 * @example magnitudeMask([[0.1, -2], [0.5, 1]], 0.5) // [[0, 1], [0, 1]]
 */
export function magnitudeMask<T extends Nested>(weights: T, sparsity: number): T {
  return magnitudeMasks([weights], sparsity)[0];
}

/**
 * Magnitude pruning of several layers at once: the smallest weights of all of them go, wherever they are, so that a layer that has
 * many small weights loses more of them than one that has few.
 * @param layers the weights of each layer
 * @param sparsity share of all weights together, 0 … 1
 * @returns a mask for each layer
 */
export function magnitudeMasks<T extends Nested>(layers: readonly T[], sparsity: number): T[] {
  if (!(sparsity >= 0 && sparsity <= 1)) {
    throw new ShapeError(`sparsity: expected a number from 0 to 1, got ${sparsity}.`);
  }
  const shapes = layers.map((weights) => shapeOf(weights, 'weights'));
  const magnitudes = Float64Array.from(layers.flatMap(flattenNested), Math.abs);
  const order = Uint32Array.from(magnitudes, (_, index) => index).sort(
    (a, b) => magnitudes[a] - magnitudes[b] || a - b,
  );
  const stays = new Uint8Array(magnitudes.length).fill(1);
  for (const index of order.subarray(0, Math.round(sparsity * magnitudes.length))) stays[index] = 0;
  let next = 0;
  return shapes.map((shape) => makeNested(shape, () => stays[next++]) as T);
}

/**
 * The weights with those that the mask takes away set to 0. Retraining does it after each step, so that what is gone stays gone.
 *
 *     w · mask
 *
 * @throws ShapeError for a mask of another shape
 */
export function applyMask<T extends Nested>(weights: T, mask: T): T {
  const [shape, masked] = [shapeOf(weights, 'weights'), shapeOf(mask, 'mask')];
  if (String(shape) !== String(masked)) {
    throw new ShapeError(`mask: expected the shape of the weights, [${shape.join(', ')}], got [${masked.join(', ')}].`);
  }
  return combineNested(weights, mask, (w, keep) => (keep ? w : 0));
}

/** The share of the weights that are 0, 0 … 1. */
export function sparsityOf(weights: Nested): number {
  shapeOf(weights, 'weights');
  const values = flattenNested(weights);
  return values.filter((w) => w === 0).length / values.length;
}
