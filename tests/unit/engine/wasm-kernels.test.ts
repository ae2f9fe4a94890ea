import assert from 'node:assert/strict';
import { before, describe, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { difference, fusedConv2d, noise, startEngines } from './compare';

const tolerance = 2e-5;
before(async () => {
  await startEngines();
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);
const images = (shape: [number, number, number, number], seed: number) => tensor(shape, seed) as tf.Tensor4D;

/** Runs the same computation on WebAssembly and on cpu; both must agree. */
function agree(name: string, body: () => tf.Tensor[]): void {
  test(name, async () => {
    const gap = await difference('wasm', body);
    assert.ok(gap < tolerance, `WebAssembly differs from cpu by ${gap.toExponential(1)}`);
  });
}

/** A layer's output and all its gradients. */
function outputAndGradients(layer: (...inputs: tf.Tensor[]) => tf.Tensor, inputs: tf.Tensor[], seed: number) {
  const y = layer(...inputs);
  return [y, ...tf.grads(layer)(inputs, tensor(y.shape, seed))];
}

describe('convolutions with enough pixels for code of our own', () => {
  // eight, four and one channel at a time; four pixels of a row at a time and three, two, one that are left
  for (const channels of [1, 3, 4, 7, 8, 13, 16]) {
    agree(`${channels} filters`, () =>
      outputAndGradients(
        (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, 1, 'same'),
        [images([4, 12, 12, 5], 1), tensor([3, 3, 5, channels], 2)],
        3,
      ),
    );
  }
  for (const width of [4, 5, 6, 7, 8]) {
    agree(`rows of ${width} pixels, as many of them`, () =>
      outputAndGradients(
        (x, w) => tf.conv2d(x as tf.Tensor4D, w as tf.Tensor4D, [1, 2], 'same'),
        [images([64, 6, 2 * width, 2], 4), tensor([3, 2, 2, 9], 5)],
        6,
      ),
    );
  }
  agree('dilated, which the backend itself does', () => [
    tf.conv2d(images([8, 12, 12, 2], 7), tensor([3, 3, 2, 4], 8) as tf.Tensor4D, 1, 'same', 'NHWC', 2),
  ]);
  agree('one-dimensional', () =>
    outputAndGradients(
      (x, w) => tf.conv1d(x as tf.Tensor3D, w as tf.Tensor3D, 1, 'same'),
      [tensor([16, 40, 6], 9), tensor([5, 6, 10], 10)],
      11,
    ),
  );
  agree('transposed, strides 2', () =>
    outputAndGradients(
      (x, w) => tf.conv2dTranspose(x as tf.Tensor4D, w as tf.Tensor4D, [8, 16, 16, 6], 2, 'same'),
      [images([8, 8, 8, 5], 12), tensor([3, 3, 6, 5], 13)],
      14,
    ),
  );
  for (const activation of ['linear', 'relu', 'relu6', 'elu', 'sigmoid'] as const) {
    agree(`with bias and ${activation}`, () =>
      outputAndGradients(
        (x, filter, bias) => fusedConv2d(x.mul(3), filter, bias, { strides: 1, pad: 'same', activation }),
        [images([6, 10, 10, 3], 15), tensor([3, 3, 3, 13], 16), tensor([13], 17)],
        18,
      ),
    );
    agree(`a matrix product with bias and ${activation}`, () =>
      outputAndGradients(
        (a, b, bias) => tf.fused.matMul({ a: a.mul(3) as tf.Tensor2D, b: b as tf.Tensor2D, bias, activation }),
        [tensor([20, 9], 19), tensor([9, 13], 20), tensor([13], 21)],
        22,
      ),
    );
  }
});

describe('matrix products with enough rows for code of our own', () => {
  for (const [transposeA, transposeB] of [
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ]) {
    agree(`transposeA ${transposeA}, transposeB ${transposeB}`, () =>
      outputAndGradients(
        (a, b) => tf.matMul(a as tf.Tensor2D, b as tf.Tensor2D, transposeA, transposeB),
        [tensor(transposeA ? [23, 37] : [37, 23], 30), tensor(transposeB ? [29, 23] : [23, 29], 31)],
        32,
      ),
    );
  }
});

describe('what else the models of the course train', () => {
  agree('depthwise and separable convolution', () =>
    outputAndGradients(
      (x, depthwise, pointwise) =>
        tf.separableConv2d(x as tf.Tensor4D, depthwise as tf.Tensor4D, pointwise as tf.Tensor4D, 1, 'same'),
      [images([4, 8, 8, 3], 40), tensor([3, 3, 3, 2], 41), tensor([1, 1, 6, 7], 42)],
      43,
    ),
  );
  agree('max pooling with overlapping windows, odd channels', () => {
    const x = tf.relu(images([3, 9, 9, 7], 44));
    return outputAndGradients((a) => tf.maxPool(a as tf.Tensor4D, 3, 2, 'same'), [x], 45);
  });
  agree('repeating one line of channels, and other shapes', () => [
    tf.tile(tensor([1, 1, 1, 5], 70), [3, 4, 3, 1]),
    tf.tile(tensor([1, 4], 71), [1, 1]),
    tf.tile(tensor([1, 4], 72), [3, 2]),
    tf.tile(tensor([2, 3], 73), [2, 1]),
  ]);
  for (const fillMode of ['constant', 'nearest'] as const) {
    agree(`turned, moved and tilted images, ${fillMode} outside`, () => {
      const x = images([3, 6, 7, 2], 76);
      const maps = tf.tensor2d([
        [0.9, -0.3, 1.3, 0.3, 0.9, -1.2, 0, 0],
        [-1, 0, 6, 0, 1, 0, 0, 0],
        [1.1, 0.2, -2.4, -0.1, 0.8, 1.7, 0.01, 0.02],
      ]);
      const one = tf.slice(maps, 2, 1);
      return [
        tf.image.transform(x, maps, 'bilinear', fillMode, 0.5),
        tf.image.transform(x, one, 'bilinear', fillMode, 0, [4, 9]),
      ];
    });
  }
  agree('images moved by whole pixels, the nearest one taken', () => {
    const maps = tf.tensor2d([
      [1, 0, 2, 0, 1, -1, 0, 0],
      [-1, 0, 6, 0, 1, 0, 0, 0],
    ]);
    const x = images([2, 6, 7, 2], 77);
    return (['constant', 'nearest', 'wrap'] as const).map((fillMode) =>
      tf.image.transform(x, maps, 'nearest', fillMode, 0.5),
    );
  });
  agree('resizing, bilinear and nearest', () => {
    const x = images([2, 5, 6, 3], 46);
    return [
      ...outputAndGradients((a) => tf.image.resizeBilinear(a as tf.Tensor4D, [10, 9]), [x], 47),
      ...outputAndGradients((a) => tf.image.resizeNearestNeighbor(a as tf.Tensor4D, [10, 12]), [x], 48),
    ];
  });
  agree('rows taken from a table, some twice', () => {
    const rows = tf.tensor1d([2, 0, 2, 4], 'int32');
    return outputAndGradients((table) => tf.gather(table, rows), [tensor([5, 3], 49)], 50);
  });
  agree('rows of images, along other axes, of whole numbers, and in lists of lists', () => {
    const [x, numbers] = [images([5, 3, 2, 4], 80), tf.range(0, 24, 1, 'int32').reshape([4, 6])];
    const rows = tf.tensor1d([4, 0, 4], 'int32');
    return [
      tf.gather(x, rows),
      tf.gather(x, tf.tensor1d([1, 0], 'int32'), 2),
      tf.gather(
        x,
        tf.tensor2d(
          [
            [4, 0],
            [1, 1],
          ],
          [2, 2],
          'int32',
        ),
      ),
      tf.gather(numbers, tf.tensor1d([3, 1], 'int32')),
      tf.gather(tensor([6], 81), tf.tensor1d([5, 0], 'int32')),
    ];
  });
  test('rows are copied bit by bit, and nothing is left behind', async () => {
    await tf.setBackend('wasm');
    const { shape, values } = noise([9, 3, 5], 83);
    const before = tf.memory().numTensors;
    const order = [7, 0, 7, 8, 2];
    const got = tf.tidy(() => tf.gather(tf.tensor(values, shape), tf.tensor1d(order, 'int32')).dataSync());
    const expected = order.flatMap((row) => [...values.subarray(15 * row, 15 * row + 15)]);
    assert.deepEqual([...got], expected);
    assert.equal(tf.memory().numTensors, before);
  });
  test('a row that is not there is refused', async () => {
    await tf.setBackend('wasm');
    for (const row of [-1, 3])
      assert.throws(
        () => tf.tidy(() => tf.gather(tensor([3, 2], 82), tf.tensor1d([0, row], 'int32'))),
        /not in \[0, 2\]/,
      );
  });
  agree('sums of segments', () => {
    const segments = tf.tensor1d([1, 0, 1, 2], 'int32');
    return outputAndGradients((x) => tf.unsortedSegmentSum(x as tf.Tensor2D, segments, 3), [tensor([4, 3], 51)], 52);
  });
  agree('dropout with a seed', () =>
    outputAndGradients((x) => tf.dropout(x, 0.4, undefined, 7), [tensor([8, 9], 53)], 54),
  );
  agree('batch normalization of a batch of its own moments', () =>
    outputAndGradients(
      (x, offset, scale) => {
        const { mean, variance } = tf.moments(x, [0, 1, 2]);
        return tf.batchNorm(
          x as tf.Tensor4D,
          mean as tf.Tensor1D,
          variance as tf.Tensor1D,
          offset as tf.Tensor1D,
          scale as tf.Tensor1D,
        );
      },
      [images([4, 5, 5, 6], 55), tensor([6], 56), tensor([6], 57)],
      58,
    ),
  );
});

test('a copy of weights that was taken before a step stays as it was', async () => {
  await tf.setBackend('wasm');
  const weights = tf.variable(tensor([3, 5], 62));
  const copy = weights.clone();
  const values = weights.dataSync().slice();
  tf.train.adam(0.1).minimize(() => weights.square().sum() as tf.Scalar, false, [weights]);
  assert.deepEqual([...copy.dataSync()], [...values]);
  assert.notDeepEqual([...weights.dataSync()], [...values]);
  tf.dispose([weights, copy]);
});
