import { symmetricEigen } from './eigen';
import { type Matrix, ShapeError } from './shapes';

/**
 * How far two clouds of points are apart, each taken for a normal distribution with its mean μ and covariance Σ:
 *
 *     d² = ‖μ₁ − μ₂‖² + tr(Σ₁ + Σ₂ − 2 (Σ₁^½ Σ₂ Σ₁^½)^½)
 *
 * With features of a trained network as points it says how much a set of made images is like a set of real ones: 0 if mean and
 * covariance are the same. Few points make it too large, so compare sets of the same size only.
 *
 * M. Heusel et al., "GANs trained by a two time-scale update rule converge to a local Nash equilibrium", 2017.
 *
 * @param a `[count][features]`, at least two points; the counts may differ
 * @returns d², as the paper and its followers report it
 * @throws ShapeError for clouds of different dimensions or fewer than two points
 * @example frechetDistance([[0], [2]], [[3], [5]]) // 9: the means differ by 3, the variances are the same
 */
export function frechetDistance(a: Matrix, b: Matrix): number {
  if (a.length < 2 || b.length < 2 || a[0].length !== b[0].length) {
    throw new ShapeError(
      `frechetDistance takes two lists of at least two points of as many numbers each, got ${a.length} of ${a[0]?.length} and ${b.length} of ${b[0]?.length}.`,
    );
  }
  const [first, second] = [a, b].map(moments);
  const between = first.mean.reduce((sum, value, i) => sum + (value - second.mean[i]) ** 2, 0);
  const root = squareRoot(first.covariance);
  const product = times(times(root, second.covariance), root);
  // Rounding may leave an eigenvalue a little below 0.
  const shared = symmetricEigen(product).values.reduce((sum, value) => sum + Math.sqrt(Math.max(0, value)), 0);
  return Math.max(0, between + trace(first.covariance) + trace(second.covariance) - 2 * shared);
}

function moments(points: Matrix): { mean: number[]; covariance: Matrix } {
  const mean = points[0].map((_, k) => points.reduce((sum, point) => sum + point[k], 0) / points.length);
  const covariance = mean.map(() => mean.map(() => 0));
  for (const point of points) {
    const centred = point.map((value, k) => value - mean[k]);
    for (let i = 0; i < mean.length; i++) {
      for (let j = 0; j < mean.length; j++) covariance[i][j] += (centred[i] * centred[j]) / (points.length - 1);
    }
  }
  return { mean, covariance };
}

/** The symmetric matrix whose square is the covariance. */
function squareRoot(covariance: Matrix): Matrix {
  const { values, vectors } = symmetricEigen(covariance);
  const scaled = vectors.map((vector, i) => vector.map((value) => value * Math.sqrt(Math.max(0, values[i]))));
  return times(transposed(vectors), scaled);
}

function times(a: Matrix, b: Matrix): Matrix {
  const columns = transposed(b);
  return a.map((row) => columns.map((column) => row.reduce((sum, value, k) => sum + value * column[k], 0)));
}

function transposed(a: Matrix): Matrix {
  return a[0].map((_, j) => a.map((row) => row[j]));
}

function trace(a: Matrix): number {
  return a.reduce((sum, row, i) => sum + row[i], 0);
}
