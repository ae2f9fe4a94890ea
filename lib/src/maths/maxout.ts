import { checkVector } from './shapes';

/**
 * Maxout: the largest of several linear units. Unlike the other activations it takes several numbers,
 * `values[k] = x · w_k + b_k`, and learns its own shape.
 * Its derivative with respect to `values[winner]` is 1 and with respect to all others 0.
 *
 *     output = max_k values[k]
 *
 * @param values `[k]`, at least one
 * @returns the largest value and its index; of equal ones, the first
 * @see Goodfellow, Warde-Farley, Mirza, Courville and Bengio, Maxout networks, 2013
 */
export function maxout(values: number[]): { output: number; winner: number } {
  checkVector(values, 'values');
  let winner = 0;
  for (let k = 1; k < values.length; k++) if (values[k] > values[winner]) winner = k;
  return { output: values[winner], winner };
}
