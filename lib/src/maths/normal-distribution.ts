/**
 * The standard normal distribution, which GELU is made of.
 * @see Abramowitz and Stegun, Handbook of Mathematical Functions, 1964, formulas 7.1.6 and 7.1.14
 */

/** Density of the standard normal distribution: φ(x) = exp(−x²/2) / √(2π). */
export function normalDensity(x: number): number {
  return Math.exp(-(x * x) / 2) / Math.sqrt(2 * Math.PI);
}

/** Probability that a standard normal number is at most x: Φ(x) = erfc(−x/√2) / 2. */
export function normalDistribution(x: number): number {
  return erfc(-x / Math.SQRT2) / 2;
}

/** Error function, erf(x) = 2/√π ∫₀ˣ exp(−t²) dt, to 15 digits. */
export function erf(x: number): number {
  if (x < 0) return -erf(-x);
  return x < turn ? erfSeries(x) : 1 - erfcFraction(x);
}

/** Complement 1 − erf(x), to 13 digits, also where it is tiny. */
export function erfc(x: number): number {
  if (x < 0) return 2 - erfc(-x);
  return x < turn ? 1 - erfSeries(x) : erfcFraction(x);
}

/** Below it the series is used; above it 1 − erf(x) would lose digits, and the fraction needs few levels. */
const turn = 2;

/** erf(x) = 2/√π exp(−x²) Σ 2ⁿ x²ⁿ⁺¹ / (1·3·5·…·(2n+1)). All terms are positive, so nothing cancels. */
function erfSeries(x: number): number {
  let term = x;
  let sum = x;
  for (let n = 1; term > sum * Number.EPSILON; n++) {
    term *= (2 * x * x) / (2 * n + 1);
    sum += term;
  }
  return (2 / Math.sqrt(Math.PI)) * Math.exp(-x * x) * sum;
}

/** erfc(x) = exp(−x²)/√π · 1/(x + (1/2)/(x + (2/2)/(x + (3/2)/(x + …)))), worked out from the inside. */
function erfcFraction(x: number): number {
  let denominator = x;
  for (let n = 80; n >= 1; n--) denominator = x + n / 2 / denominator;
  return Math.exp(-x * x) / (Math.sqrt(Math.PI) * denominator);
}
