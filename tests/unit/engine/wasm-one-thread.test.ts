import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { candidates } from '../../../lib/src/engine/candidates';
import { load } from '../../../lib/src/engine/load';
import { difference, fusedConv2d, noise } from './compare';

before(async () => {
  const alone = candidates().find(({ id }) => id === 'wasm');
  assert.ok(alone);
  await load(alone);
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

test('without threads, whose memory is of another kind, a small CNN has the gradients that cpu finds', async () => {
  const gap = await difference('wasm', () => {
    const network = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor, weights: tf.Tensor) => {
      const maps = fusedConv2d(x, filter, bias, { strides: 1, pad: 'valid', activation: 'relu' }); // [24, 8, 8, 5]
      return tf.matMul(tf.maxPool(maps, 2, 2, 'valid').reshape([24, 80]), weights as tf.Tensor2D);
    };
    const inputs = [tensor([24, 10, 10, 3], 1), tensor([3, 3, 3, 5], 2), tensor([5], 3), tensor([80, 7], 4)];
    return tf.grads(network)(inputs, tensor([24, 7], 5));
  });
  assert.ok(gap < 2e-5, `WebAssembly differs from cpu by ${gap.toExponential(1)}`);
});

test('memory that grows between steps is no trouble', async () => {
  const gap = await difference('wasm', () => {
    const [a, b] = [tensor([32, 40], 6), tensor([40, 9], 7)];
    const first = tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D);
    tf.zeros([6_000_000]).dispose(); // 24 MB, more than there was
    return [first, tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D)];
  });
  assert.ok(gap < 2e-5, `WebAssembly differs from cpu by ${gap.toExponential(1)}`);
});
