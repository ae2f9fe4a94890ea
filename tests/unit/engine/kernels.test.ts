import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { difference, noise, startEngines } from './compare';

const tolerance = 2e-5;
let backends: string[] = [];
before(async () => {
  backends = await startEngines();
});

/** Runs the same computation on each engine of this machine and on cpu; all must agree. */
function agree(name: string, body: () => tf.Tensor[]): void {
  test(name, async () => {
    assert.ok(backends.includes('wasm'), 'WebAssembly runs everywhere');
    for (const backend of backends) {
      const gap = await difference(backend, body);
      assert.ok(gap < tolerance, `${backend} differs from cpu by ${gap.toExponential(1)}`);
    }
  });
}

const tensor = (shape: number[], seed: number) => {
  const { values } = noise(shape, seed);
  return tf.tensor(values, shape);
};

describe('convolution and its two gradients', () => {
  const paddings: ('valid' | 'same')[] = ['valid', 'same'];
  for (const pad of paddings) {
    for (const strides of [1, 2, 3, [2, 1]] as (number | [number, number])[]) {
      for (const [kernelHeight, kernelWidth] of [
        [1, 1],
        [2, 2],
        [3, 3],
        [5, 3],
        [1, 4],
      ]) {
        agree(`${pad}, strides ${strides}, kernelSize ${kernelHeight}×${kernelWidth}`, () => {
          const x = tensor([3, 9, 8, 2], 1) as tf.Tensor4D;
          const filters = tensor([kernelHeight, kernelWidth, 2, 4], 2) as tf.Tensor4D;
          const convolve = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, strides, pad);
          const upstream = tensor(convolve(x, filters).shape, 3);
          return [convolve(x, filters), ...tf.grads(convolve)([x, filters], upstream)];
        });
      }
    }
  }
  agree('explicit padding with different sides', () => {
    const [x, filters] = [tensor([2, 6, 7, 3], 4), tensor([3, 3, 3, 2], 5)];
    const around: [[number, number], [number, number], [number, number], [number, number]] = [
      [0, 0],
      [2, 1],
      [0, 1],
      [0, 0],
    ];
    const convolve = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, around);
    return tf.grads(convolve)([x, filters]);
  });
  agree('padding wider than the kernel', () => {
    const [x, filters] = [tensor([2, 5, 5, 2], 6), tensor([2, 2, 2, 3], 7)];
    const convolve = (a: tf.Tensor, b: tf.Tensor) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 2);
    return tf.grads(convolve)([x, filters]);
  });
  agree('a large batch of one channel', () => {
    const [x, filters] = [tensor([64, 12, 12, 1], 8), tensor([3, 3, 1, 16], 9)];
    return tf.grads((a, b) => tf.conv2d(a as tf.Tensor4D, b as tf.Tensor4D, 1, 'valid'))([x, filters]);
  });
  agree('transposed convolution and its gradients', () => {
    const [x, filters] = [tensor([2, 4, 4, 3], 10), tensor([3, 3, 2, 3], 11)];
    const grow = (a: tf.Tensor, b: tf.Tensor) =>
      tf.conv2dTranspose(a as tf.Tensor4D, b as tf.Tensor4D, [2, 8, 8, 2], 2, 'same');
    return [grow(x, filters), ...tf.grads(grow)([x, filters])];
  });
  agree('depthwise convolution and its gradients', () => {
    const [x, filters] = [tensor([2, 6, 6, 3], 12), tensor([3, 3, 3, 2], 13)];
    return tf.grads((a, b) => tf.depthwiseConv2d(a as tf.Tensor4D, b as tf.Tensor4D, 2, 'same'))([x, filters]);
  });
});

describe('pooling and its gradients', () => {
  for (const [kind, pool2d] of Object.entries({ maxPool: tf.maxPool, avgPool: tf.avgPool })) {
    for (const pad of ['valid', 'same'] as const) {
      for (const [size, strides] of [
        [2, 2],
        [3, 2],
        [2, 1],
        [3, 3],
        [2, 3],
      ]) {
        agree(`${kind}, ${pad}, size ${size}, strides ${strides}`, () => {
          const x = tensor([2, 7, 8, 3], 20) as tf.Tensor4D;
          const pool = (a: tf.Tensor) => pool2d(a as tf.Tensor4D, size, strides, pad);
          const upstream = tensor(pool(x).shape, 21);
          return [pool(x), tf.grad(pool)(x, upstream)];
        });
      }
    }
  }
  test('avgPool, same: the gradient is the slope of the output, measured', async () => {
    const { values } = noise([1, 3, 4, 1], 22);
    const total = (x: tf.Tensor) => tf.avgPool(x as tf.Tensor4D, 3, 2, 'same').sum();
    const image = (pixels: Float32Array) => tf.tensor(pixels, [1, 3, 4, 1]);
    const changed = (pixel: number, by: number) => values.map((value, i) => (i === pixel ? value + by : value));
    for (const backend of [...backends, 'cpu']) {
      await tf.setBackend(backend);
      const at = (pixel: number, by: number) => tf.tidy(() => total(image(changed(pixel, by))).dataSync()[0]);
      const gradient = tf.tidy(() => tf.grad(total)(image(values)).dataSync());
      for (const [pixel, got] of gradient.entries()) {
        const slope = at(pixel, 0.5) - at(pixel, -0.5); // exact, for the output is linear
        assert.ok(Math.abs(slope - got) < 1e-5, `${backend}, pixel ${pixel}: slope ${slope}, gradient ${got}`);
      }
    }
  });
  agree('maxPool where all values of a window are equal', () => [
    tf.grad((a) => tf.maxPool(a as tf.Tensor4D, 2, 2, 'valid'))(tf.zeros([1, 4, 4, 2])),
  ]);
});

describe('matrix products, plain and transposed', () => {
  for (const transposeA of [false, true]) {
    for (const transposeB of [false, true]) {
      agree(`transposeA ${transposeA}, transposeB ${transposeB}, with gradients`, () => {
        const [a, b] = [tensor(transposeA ? [5, 7] : [7, 5], 30), tensor(transposeB ? [4, 5] : [5, 4], 31)];
        const multiply = (p: tf.Tensor, q: tf.Tensor) => tf.matMul(p, q, transposeA, transposeB);
        return [multiply(a, b), ...tf.grads(multiply)([a, b])];
      });
      agree(`batches, transposeA ${transposeA}, transposeB ${transposeB}`, () => {
        const [a, b] = [tensor(transposeA ? [3, 5, 7] : [3, 7, 5], 32), tensor(transposeB ? [3, 4, 5] : [3, 5, 4], 33)];
        return [tf.matMul(a, b, transposeA, transposeB)];
      });
    }
  }
});

describe('activations, normalization and losses with their gradients', () => {
  const { relu, relu6, leakyRelu, elu, selu, sigmoid, tanh, softplus, softmax, logSoftmax } = tf;
  const activations = { relu, relu6, leakyRelu, elu, selu, sigmoid, tanh, softplus, softmax, logSoftmax };
  for (const [name, activation] of Object.entries(activations)) {
    agree(name, () => {
      const x = tensor([6, 10], 40);
      const upstream = tensor([6, 10], 41);
      const activate = (a: tf.Tensor) => activation(a.mul(4));
      return [activate(x), tf.grad(activate)(x, upstream)];
    });
  }
  agree('the gradient of the gradient of relu', () => {
    const slope = (a: tf.Tensor) => tf.grad((b) => tf.relu(b).square().sum())(a);
    return [tf.grad(slope)(tensor([4, 5], 42))];
  });
  agree('softmax cross-entropy', () => {
    const labels = tf.oneHot([1, 0, 3], 4);
    return [tf.grad((a) => tf.losses.softmaxCrossEntropy(labels, a))(tensor([3, 4], 43))];
  });
  agree('batch normalization', () => {
    const inputs = [tensor([4, 3, 3, 2], 44), tensor([2], 45), tensor([2], 46).abs(), tensor([2], 47), tensor([2], 48)];
    return tf.grads((x, mean, variance, offset, scale) =>
      tf.batchNorm4d(
        x as tf.Tensor4D,
        mean as tf.Tensor1D,
        variance as tf.Tensor1D,
        offset as tf.Tensor1D,
        scale as tf.Tensor1D,
      ),
    )(inputs);
  });
  agree('what is borrowed from cpu: einsum', () => [tf.einsum('ij,jk->ik', tensor([3, 4], 49), tensor([4, 2], 50))]);
});

describe('optimizers', () => {
  const optimizers = {
    sgd: () => tf.train.sgd(0.1),
    momentum: () => tf.train.momentum(0.1, 0.9),
    adagrad: () => tf.train.adagrad(0.1),
    adadelta: () => tf.train.adadelta(0.1),
    adam: () => tf.train.adam(0.1),
    adamax: () => tf.train.adamax(0.1),
    rmsprop: () => tf.train.rmsprop(0.1),
  };
  for (const [name, make] of Object.entries(optimizers)) {
    agree(`three steps of ${name}`, () => {
      const optimizer = make();
      const weights = tf.variable(tensor([3, 4], 60));
      for (let step = 0; step < 3; step++)
        optimizer.minimize(() => weights.sub(1).square().sum().asScalar(), false, [weights]);
      const result = tf.tensor(weights.dataSync(), weights.shape);
      weights.dispose();
      optimizer.dispose();
      // the optimizer with momentum forgets the learning rate of the one that it extends
      (optimizer as unknown as { c?: tf.Tensor }).c?.dispose();
      return [result];
    });
  }
});
