import { checkWhole } from './options';
import type { Random } from './random';
import {
  between,
  type ChoiceValue,
  type Configuration,
  checkSpace,
  type Dimension,
  type Space,
  valueAt,
} from './search-space';
import { ShapeError } from './shapes';

/**
 * The values that a grid takes from a dimension: so many on its scale, evenly, both ends included; of a single one, the middle. Whole
 * numbers are rounded, and each is there once. A choice gives all its values, however many are asked for.
 *
 *     place of value i: i / (points − 1)
 *
 * @example gridValues(logRange(1e-4, 1e-2), 3) // [1e-4, 1e-3, 1e-2]
 */
export function gridValues(dimension: Dimension, points: number): ChoiceValue[] {
  if (dimension.kind === 'choice') return [...dimension.values];
  checkWhole(points, 'points', 1);
  const { from, to, scale, whole } = dimension;
  const places = Array.from({ length: points }, (_, i) => (points === 1 ? 0.5 : i / (points - 1)));
  const values = places.map((u) => between(from, to, u, scale));
  return [...new Set(whole ? values.map(Math.round) : values)];
}

/**
 * All configurations of a grid, the last dimension changing fastest.
 * @param points how many values to take from a range: one number for all, or one by name
 * @example gridCandidates({ rate: logRange(0.01, 1), kernel: choice([3, 5]) }, 2)
 * // [{ rate: 0.01, kernel: 3 }, { rate: 0.01, kernel: 5 }, { rate: 1, kernel: 3 }, { rate: 1, kernel: 5 }]
 */
export function gridCandidates<S extends Space>(
  space: S,
  points: number | { [Name in keyof S]?: number },
): Configuration<S>[] {
  const names = checkSpace(space);
  let rows: Record<string, ChoiceValue>[] = [{}];
  for (const name of names) {
    const count = typeof points === 'number' ? points : points[name];
    if (count === undefined && space[name].kind === 'range') {
      throw new ShapeError(`points: expected a number of values for ${name} too.`);
    }
    const values = gridValues(space[name], count ?? 1);
    rows = rows.flatMap((row) => values.map((value) => ({ ...row, [name]: value })));
  }
  return rows as Configuration<S>[];
}

/**
 * Configurations drawn at random, each dimension evenly on its scale, in the order in which the space names them.
 * @param random one draw of `random.uniform()` for each dimension of each configuration
 * @example randomCandidates({ rate: logRange(1e-4, 1e-1), layers: wholeRange(1, 3) }, 20, random(1))
 * @see Bergstra and Bengio, "Random search for hyper-parameter optimization", 2012
 */
export function randomCandidates<S extends Space>(space: S, count: number, random: Random): Configuration<S>[] {
  const names = checkSpace(space);
  checkWhole(count, 'count', 0);
  return Array.from({ length: count }, () => {
    return Object.fromEntries(names.map((name) => [name, valueAt(space[name], random.uniform())])) as Configuration<S>;
  });
}
