import { UserError } from '../project';
import { snapshotOf, type WeightedModel, type WeightSnapshot } from './model-weights';
import { rounded } from './number-text';

/** Weights further out than this share of all do not widen the range. */
const tail = 0.001;

/** What a histogram says of weights. */
export interface WeightCounts {
  count: number;
  /** how many are near to zero */
  near: number;
  /** ‖w‖ */
  length: number;
  least: number;
  largest: number;
  /** of the bins */
  centres: number[];
  /** of the bins, in percent of all weights */
  shares: number[];
}

export function countWeights(
  weights: Float32Array,
  [low, high]: [number, number],
  bins: number,
  nearZero: number,
): WeightCounts {
  const step = (high - low) / bins;
  const counts = new Array<number>(bins).fill(0);
  let [near, squares, least, largest] = [0, 0, weights[0], weights[0]];
  for (const weight of weights) {
    if (Math.abs(weight) <= nearZero) near++;
    squares += weight ** 2;
    least = Math.min(least, weight);
    largest = Math.max(largest, weight);
    if (weight >= low && weight <= high) counts[Math.min(bins - 1, Math.floor((weight - low) / step))]++;
  }
  const centres = counts.map((_, i) => low + (i + 0.5) * step);
  const shares = counts.map((count) => (100 * count) / weights.length);
  return { count: weights.length, near, length: Math.sqrt(squares), least, largest, centres, shares };
}

/**
 * The weights of a layer, or of all, in a row.
 * @throws UserError for a layer that is not there, and weights that are no numbers
 */
export function chosenWeights(
  name: string,
  model: WeightedModel | WeightSnapshot,
  layer: string | undefined,
): Float32Array {
  const snapshot = snapshotOf(model);
  const chosen = layer === undefined ? snapshot : snapshot.filter((one) => one.layer === layer);
  if (!chosen.length) {
    const names = snapshot.map((one) => one.layer).join(', ');
    throw new UserError(`weightHistogram: ${name} has no layer "${layer}" with a kernel; it has ${names}.`);
  }
  const weights = Float32Array.from(chosen.flatMap((one) => Array.from(one.weights)));
  if (!weights.every(Number.isFinite)) throw new UserError(`weightHistogram: ${name} has weights that are no numbers.`);
  return weights;
}

/** As far to both sides as the weights of all reach, but for those far out. */
export function sharedRange(all: readonly Float32Array[]): [number, number] {
  const ends = all.map((weights) => {
    const sizes = weights.map(Math.abs).sort();
    return sizes[Math.ceil((1 - tail) * sizes.length) - 1];
  });
  const end = Math.max(...ends) || 1;
  return [-end, end];
}

/** As wide to both sides, so that the bar in the middle is the one around zero. */
export function evenRange([low, high]: readonly [number, number]): [number, number] {
  if (!(low < high))
    throw new UserError(`weightHistogram: range must go from a smaller to a larger number, got [${low}, ${high}].`);
  const end = rounded(Math.max(Math.abs(low), Math.abs(high)));
  return [-end, end];
}
