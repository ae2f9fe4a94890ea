import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { candidates } from '../../../lib/src/engine/candidates';
import { hasOwnOperations, loadOwnOperations } from '../../../lib/src/engine/kernels/native-operations';
import { isOn } from '../../../lib/src/engine/kernels/switches';
import { projectRoot } from '../../../lib/src/project';
import { fusedConv2d } from './compare';
import { agree, isNative, tensor } from './native';
import { canBuild } from './small-course';

test('where the native engine is built, so are its own operations', (t) => {
  if (!canBuild || !isNative) return t.skip('no native engine on this machine');
  assert.ok(hasOwnOperations());
});

test('a library that lacks an operation is left alone', (t) => {
  if (!canBuild || !isNative) return t.skip('no native engine on this machine');
  const binding = candidates().find((one) => one.binding)?.binding ?? '';
  assert.ok(!loadOwnOperations(binding, ['ConvolabSgd', 'ConvolabOfALaterVersion']));
  assert.ok(!hasOwnOperations());
  assert.ok(loadOwnOperations(binding, ['ConvolabSgd']));
});

const activations = [undefined, 'linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const;

describe('bias and activation in one go, with their gradients', () => {
  for (const activation of activations) {
    for (const [strides, pad] of [
      [1, 'valid'],
      [2, 'same'],
    ] as const) {
      agree(`convolution, ${activation}, strides ${strides}, ${pad}`, () => {
        const inputs = [tensor([3, 7, 6, 2], 1), tensor([3, 3, 2, 5], 2), tensor([5], 3)];
        const layer = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
          fusedConv2d(x.mul(3), filter, bias, { strides, pad, activation });
        const upstream = tensor(layer(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor])).shape, 4);
        return [layer(...(inputs as [tf.Tensor, tf.Tensor, tf.Tensor])), ...tf.grads(layer)(inputs, upstream)];
      });
    }
    agree(`matrix product, ${activation}`, () => {
      const inputs = [tensor([4, 6], 5).mul(3), tensor([6, 5], 6), tensor([5], 7)];
      const layer = (a: tf.Tensor, b: tf.Tensor, bias: tf.Tensor) => tf.fused.matMul({ a, b, bias, activation });
      return [layer(inputs[0], inputs[1], inputs[2]), ...tf.grads(layer)(inputs, tensor([4, 5], 8))];
    });
  }
  agree('maps large enough for several threads', () => {
    const inputs = [tensor([8, 20, 20, 3], 9), tensor([3, 3, 3, 16], 10), tensor([16], 11)];
    const layer = (x: tf.Tensor, filter: tf.Tensor, bias: tf.Tensor) =>
      fusedConv2d(x, filter, bias, { strides: 1, pad: 'same', activation: 'relu' });
    return tf.grads(layer)(inputs, tensor([8, 20, 20, 16], 12));
  });
  agree('the input of a layer stays as it was', () => {
    const [x, filter, bias] = [tensor([2, 5, 5, 1], 13), tensor([1, 1, 1, 1], 14), tensor([1], 15)];
    const maps = fusedConv2d(x, filter, bias, { strides: 1, pad: 'valid', activation: 'relu' });
    return [x, filter, bias, maps];
  });
  agree('a gradient of a gradient', () => {
    const [filter, bias] = [tensor([2, 2, 1, 3], 16), tensor([3], 17)];
    const loss = (x: tf.Tensor) =>
      fusedConv2d(x, filter, bias, { strides: 1, pad: 'valid', activation: 'relu' }).square().sum();
    return [tf.grad((x) => tf.grad(loss)(x).square().sum())(tensor([1, 4, 4, 1], 18))];
  });
});

describe('max pooling', () => {
  agree('equal pixels: the first one of a window takes the whole gradient', () => {
    const x = tf.relu(tensor([2, 8, 8, 5], 20)) as tf.Tensor4D; // about half of the values are 0
    const pool = (a: tf.Tensor) => tf.maxPool(a as tf.Tensor4D, [2, 3], [2, 1], 'same');
    return [tf.grad(pool)(x, tensor(pool(x).shape, 21))];
  });
});

describe('batch normalization in training', () => {
  const layer = (x: tf.Tensor, offset: tf.Tensor, scale: tf.Tensor) => {
    const { mean, variance } = tf.moments(x, [0, 1, 2].slice(0, x.rank - 1));
    return tf.batchNorm(
      x as tf.Tensor4D,
      mean as tf.Tensor1D,
      variance as tf.Tensor1D,
      offset as tf.Tensor1D,
      scale as tf.Tensor1D,
      1e-3,
    );
  };
  for (const shape of [
    [16, 5],
    [4, 6, 5, 3],
    [8, 20, 20, 16],
  ]) {
    agree(`outputs and gradients, [${shape}]`, () => {
      const channels = shape.at(-1) as number;
      const inputs = [tensor(shape, 50).mul(2).add(3), tensor([channels], 51), tensor([channels], 52)];
      return [layer(inputs[0], inputs[1], inputs[2]), ...tf.grads(layer)(inputs, tensor(shape, 53))];
    });
  }
  agree('over other axes, and the mean and variance themselves', () => {
    const x = tensor([3, 4, 2], 54);
    const total = (a: tf.Tensor, axes: number[]) => {
      const { mean, variance } = tf.moments(a, axes);
      return mean.sum().add(variance.square().sum());
    };
    return [
      [0, 1],
      [0, -2],
      [1, 2],
    ].map((axes) => tf.grad((a) => total(a, axes))(x));
  });
  agree('a gradient of a gradient', () => {
    const loss = (x: tf.Tensor) =>
      layer(x, tf.zeros([3]), tf.ones([3]))
        .square()
        .mul(tensor([6, 3], 55))
        .sum();
    return [tf.grad((x) => tf.grad(loss)(x).square().sum())(tensor([6, 3], 56))];
  });
});

test('a model trains to the same weights as on cpu, and 1,000 steps keep no tensor', async (t) => {
  if (!isNative) return t.skip('no native engine on this machine');
  const trained: Float32Array[] = [];
  for (const backend of ['tensorflow', 'cpu']) {
    await tf.setBackend(backend);
    const layers = [
      tf.layers.conv2d({
        inputShape: [8, 8, 1],
        filters: 3,
        kernelSize: 3,
        activation: 'relu',
        kernelInitializer: tf.initializers.heNormal({ seed: 1 }),
      }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dense({ units: 3, activation: 'softmax', kernelInitializer: tf.initializers.heNormal({ seed: 2 }) }),
    ];
    const model = tf.sequential({ layers });
    model.compile({ optimizer: tf.train.adam(0.01), loss: 'categoricalCrossentropy' });
    const [xs, ys] = [
      tensor([16, 8, 8, 1], 40),
      tf.oneHot(
        Array.from({ length: 16 }, (_, i) => i % 3),
        3,
      ),
    ];
    await model.trainOnBatch(xs, ys);
    const before = tf.memory().numTensors;
    const steps = backend === 'cpu' ? 9 : 999;
    for (let step = 0; step < steps; step++) {
      await model.trainOnBatch(xs, ys);
      if (step === 8) trained.push(Float32Array.from(model.getWeights()[0].dataSync()));
    }
    assert.equal(tf.memory().numTensors, before, backend);
    tf.dispose([xs, ys]);
    model.dispose();
  }
  const expected = trained.at(-1) as Float32Array;
  for (const weights of trained) {
    const gap = weights.reduce((worst, value, i) => Math.max(worst, Math.abs(value - expected[i])), 0);
    assert.ok(gap < 1e-4, `weights differ by ${gap}`);
  }
});

test('each speed-up can be switched off', () => {
  assert.ok(isOn('max-pool-grad', {}));
  assert.ok(!isOn('max-pool-grad', { CONVOLAB_WITHOUT: 'relu-grad, max-pool-grad' }));
  assert.ok(isOn('max-pool-grad', { CONVOLAB_WITHOUT: 'max-pool' }));
  assert.ok(!isOn('optimizer-updates', { CONVOLAB_WITHOUT: 'all' }));
});

test('a process that has used all threads ends by itself', () => {
  const script = `
    const { engineReady, tf } = require('convolab');
    engineReady({ quiet: true }).then(() => {
      const x = tf.randomNormal([8, 32, 32, 16]);
      tf.grad((a) => tf.maxPool(a, 2, 2, 'valid'))(x).dataSync();
      console.log('done');
    });`;
  const { status, stdout } = spawnSync(process.execPath, ['-e', script], {
    cwd: join(projectRoot, 'notebooks'),
    encoding: 'utf8',
    timeout: 60_000,
  });
  assert.deepEqual([status, stdout.trim()], [0, 'done']);
});
