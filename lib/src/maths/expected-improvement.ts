import { ShapeError } from './shapes';

/** The density of the standard normal distribution: φ(z) = exp(−z²/2) / √(2π). */
export function normalDensity(z: number): number {
  return Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);
}

/**
 * The standard normal distribution: Φ(z), the probability of a value below z, to 1e-15 relative to the nearer of 0 and 1.
 *
 *     Φ(z) = ½ erfc(−z / √2)
 *
 * By its series for small |z|, and by the continued fraction of the tail for large ones.
 * @see Abramowitz and Stegun, *Handbook of Mathematical Functions*, 1964, 26.2.11 and 26.2.14
 */
export function normalDistribution(z: number): number {
  if (Number.isNaN(z)) return Number.NaN;
  if (z > 0) return 1 - normalDistribution(-z);
  if (z < -38.5) return 0;
  if (z > -3) {
    // Φ(z) = ½ + φ(z) (z + z³/3 + z⁵/(3·5) + …)
    let [term, sum] = [z, z];
    for (let n = 3; Math.abs(term) > 1e-18 * Math.abs(sum); n += 2) {
      term *= (z * z) / n;
      sum += term;
    }
    return 0.5 + normalDensity(z) * sum;
  }
  // Φ(z) = φ(z) / (x + 1/(x + 2/(x + 3/(x + …)))), x = −z
  let tail = 0;
  for (let n = 160; n >= 1; n--) tail = n / (-z + tail);
  return normalDensity(z) / (-z + tail);
}

/**
 * Expected improvement: by how much a trial is better than the best one so far, on average over what the model thinks possible. Better is
 * larger, as with an accuracy.
 *
 *     EI = (μ − best − ξ) Φ(z) + σ φ(z),   z = (μ − best − ξ) / σ
 *
 * Where the model is certain, σ = 0, it is max(0, μ − best − ξ).
 * @param mean μ, what the model expects
 * @param deviation σ, how unsure it is
 * @param best the best value that was measured
 * @param margin ξ, an improvement that does not count; 0 unless given. A larger one explores more
 * @throws ShapeError for a deviation below 0
 * @see Jones, Schonlau and Welch, "Efficient global optimization of expensive black-box functions", 1998
 */
export function expectedImprovement(mean: number, deviation: number, best: number, margin = 0): number {
  if (!(deviation >= 0)) throw new ShapeError(`deviation: expected a number of at least 0, got ${deviation}.`);
  const gain = mean - best - margin;
  if (deviation === 0) return Math.max(0, gain);
  const z = gain / deviation;
  return Math.max(0, gain * normalDistribution(z) + deviation * normalDensity(z));
}
