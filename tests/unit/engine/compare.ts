import * as tf from '@tensorflow/tfjs';
import { candidates } from '../../../lib/src/engine/candidates';
import { load } from '../../../lib/src/engine/load';

/** Starts every engine of this machine in this process and returns the names of their backends, cpu left out. */
export async function startEngines(): Promise<string[]> {
  const native = candidates().find(({ binding }) => binding);
  const wasm = candidates().find(({ name }) => name === 'wasm');
  const backends: string[] = [];
  for (const candidate of [wasm, native]) {
    if (!candidate) continue;
    await load(candidate);
    backends.push(tf.getBackend());
  }
  return backends;
}

/** Seeded values, the same on every backend. */
export function noise(shape: number[], seed: number): { shape: number[]; values: Float32Array } {
  let state = seed * 2654435761;
  const values = Float32Array.from({ length: shape.reduce((a, b) => a * b, 1) }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  });
  return { shape, values };
}

/** A convolution with bias and activation, as the layers call it. */
export function fusedConv2d(
  x: tf.Tensor,
  filter: tf.Tensor,
  bias: tf.Tensor,
  options: Pick<Parameters<typeof tf.fused.conv2d>[0], 'strides' | 'pad' | 'activation'>,
): tf.Tensor4D {
  return tf.fused.conv2d({ x: x as tf.Tensor4D, filter: filter as tf.Tensor4D, bias, ...options });
}

/**
 * Runs `body` on a backend and on cpu, whose kernels are simple loops.
 * @returns the largest difference, relative to the largest value; Infinity if shapes differ or a value is not finite
 */
export async function difference(backend: string, body: () => tf.Tensor[]): Promise<number> {
  const results: { shape: number[]; values: Float32Array }[][] = [];
  for (const name of [backend, 'cpu']) {
    await tf.setBackend(name);
    const before = tf.memory().numTensors;
    const tensors = tf.tidy(body);
    results.push(tensors.map((tensor) => ({ shape: tensor.shape, values: Float32Array.from(tensor.dataSync()) })));
    tf.dispose(tensors);
    if (tf.memory().numTensors !== before) throw new Error(`${name} keeps ${tf.memory().numTensors - before} tensors`);
  }
  const [got, expected] = results;
  return Math.max(...got.map((tensor, i) => relativeDifference(tensor, expected[i])));
}

type Values = { shape: number[]; values: Float32Array };

function relativeDifference(got: Values, expected: Values): number {
  if (got.shape.join() !== expected.shape.join()) return Number.POSITIVE_INFINITY;
  let worst = 0;
  let largest = 1e-6;
  got.values.forEach((value, i) => {
    const gap = Math.abs(value - expected.values[i]);
    worst = Number.isFinite(gap) ? Math.max(worst, gap) : Number.POSITIVE_INFINITY;
    largest = Math.max(largest, Math.abs(expected.values[i]));
  });
  return worst / largest;
}

/**
 * The gradient of a function that is linear in each number of its input, from steps of 1: a wide step loses nothing.
 * @param loss one number
 */
export function slopes(loss: (input: tf.Tensor) => tf.Tensor, input: tf.Tensor): Float32Array {
  const values = Float32Array.from(input.dataSync());
  return values.map((_, i) => {
    const at = (step: number) => {
      const moved = Float32Array.from(values);
      moved[i] += step;
      return tf.tidy(() => loss(tf.tensor(moved, input.shape)).dataSync()[0]);
    };
    return at(0.5) - at(-0.5);
  });
}
