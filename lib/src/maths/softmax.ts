import { checkVector } from './shapes';

/**
 * Softmax: turns scores (logits) into probabilities that are positive and add up to 1.
 *
 *     p_k = exp(z_k) / Σ_j exp(z_j)
 *
 * @param logits `[classes]`
 * @returns `[classes]`
 */
export function softmax(logits: number[]): number[] {
  checkVector(logits, 'logits');
  // The largest is taken off from all: the quotients stay the same, and no exponential overflows.
  const largest = logits.reduce((a, b) => Math.max(a, b));
  const exponentials = logits.map((logit) => Math.exp(logit - largest));
  const sum = exponentials.reduce((a, b) => a + b);
  return exponentials.map((exponential) => exponential / sum);
}
