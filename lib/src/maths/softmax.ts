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

/**
 * The gradient of a loss with respect to the logits that went into `softmax`, from its gradient with respect to the
 * probabilities. All probabilities share one sum, so each logit acts on all of them:
 *
 *     gradient_k = p_k · (upstream_k − Σ_j upstream_j · p_j)
 *
 * @param logits `[classes]`
 * @param upstream gradient of the loss with respect to the probabilities, `[classes]`
 * @returns `[classes]`
 */
export function softmaxBackward(logits: number[], upstream: number[]): number[] {
  const probabilities = softmax(logits);
  checkVector(upstream, 'upstream', logits.length, 'numbers, one a class');
  const average = probabilities.reduce((sum, p, k) => sum + p * upstream[k], 0);
  return probabilities.map((p, k) => p * (upstream[k] - average));
}
