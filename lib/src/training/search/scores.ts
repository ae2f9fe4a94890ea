/** Values as a Gaussian process likes them. */
export interface Scores {
  /** mean 0, standard deviation 1 */
  values: number[];
  /** value = shift + scale · score, for all that were not raised */
  scale: number;
  shift: number;
}

/**
 * Values of trials with mean 0 and standard deviation 1, after two changes. Very bad ones are raised to the median minus twice what the
 * best is above it: that a learning rate of 0.1 gives 10 % and not 40 % matters little, but a smooth function through such a cliff would
 * swing everywhere else. And trials without a value, which failed, count as the worst one.
 */
export function scores(values: readonly (number | undefined)[]): Scores {
  const known = values.filter((value) => value !== undefined);
  const sorted = [...known].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const median = (sorted[Math.floor(middle)] + sorted[Math.ceil(middle) - 1]) / 2;
  const best = sorted[sorted.length - 1];
  const least = Math.max(sorted[0], median - 2 * (best - median));
  const raised = values.map((value) => Math.max(least, value ?? least));
  const mean = raised.reduce((sum, value) => sum + value, 0) / raised.length;
  const squares = raised.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  const deviation = Math.sqrt(squares / raised.length) || 1;
  return { values: raised.map((value) => (value - mean) / deviation), scale: deviation, shift: mean };
}
