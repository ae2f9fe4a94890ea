import { CholeskyDecomposition, Matrix } from 'ml-matrix';
import { type ChoiceMask, type KernelParameters, matern, maternGradient, type Place } from './matern';

/** What was measured where. */
export interface Observations {
  places: readonly Place[];
  values: readonly number[];
  choices: ChoiceMask;
}

/** What a Gaussian process thinks of the function at one place: a normal distribution. */
export interface Belief {
  mean: number;
  /** standard deviation of the function, without the noise of a measurement */
  deviation: number;
}

/**
 * A Gaussian process, given its observations: to each place the mean of the function and how unsure it is.
 *
 *     μ(x) = kᵀ (K + σₙ² I)⁻¹ y,   σ²(x) = k(x, x) − kᵀ (K + σₙ² I)⁻¹ k
 *
 * with Kᵢⱼ = k(xᵢ, xⱼ) and kᵢ = k(xᵢ, x). The mean before any value is 0: give values around 0.
 * @see Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006, algorithm 2.1
 */
export function gaussianProcess(
  { places, values, choices }: Observations,
  parameters: KernelParameters,
): (at: readonly Place[]) => Belief[] {
  const cholesky = decompose(places, parameters, choices);
  const weights = cholesky.solve(Matrix.columnVector([...values])).to1DArray();
  return (at) => {
    if (at.length === 0) return [];
    const covariance = Matrix.zeros(places.length, at.length);
    places.forEach((place, i) => {
      at.forEach((x, j) => {
        covariance.set(i, j, matern(place, x, parameters, choices));
      });
    });
    const solved = cholesky.solve(covariance);
    return at.map((_, j) => {
      let [mean, explained] = [0, 0];
      for (let i = 0; i < places.length; i++) {
        mean += covariance.get(i, j) * weights[i];
        explained += covariance.get(i, j) * solved.get(i, j);
      }
      return { mean, deviation: Math.sqrt(Math.max(0, parameters.signal - explained)) };
    });
  };
}

/**
 * How likely the observations are, as a logarithm, and its derivatives by the logarithms of all parameters: the length scales, the
 * signal, the noise.
 *
 *     log p(y) = −½ yᵀ A⁻¹ y − Σ log Lᵢᵢ − n/2 log 2π,   A = K + σₙ² I = L Lᵀ
 *     ∂ log p / ∂θ = ½ tr((α αᵀ − A⁻¹) ∂A/∂θ),   α = A⁻¹ y
 *
 * @see Rasmussen and Williams, formulas 2.30 and 5.9
 */
export function logLikelihood(
  { places, values, choices }: Observations,
  parameters: KernelParameters,
): { value: number; gradient: number[] } {
  const count = places.length;
  const cholesky = decompose(places, parameters, choices);
  const inverse = cholesky.solve(Matrix.eye(count));
  const weights = inverse.mmul(Matrix.columnVector([...values])).to1DArray();
  const lower = cholesky.lowerTriangularMatrix;
  let value = (-count / 2) * Math.log(2 * Math.PI);
  const gradient = new Array(parameters.lengthScales.length + 2).fill(0);
  const [signal, noise] = [gradient.length - 2, gradient.length - 1];
  for (let i = 0; i < count; i++) {
    value -= 0.5 * values[i] * weights[i] + Math.log(lower.get(i, i));
    const own = weights[i] ** 2 - inverse.get(i, i);
    gradient[signal] += 0.5 * own * parameters.signal;
    gradient[noise] += 0.5 * own * parameters.noise;
    // The matrices are symmetric: each pair counts twice, and half of it is asked for.
    for (let j = 0; j < i; j++) {
      const pair = weights[i] * weights[j] - inverse.get(i, j);
      gradient[signal] += pair * matern(places[i], places[j], parameters, choices);
      maternGradient(places[i], places[j], parameters, choices).forEach((slope, d) => {
        gradient[d] += pair * slope;
      });
    }
  }
  return { value, gradient };
}

/** Of K + σₙ² I, with as little more on the diagonal as rounding makes necessary. */
function decompose(places: readonly Place[], parameters: KernelParameters, choices: ChoiceMask): CholeskyDecomposition {
  for (let more = 0; ; more = more === 0 ? 1e-10 * parameters.signal : 10 * more) {
    const matrix = Matrix.zeros(places.length, places.length);
    for (let i = 0; i < places.length; i++) {
      matrix.set(i, i, parameters.signal + parameters.noise + more);
      for (let j = 0; j < i; j++) {
        const covariance = matern(places[i], places[j], parameters, choices);
        matrix.set(i, j, covariance);
        matrix.set(j, i, covariance);
      }
    }
    const cholesky = new CholeskyDecomposition(matrix);
    if (cholesky.isPositiveDefinite() || more > parameters.signal) return cholesky;
  }
}
