import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { noise, startEngines } from './compare';

before(async () => {
  await startEngines();
});

for (const backend of ['cpu', 'wasm']) {
  for (const shape of [[7], [7, 3], [7, 2, 3]]) {
    test(`rows of [${shape}] that belong together are added on ${backend}`, async () => {
      await tf.setBackend(backend);
      const { values } = noise(shape, 1);
      const numbers = [2, 0, 2, 4, 2, 0, 5];
      const x = tf.tensor(values, shape);
      const sums = tf.unsortedSegmentSum(x, tf.tensor1d(numbers, 'int32'), 6);
      const width = values.length / 7;
      const expected = new Float32Array(6 * width);
      values.forEach((value, at) => {
        expected[numbers[Math.floor(at / width)] * width + (at % width)] += value;
      });
      assert.deepEqual(sums.shape, [6, ...shape.slice(1)]);
      const got = sums.dataSync();
      for (const [i, value] of expected.entries()) assert.ok(Math.abs(got[i] - value) < 1e-6, `${i}`);
    });
  }

  test(`the gradient of word vectors: each gets those of its places, others get none, on ${backend}`, async () => {
    await tf.setBackend(backend);
    const [table, upstream] = [
      tf.tensor2d(noise([5, 2], 2).values, [5, 2]),
      tf.tensor3d(noise([2, 3, 2], 3).values, [2, 3, 2]),
    ];
    const words = [
      [1, 3, 1],
      [3, 3, 4],
    ];
    const indices = tf.tensor2d(words, [2, 3], 'int32');
    const gradient = tf
      .grad((vectors) => tf.gather(vectors, indices).mul(upstream).sum())(table)
      .arraySync() as number[][];
    const given = upstream.arraySync();
    const expected = [0, 1, 2, 3, 4].map((word) =>
      [0, 1].map((c) =>
        words.flatMap((row, i) => row.map((one, t) => (one === word ? given[i][t][c] : 0))).reduce((a, b) => a + b),
      ),
    );
    for (const [i, row] of expected.entries())
      for (const [c, value] of row.entries()) assert.ok(Math.abs(gradient[i][c] - value) < 1e-6, `${i} ${c}`);
  });

  test(`whole numbers are added too, on ${backend}`, async () => {
    await tf.setBackend(backend);
    const sums = tf.unsortedSegmentSum(tf.tensor1d([1, 2, 3], 'int32'), tf.tensor1d([1, 0, 1], 'int32'), 2);
    assert.deepEqual([...sums.dataSync()], [2, 4]);
  });
}
