import { tf } from '../../engine';
import { block } from '../detection/trunk';
import { checkCount, initializers } from '../layer-choices';
import { readSegmentationOptions, type SegmentationOptions } from './options';

export interface UnetOptions extends SegmentationOptions {
  /** how often the image is halved on the way down; default: 3 */
  depth?: number;
  /** convolutions at each size, down and up; the paper has 2. Default: 1 */
  convolutions?: number;
  /** whether maps of the way down are laid beside those of the way up; default: true */
  skips?: boolean;
}

/**
 * U-Net: down by pooling to see far, up by transposed convolution to come back to every pixel, and at each size the maps of the way down
 * laid beside those of the way up, so that edges are where they were. Every convolution is padded here, so the output is as large as
 * the image; the paper's is smaller. Batch normalization came later, too.
 *
 * @returns `[batch, height, width, channels]` → `[batch, height, width, classes]`, probabilities, for images of any size whose sides are
 *   multiples of 2^depth
 * @see Ronneberger, Fischer and Brox, U-Net: convolutional networks for biomedical image segmentation, 2015
 * @example
 * const model = unet();
 * await fit(model, maskExamples(await scenes()), { loss: crossEntropyWithDice() });
 */
export function unet(options: UnetOptions = {}): tf.LayersModel {
  const { depth = 3, convolutions = 1, skips = true } = options;
  const { channels, classes, filters, seed } = readSegmentationOptions(options);
  checkCount(depth, 'depth');
  checkCount(convolutions, 'convolutions');
  const weights = initializers('he', seed);
  const input = tf.input({ shape: [null, null, channels], name: 'image' });
  const stage = (x: tf.SymbolicTensor, width: number, name: string) => {
    let y = x;
    for (let i = 1; i <= convolutions; i++) y = block(y, width, `${name}_${i}`, weights);
    return y;
  };

  let x = stage(input, filters, 'down0');
  const left = [x]; // the way down, at each size
  for (let level = 1; level <= depth; level++) {
    const pool = tf.layers.maxPooling2d({ name: `pool${level}`, poolSize: 2 });
    x = stage(pool.apply(x) as tf.SymbolicTensor, filters * 2 ** level, `down${level}`);
    left.push(x);
  }
  for (let level = depth - 1; level >= 0; level--) {
    const width = filters * 2 ** level;
    const enlarge = tf.layers.conv2dTranspose({
      name: `enlarge${level}`,
      filters: width,
      kernelSize: 2,
      strides: 2,
      kernelInitializer: weights(),
    });
    x = enlarge.apply(x) as tf.SymbolicTensor;
    if (skips) x = tf.layers.concatenate({ name: `skip${level}` }).apply([left[level], x]) as tf.SymbolicTensor;
    x = stage(x, width, `up${level}`);
  }
  const output = tf.layers.conv2d({
    name: 'output',
    filters: classes,
    kernelSize: 1,
    activation: 'softmax',
    kernelInitializer: weights(),
  });
  return tf.model({ name: 'unet', inputs: input, outputs: output.apply(x) as tf.SymbolicTensor });
}
