import assert from 'node:assert/strict';
import { before, test } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { noise, slopes, startEngines } from './compare';

before(async () => {
  await startEngines();
});

const tensor = (shape: number[], seed: number) => tf.tensor(noise(shape, seed).values, shape);

const sizes: [number, number][] = [
  [6, 8],
  [5, 7],
  [2, 3],
  [1, 1],
];

for (const backend of ['cpu', 'wasm']) {
  for (const size of sizes) {
    for (const [alignCorners, halfPixelCenters] of [
      [false, false],
      [true, false],
      [false, true],
    ]) {
      const way = alignCorners ? ', corners aligned' : halfPixelCenters ? ', half pixels' : '';
      test(`resizing by the nearest pixel to ${size}${way}: three pictures on ${backend}`, async () => {
        await tf.setBackend(backend);
        const [pictures, upstream] = [tensor([3, 3, 4, 2], 1), tensor([3, ...size, 2], 2)];
        const loss = (x: tf.Tensor) =>
          tf.image
            .resizeNearestNeighbor(x as tf.Tensor4D, size, alignCorners, halfPixelCenters)
            .mul(upstream)
            .sum();
        const gradient = tf.grad(loss)(pictures);
        assert.deepEqual(gradient.shape, pictures.shape);
        const tried = slopes(loss, pictures);
        const gap = Math.max(...gradient.dataSync().map((value, i) => Math.abs(value - tried[i])));
        assert.ok(gap < 1e-5, `${gap}`);
        tf.dispose([pictures, upstream, gradient]);
      });
    }
  }
}
