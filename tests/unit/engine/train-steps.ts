/** For tests of steps of training: the same model with the same weights on the same examples, on any backend. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { hasOwnOperations } from '../../../lib/src/engine/kernels/native-operations';
import { noise } from './compare';
import { isNative } from './native';

/** A batch: what goes in and what should come out, in one or several tensors. */
export interface Example {
  xs: { shape: number[]; values: Float32Array }[];
  ys: { shape: number[]; values: Float32Array }[];
}

/** Seeded inputs and one-hot labels. */
export function example(batch: number, input: number[], classes: number, seed: number): Example {
  const ys = new Float32Array(batch * classes);
  for (let row = 0; row < batch; row++) ys[row * classes + ((row + seed) % classes)] = 1;
  return { xs: [noise([batch, ...input], seed + 1)], ys: [{ shape: [batch, classes], values: ys }] };
}

/** @returns how many graphs the native engine holds */
export function graphs(): number {
  const { binding } = tf.backend() as unknown as { binding?: { getNumOfSavedModels(): number } };
  return binding?.getNumOfSavedModels() ?? 0;
}

export function skips(t: TestContext): boolean {
  const isThere = isNative && hasOwnOperations();
  if (!isThere) t.skip('no native engine with operations of its own on this machine');
  return !isThere;
}

/** Seeded weights, small, and positive where they are variances. */
export function setWeights(model: tf.LayersModel): void {
  const weights = model.weights.map(({ shape, name }, i) => {
    const { values } = noise(shape as number[], 100 + i);
    const positive = /variance|gamma/.test(name);
    return tf.tensor(
      values.map((value) => (positive ? 1 + 0.3 * value : 0.4 * value)),
      shape as number[],
    );
  });
  model.setWeights(weights);
  tf.dispose(weights);
}

/** One step. @returns loss and metrics */
export async function train(model: tf.LayersModel, { xs, ys }: Example): Promise<number[]> {
  const inputs = xs.map(({ values, shape }) => tf.tensor(values, shape));
  const labels = ys.map(({ values, shape }) => tf.tensor(values, shape));
  const one = (tensors: tf.Tensor[]) => (tensors.length === 1 ? tensors[0] : tensors);
  const losses = await model.trainOnBatch(one(inputs), one(labels));
  tf.dispose([inputs, labels]);
  return [losses].flat();
}

/**
 * Trains a new model.
 * @param between called before each step
 * @returns its weights, and the losses and metrics of each step
 */
export async function weightsAfter(
  backend: string,
  make: () => tf.LayersModel,
  steps: Example[],
  between: (model: tf.LayersModel, step: number) => void = () => {},
): Promise<{ values: number[][]; graphs: number }> {
  await tf.setBackend(backend);
  const before = graphs();
  const model = make();
  setWeights(model);
  const losses: number[] = [];
  for (const [i, step] of steps.entries()) {
    between(model, i);
    losses.push(...(await train(model, step)));
  }
  const values = [...model.weights.map((weight) => [...weight.read().dataSync()]), losses];
  const made = graphs() - before;
  const { optimizer } = model;
  model.dispose();
  optimizer.dispose();
  assert.equal(graphs(), before, 'a model that is disposed of keeps a graph');
  return { values, graphs: made };
}

/** Relative to the largest value of each list. */
export function closeTo(got: number[][], expected: number[][], tolerance: number): void {
  assert.equal(got.length, expected.length);
  got.forEach((values, i) => {
    const scale = Math.max(1e-3, ...expected[i].map(Math.abs));
    values.forEach((value, k) => {
      const gap = Math.abs(value - expected[i][k]) / scale;
      assert.ok(gap < tolerance, `list ${i}, number ${k}: ${value} in place of ${expected[i][k]}`);
    });
  });
}
