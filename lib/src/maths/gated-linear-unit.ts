import { checkMatrix, checkSameShape, type Matrix, ShapeError } from './shapes';

/**
 * A gated linear unit: the first half of the channels is let through as far as the second half opens the gate.
 *
 *     output[t][c] = x[t][c] · σ(x[t][c + size])
 *
 * The first half has no activation, so that its gradient does not shrink; the gate decides what of it matters.
 * @param x `[steps, 2 · size]`, as a convolution with twice the filters gives it
 * @returns `[steps, size]`
 * @throws ShapeError if the channels are no even number
 * @see Dauphin et al., "Language modeling with gated convolutional networks", 2017
 * @example gatedLinearUnit([[4, 0]]) // [[2]]: half open
 */
export function gatedLinearUnit(x: Matrix): Matrix {
  const size = half(x);
  return x.map((step) => Array.from({ length: size }, (_, c) => step[c] * sigmoid(step[c + size])));
}

/**
 * The gradient with respect to x, with s = σ(gate): upstream · s for the first half, upstream · value · s · (1 − s) for the second.
 * @param upstream gradient of the loss with respect to the output, `[steps, size]`
 * @returns `[steps, 2 · size]`
 */
export function gatedLinearUnitBackward(x: Matrix, upstream: Matrix): Matrix {
  const size = half(x);
  const got = checkMatrix(upstream, 'upstream', ['steps', 'channels']);
  checkSameShape(got, [x.length, size], 'upstream', 'that of the output');
  return x.map((step, t) => {
    const gates = Array.from({ length: size }, (_, c) => sigmoid(step[c + size]));
    const values = gates.map((gate, c) => upstream[t][c] * gate);
    return [...values, ...gates.map((gate, c) => upstream[t][c] * step[c] * gate * (1 - gate))];
  });
}

function half(x: Matrix): number {
  const [, channels] = checkMatrix(x, 'x', ['steps', 'channels']);
  if (channels % 2 === 0) return channels / 2;
  throw new ShapeError(`x: expected an even number of channels, values and gates, got ${channels}.`);
}

function sigmoid(x: number): number {
  return 1 / (1 + Math.exp(-x));
}
