import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { quarters } from './autoencoder';
import { checkCount, checkDropout, checkImageShape, type ImageShape, initializers } from './layer-choices';

export const defaults = { imageShape: [28, 28, 1] as ImageShape, noise: 64, filters: 32, dropout: 0.3, seed: 1 };

export interface DcganOptions {
  /** `[height, width, channels]`, both sides multiples of 4; default: 28 × 28 × 1 */
  imageShape?: ImageShape;
  /** how many random numbers an image is made from; default: 64 */
  noise?: number;
  /** maps at half the size of the image in both networks, twice as many at a quarter; default: 32 */
  filters?: number;
  /** share of the maps' values that the discriminator drops while it learns, so that it does not know the images by heart; default: 0.3 */
  dropout?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** Two networks that learn against each other. */
export interface Gan {
  /** noise `[batch, noise]` → images `[batch, height, width, channels]`, values 0 … 1 */
  generator: tf.LayersModel;
  /** images → `[batch, 1]`, the logit of "this is a real image" */
  discriminator: tf.LayersModel;
}

/**
 * A deep convolutional GAN by the rules of its paper: strided and transposed convolutions in place of pooling, batch normalization and
 * ReLU in the generator, leaky ReLU (slope 0.2) in the discriminator, first weights of deviation 0.02. Unlike there, images have values
 * 0 … 1, so that the generator ends in a sigmoid (a tanh, moved and scaled), and the discriminator has dropout in place of batch
 * normalization, which suits small sets.
 *
 * A. Radford, L. Metz and S. Chintala, "Unsupervised representation learning with deep convolutional generative adversarial networks", 2016.
 *
 * Layers of the generator: `project` [3136], `project_norm`, `project_relu` → `maps` [7, 7, 64] → `up1` [14, 14, 32], `up1_norm`, `up1_relu`
 * → `image` [28, 28, 1]; of the discriminator: `down1` [14, 14, 32], `down1_leaky`, `down1_dropout` → `down2` [7, 7, 64], … → `flatten` →
 * `logit` [1].
 *
 * @throws UserError for an option that cannot be
 * @example const { losses, samples } = await trainGan(dcgan({ seed: 1 }), await fashionMnist(), { epochs: 10 });
 */
export function dcgan(options: DcganOptions = {}): Gan {
  checkOptions(options, Object.keys(defaults), 'dcgan');
  const { noise, filters, dropout, seed } = { ...defaults, ...options };
  const imageShape = checkImageShape(options.imageShape ?? defaults.imageShape, 'imageShape');
  checkCount(noise, 'noise');
  checkCount(filters, 'filters');
  checkDropout(dropout);
  const [height, width, channels] = imageShape;
  const [rows, columns] = quarters(height, width, 'dcgan');
  const weights = initializers({ deviation: 0.02 }, seed);
  const { conv2d, conv2dTranspose, dense, flatten, reshape, leakyReLU } = tf.layers;
  const twofold = () => ({ kernelSize: 4, strides: 2, padding: 'same' as const, kernelInitializer: weights() });
  /** Normalization takes the mean away and has an offset of its own: no bias before it. */
  const normalized = (name: string) => [
    tf.layers.batchNormalization({ name: `${name}_norm`, momentum: 0.9 }),
    tf.layers.reLU({ name: `${name}_relu` }),
  ];
  const leaky = (name: string) => [
    leakyReLU({ name: `${name}_leaky`, alpha: 0.2 }),
    ...(dropout > 0 ? [tf.layers.dropout({ name: `${name}_dropout`, rate: dropout })] : []),
  ];
  const generator = tf.sequential({
    name: 'generator',
    layers: [
      dense({
        name: 'project',
        units: rows * columns * 2 * filters,
        inputShape: [noise],
        useBias: false,
        kernelInitializer: weights(),
      }),
      ...normalized('project'),
      reshape({ name: 'maps', targetShape: [rows, columns, 2 * filters] }),
      conv2dTranspose({ name: 'up1', filters, useBias: false, ...twofold() }),
      ...normalized('up1'),
      conv2dTranspose({ name: 'image', filters: channels, activation: 'sigmoid', ...twofold() }),
    ],
  });
  const discriminator = tf.sequential({
    name: 'discriminator',
    layers: [
      conv2d({ name: 'down1', filters, inputShape: imageShape, ...twofold() }),
      ...leaky('down1'),
      conv2d({ name: 'down2', filters: 2 * filters, ...twofold() }),
      ...leaky('down2'),
      flatten({ name: 'flatten' }),
      dense({ name: 'logit', units: 1, kernelInitializer: weights() }),
    ],
  });
  return { generator, discriminator };
}
