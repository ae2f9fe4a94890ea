import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { difference, noise, slopes, startEngines } from './compare';

const tolerance = 2e-5;
before(async () => {
  await startEngines();
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

interface Settings {
  strides?: number | [number, number];
  pad?: 'valid' | 'same' | number;
}

/** Both gradients on WebAssembly and on cpu; they must agree. */
function agree(name: string, image: number[], filter: number[], { strides = 1, pad = 'same' }: Settings = {}): void {
  test(name, async () => {
    const gap = await difference('wasm', () => {
      const inputs = [tensor(image, 1), tensor(filter, 2)];
      const layer = (x: tf.Tensor, w: tf.Tensor) =>
        tf.depthwiseConv2d(x as tf.Tensor4D, w as tf.Tensor4D, strides, pad);
      const y = layer(inputs[0], inputs[1]);
      return [y, ...tf.grads(layer)(inputs, tensor(y.shape, 3))];
    });
    assert.ok(gap < tolerance, `WebAssembly differs from cpu by ${gap.toExponential(1)}`);
  });
}

describe('the gradients of depthwise convolution', () => {
  // four channels at a time and those that are left; shared by threads as rows of the filters, and as channels
  for (const channels of [1, 3, 4, 7, 16, 21]) agree(`${channels} channels`, [2, 6, 7, channels], [3, 3, channels, 1]);
  for (const multiplier of [2, 3]) agree(`${multiplier} filters a channel`, [2, 6, 5, 6], [3, 2, 6, multiplier]);
  for (const pad of ['valid', 'same'] as const) {
    for (const strides of [2, 3, [1, 2]] as (number | [number, number])[]) {
      agree(`${pad}, strides ${strides}`, [2, 9, 8, 5], [3, 2, 5, 1], { pad, strides });
      agree(`${pad}, strides ${strides}, 2 filters a channel`, [2, 8, 9, 3], [2, 3, 3, 2], { pad, strides });
    }
  }
  agree('a stride that leaves pixels out', [2, 9, 9, 4], [2, 2, 4, 1], { pad: 'valid', strides: 3 });
  agree('padding wider than the filter', [2, 5, 6, 4], [2, 2, 4, 1], { pad: 3 });
});

test('they are the slopes of the output, tried with small steps', async () => {
  await tf.setBackend('wasm');
  const [x, w] = [tensor([1, 4, 4, 2], 4), tensor([2, 2, 2, 2], 5)];
  const upstream = tensor([1, 4, 4, 4], 6);
  const loss = (a: tf.Tensor, b: tf.Tensor) =>
    tf
      .depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'same')
      .mul(upstream)
      .sum();
  const gradients = tf.grads(loss)([x, w]);
  const tried = [slopes((a) => loss(a, w), x), slopes((b) => loss(x, b), w)];
  gradients.forEach((gradient, which) => {
    const gap = Math.max(...gradient.dataSync().map((value, i) => Math.abs(value - tried[which][i])));
    assert.ok(gap < 1e-5, `input ${which}: ${gap}`);
  });
  tf.dispose([x, w, upstream, gradients]);
});
