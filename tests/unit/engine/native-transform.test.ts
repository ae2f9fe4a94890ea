import { describe } from 'node:test';
import * as tf from '@tensorflow/tfjs';
import { agree, tensor } from './native';

describe('images turned, moved and tilted by TensorFlow, against the formulas of cpu', () => {
  const maps = () =>
    tf.tensor2d([
      [0.9, -0.3, 1.3, 0.3, 0.9, -1.2, 0, 0],
      [-1, 0, 6, 0, 1, 0, 0, 0], // a flip
      [1.1, 0.2, -2.4, -0.1, 0.8, 1.7, 0.01, 0.02],
    ]);
  const images = (channels: number) => tensor([3, 6, 7, channels], 76) as tf.Tensor4D;
  for (const fillMode of ['constant', 'nearest'] as const) {
    agree(`a map for each image, ${fillMode} outside`, () => [
      tf.image.transform(images(1), maps(), 'bilinear', fillMode, 0.5),
      tf.image.transform(images(3), maps(), 'bilinear', fillMode, 0.5),
    ]);
    agree(`one map for all, to another size, ${fillMode} outside`, () => [
      tf.image.transform(images(2), tf.slice(maps(), 2, 1), 'bilinear', fillMode, 0, [4, 9]),
    ]);
  }
  agree('the nearest pixel', () => {
    const moved = tf.tensor2d([[1, 0, 2, 0, 1, -1, 0, 0]]);
    return (['constant', 'nearest', 'wrap'] as const).map((fillMode) =>
      tf.image.transform(images(2), moved, 'nearest', fillMode, 0.5),
    );
  });
});
