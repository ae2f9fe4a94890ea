import { tf } from '../engine';
import { UserError } from '../project';
import { cnn } from './cnn';
import type { ImageShape } from './layer-choices';
import { networkLayers } from './network-layers';
import { chooseNetwork, type NetworkOptions } from './network-options';

/** Convolutions in each of the five blocks, by the number of layers that have weights: the paper's A, B, D and E. */
const convolutions = {
  11: [1, 1, 2, 2, 2],
  13: [2, 2, 2, 2, 2],
  16: [2, 2, 3, 3, 3],
  19: [2, 2, 4, 4, 4],
};

/** How many layers of a VGG have weights. */
export type VggDepth = keyof typeof convolutions;

/** Feature maps of each block. */
const filters = [64, 128, 256, 512, 512];

/**
 * VGG: five blocks of 3 × 3 convolutions with a max-pooling each, then two dense layers with dropout. VGG16 has 138,357,544
 * parameters and 15.5 thousand million multiply-adds for 224 × 224 × 3 and 1000 classes.
 *
 * K. Simonyan and A. Zisserman, "Very deep convolutional networks for large-scale image recognition", 2015.
 *
 * Layers: `block1_conv1` … `block1_pool` [112, 112, 64] … `block5_pool` [7, 7, 512] → `flatten` [25088] → `fc1`, `fc2` [4096] →
 * `logits` → `predictions`. With images of another size the maps that are flattened, and the weights of `fc1`, have another
 * size too.
 *
 * @returns `[batch, height, width, channels]` → `[batch, classes]`, probabilities
 * @throws UserError for an option that cannot be
 * @example parameterCount(vgg(16, { initialization: 'zeros' })) // 138357544
 */
export function vgg(depth: VggDepth, options: NetworkOptions = {}): tf.LayersModel {
  const blocks = convolutions[depth];
  if (!blocks) throw new UserError(`There is vgg(11), vgg(13), vgg(16) and vgg(19), got ${depth}.`);
  const chosen = chooseNetwork('vgg', options, 32);
  const { input, convolution, maxPool, dense, dropout, layer, model } = networkLayers(chosen);
  let x = input;
  blocks.forEach((count, i) => {
    for (let number = 1; number <= count; number++) x = convolution(x, `block${i + 1}_conv${number}`, filters[i], 3);
    x = maxPool(x, `block${i + 1}_pool`, 2);
  });
  x = layer(x, tf.layers.flatten({ name: 'flatten' }));
  x = dropout(dense(x, 'fc1', 4096, { activation: 'relu' }), 'fc1_dropout', 0.5);
  x = dropout(dense(x, 'fc2', 4096, { activation: 'relu' }), 'fc2_dropout', 0.5);
  return model(`vgg${depth}`, dense(x, 'logits', chosen.classes));
}

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
