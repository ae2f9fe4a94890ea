/** For tests that compare the native engine with cpu. */
import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { difference, noise, startEngines } from './compare';

const tolerance = 2e-5;
export let isNative = false;
before(async () => {
  isNative = (await startEngines()).includes('tensorflow');
});

export const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

export function agree(name: string, body: () => tf.Tensor[]): void {
  test(name, async (t) => {
    if (!isNative) return t.skip('no native engine on this machine');
    const gap = await difference('tensorflow', body);
    assert.ok(gap < tolerance, `native differs from cpu by ${gap.toExponential(1)}`);
  });
}
