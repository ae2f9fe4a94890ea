import { tf } from '../../engine';
import { checkCount, initializers } from '../layer-choices';
import { block } from './trunk';

export interface RegionClassifierOptions {
  /** side of the square crops, in pixels, a multiple of 4; default: 24 */
  crop?: number;
  /** default: 6 */
  classes?: number;
  /** feature maps of the first convolution; default: 16 */
  filters?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * The network of an R-CNN: one crop of a picture goes in, and it says what object the crop shows, or none, and how the box of the crop must
 * be moved and stretched to fit.
 *
 * @returns `[batch, crop, crop, 1]` → `[batch, 1, 4 + 1 + classes]`: the offsets of `encodeBox`, then logits of "nothing" and of the classes,
 *   as one anchor of `anchorDetector` has them: the crop is the anchor. `detectRegions` turns them into boxes
 * @see Girshick, Donahue, Darrell and Malik, Rich feature hierarchies for accurate object detection and semantic segmentation, 2014
 */
export function regionClassifier(options: RegionClassifierOptions = {}): tf.LayersModel {
  const { crop = 24, classes = 6, filters = 16, seed = 1 } = options;
  for (const [name, value] of Object.entries({ crop, classes, filters })) checkCount(value, name);
  const weights = initializers('he', seed);
  const input = tf.input({ shape: [crop, crop, 1], name: 'crop' });
  let x = block(input, filters, 'conv1', weights);
  for (const stage of [1, 2]) {
    const pool = tf.layers.maxPooling2d({ name: `pool${stage}`, poolSize: 2 });
    x = block(pool.apply(x) as tf.SymbolicTensor, filters * 2 ** stage, `conv${stage + 1}`, weights);
  }
  const last = tf.layers.maxPooling2d({ name: 'pool3', poolSize: 2 }).apply(x);
  const flat = tf.layers.flatten({ name: 'flat' }).apply(last);
  const dense = tf.layers.dense({
    name: 'dense',
    units: 8 * filters,
    activation: 'relu',
    kernelInitializer: weights(),
  });
  const output = tf.layers.dense({
    name: 'output',
    units: 5 + classes,
    kernelInitializer: tf.initializers.randomNormal({ stddev: 0.01, seed }),
  });
  const anchor = tf.layers.reshape({ name: 'output_anchor', targetShape: [1, 5 + classes] });
  const answer = anchor.apply(output.apply(dense.apply(flat))) as tf.SymbolicTensor;
  return tf.model({ name: 'region_classifier', inputs: input, outputs: answer });
}
