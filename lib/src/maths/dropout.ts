import { combineNested, makeNested, mapNested, type Nested } from './nested';
import type { Random } from './random';
import { ShapeError, shapeOf } from './shapes';

/**
 * Which values stay: 1 with the probability `1 − rate`, else 0.
 * @param shape of what is masked
 * @example dropoutMask([2, 3], 0.5, random(1)) // [[1, 0, 1], [1, 1, 0]], say
 */
export function dropoutMask(shape: readonly number[], rate: number, random: Random): Nested {
  checkRate(rate);
  return makeNested(shape, () => (random.uniform() < rate ? 0 : 1));
}

/**
 * Inverted dropout in training: what stays is made larger, so that the mean is what it was without. In use there is then nothing to do.
 *
 *     output = input · mask / (1 − rate)
 *
 * Its gradient is `dropout(upstream, mask, rate)`: what was dropped gets none.
 * @param mask as of `dropoutMask`; shape as the input
 * @throws ShapeError for a rate that is not from 0 to below 1, or a mask of another shape
 * @see Srivastava et al., "Dropout: a simple way to prevent neural networks from overfitting", 2014
 */
export function dropout<T extends Nested>(input: T, mask: T, rate: number): T {
  checkRate(rate);
  const [shape, masked] = [shapeOf(input, 'input'), shapeOf(mask, 'mask')];
  if (String(shape) !== String(masked)) {
    throw new ShapeError(`mask: expected the shape of the input, [${shape.join(', ')}], got [${masked.join(', ')}].`);
  }
  return combineNested(input, mask, (value, keep) => (keep ? value / (1 - rate) : 0));
}

/** Dropout as first published: nothing is made larger in training; in use, every value is made smaller instead. */
export function classicDropoutInference<T extends Nested>(input: T, rate: number): T {
  checkRate(rate);
  return mapNested(input, (value) => value * (1 - rate));
}

function checkRate(rate: number): void {
  if (!(rate >= 0 && rate < 1)) throw new ShapeError(`rate: expected a number from 0 to below 1, got ${rate}.`);
}
