import type { tf } from '../engine';
import { cnn } from './cnn';
import type { ImageShape } from './layer-choices';

export const defaults = {
  filters: 16,
  denseUnits: 128,
  dropout: 0.3,
};

export interface SmallVggOptions {
  /** `[height, width, channels]`; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** default: 10 */
  classes?: number;
  /** feature maps of the first block, doubled from block to block */
  filters?: number;
  denseUnits?: number;
  /** the share of units that is dropped before each dense layer */
  dropout?: number;
  /** default: no */
  batchNormalization?: boolean;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/**
 * VGG's recipe for small images: three blocks of two 3 × 3 convolutions and a max-pooling, twice as many maps in each block,
 * then dense layers with dropout.
 *
 * K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example const model = smallVgg({ inputShape: [32, 32, 3], seed: 1 });
 */
export function smallVgg(options: SmallVggOptions = {}): tf.Sequential {
  const model = cnn({ ...defaults, ...options, depth: 3, convolutions: 2, kernelSize: 3, pooling: 'max' });
  model.name = 'small_vgg';
  return model;
}
