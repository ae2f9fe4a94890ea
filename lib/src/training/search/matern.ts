/** What a Gaussian process knows about a function before it has seen a value. */
export interface KernelParameters {
  /** how far one has to go along each dimension for values to differ: ℓ, in units of the places 0 … 1 */
  lengthScales: readonly number[];
  /** variance of the function: σ² */
  signal: number;
  /** variance of a measurement around the function: σₙ² */
  noise: number;
}

/** A place in the space: a number from 0 to 1 for a range, the number of the value for a choice. */
export type Place = readonly number[];

/** For each dimension, whether it is a choice: its values are equal or not, and none is nearer than another. */
export type ChoiceMask = readonly boolean[];

/**
 * The Matérn kernel with ν = 5/2: how much the values at two places have to do with each other. Functions that it describes can be
 * differentiated twice, as one expects of an accuracy, and no more.
 *
 *     k(x, x′) = σ² (1 + √5 r + 5/3 r²) exp(−√5 r),   r² = Σᵢ (xᵢ − x′ᵢ)² / ℓᵢ²
 *
 * Between two values of a choice the distance is 1.
 * @see Rasmussen and Williams, *Gaussian Processes for Machine Learning*, 2006, formula 4.17
 */
export function matern(a: Place, b: Place, { lengthScales, signal }: KernelParameters, choices: ChoiceMask): number {
  let squares = 0;
  for (let i = 0; i < lengthScales.length; i++) squares += squaredGap(a, b, i, choices) / lengthScales[i] ** 2;
  const root = Math.sqrt(5 * squares);
  return signal * (1 + root + (5 / 3) * squares) * Math.exp(-root);
}

/**
 * The derivatives of `matern` by the logarithm of each length scale.
 *
 *     ∂k / ∂ log ℓᵢ = σ² 5/3 (1 + √5 r) exp(−√5 r) (xᵢ − x′ᵢ)² / ℓᵢ²
 */
export function maternGradient(a: Place, b: Place, parameters: KernelParameters, choices: ChoiceMask): number[] {
  const { lengthScales, signal } = parameters;
  const parts = lengthScales.map((scale, i) => squaredGap(a, b, i, choices) / scale ** 2);
  const root = Math.sqrt(5 * parts.reduce((sum, part) => sum + part, 0));
  const common = signal * (5 / 3) * (1 + root) * Math.exp(-root);
  return parts.map((part) => common * part);
}

function squaredGap(a: Place, b: Place, i: number, choices: ChoiceMask): number {
  if (choices[i]) return a[i] === b[i] ? 0 : 1;
  return (a[i] - b[i]) ** 2;
}
