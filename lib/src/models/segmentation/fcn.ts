import { tf } from '../../engine';
import { block } from '../detection/trunk';
import { initializers } from '../layer-choices';
import { checkStride, readSegmentationOptions, type SegmentationOptions } from './options';

export interface FcnOptions extends SegmentationOptions {
  /** pixels from one of the finest scores to the next: 8 enlarges the last map at once, 4 and 2 add the scores of earlier maps; default: 2 */
  stride?: 2 | 4 | 8;
}

/**
 * A fully convolutional network: a classifier without dense layers, whose last map has a score for each class in each of its cells, made
 * as large as the image again. The scores of a map of an eighth of the sides are coarse; those of earlier, finer maps are added
 * on the way up. Transposed convolutions enlarge by 2, and begin as bilinear interpolation.
 *
 * With 16 filters the maps have 16, 32, 64 and 128 channels. The paper's FCN-32s, -16s and -8s are strides 8, 4 and 2 here: its
 * VGG halves the image five times, this network three times.
 *
 * @returns `[batch, height, width, channels]` → `[batch, height, width, classes]`, probabilities, for images of any size whose sides are
 *   multiples of 8
 * @see Long, Shelhamer and Darrell, Fully convolutional networks for semantic segmentation, 2015
 */
export function fcn(options: FcnOptions = {}): tf.LayersModel {
  const { channels, classes, filters, seed } = readSegmentationOptions(options);
  const stride = checkStride(options.stride ?? 2);
  const weights = initializers('he', seed);
  const input = tf.input({ shape: [null, null, channels], name: 'image' });
  const maps: tf.SymbolicTensor[] = []; // of half, a quarter and an eighth of the sides
  let x: tf.SymbolicTensor = input;
  for (const level of [1, 2, 3]) {
    x = block(x, filters * 2 ** level, `conv${level}a`, weights, 2);
    x = block(x, filters * 2 ** level, `conv${level}b`, weights);
    maps.push(x);
  }
  const scores = (level: number) =>
    tf.layers
      .conv2d({ name: `score${level}`, filters: classes, kernelSize: 1, kernelInitializer: weights() })
      .apply(maps[level - 1]) as tf.SymbolicTensor;

  let sum = scores(3);
  let at: number = 8;
  for (const level of [2, 1]) {
    if (at === stride) break;
    const added = tf.layers.add({ name: `sum${level}` });
    sum = added.apply([enlarged(sum, 2, classes, `enlarge${level}`), scores(level)]) as tf.SymbolicTensor;
    at /= 2;
  }
  sum = enlarged(sum, at, classes, 'enlarge');
  const output = tf.layers.activation({ name: 'output', activation: 'softmax' });
  return tf.model({ name: 'fcn', inputs: input, outputs: output.apply(sum) as tf.SymbolicTensor });
}

/** Scores of `factor` times the sides, each class by itself at first: bilinear interpolation, to be improved by training. */
function enlarged(x: tf.SymbolicTensor, factor: number, classes: number, name: string): tf.SymbolicTensor {
  const layer = tf.layers.conv2dTranspose({
    name,
    filters: classes,
    kernelSize: 2 * factor,
    strides: factor,
    padding: 'same',
    useBias: false,
  });
  const result = layer.apply(x) as tf.SymbolicTensor;
  const kernel = tf.tidy(() => bilinearKernel(factor, classes));
  layer.setWeights([kernel]);
  kernel.dispose();
  return result;
}

/**
 * A kernel that enlarges bilinearly: `(1 − |x| / factor) · (1 − |y| / factor)` around its middle, in each class for itself.
 * @returns `[2 · factor, 2 · factor, classes, classes]`
 */
function bilinearKernel(factor: number, classes: number): tf.Tensor4D {
  const tent = Array.from({ length: 2 * factor }, (_, i) => 1 - Math.abs(i + 0.5 - factor) / factor);
  const row = tf.tensor1d(tent);
  const stamp = tf.reshape(tf.outerProduct(row, row), [2 * factor, 2 * factor, 1, 1]);
  return tf.mul(stamp, tf.reshape(tf.eye(classes), [1, 1, classes, classes]));
}
