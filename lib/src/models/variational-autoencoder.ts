import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { quarters } from './autoencoder';
import { checkCount, checkImageShape, type ImageShape, initializers } from './layer-choices';

export const defaults = { inputShape: [28, 28, 1] as ImageShape, latent: 2, filters: 16, units: 64, seed: 1 };

export interface VariationalAutoencoderOptions {
  /** `[height, width, channels]`, both sides multiples of 4; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** dimensions of the latent space; default: 2, which can be drawn */
  latent?: number;
  /** feature maps after the first convolution, twice as many after the second; default: 16 */
  filters?: number;
  /** of the dense layer between the maps and the latent space; default: 64 */
  units?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** The two networks of a variational auto-encoder; while it learns, what joins them is chance. */
export interface VariationalAutoencoder {
  /** images → what the decoder makes of their means, without chance: both networks as one, to save and to load */
  model: tf.LayersModel;
  /** `[batch, height, width, channels]` → the mean and the logarithm of the variance of q(z | image), each `[batch, latent]` */
  encoder: tf.LayersModel;
  /** z `[batch, latent]` → images `[batch, height, width, channels]`, values 0 … 1 */
  decoder: tf.LayersModel;
}

/**
 * A variational auto-encoder: the encoder says where in the latent space an image may lie, as a normal distribution, and the decoder
 * makes an image of any point. Trained by `trainVariational`, the points of all images together are nearly a standard normal
 * distribution, so that what is drawn from one becomes an image.
 *
 * D. Kingma and M. Welling, "Auto-encoding variational Bayes", 2014.
 *
 * Layers of the encoder: `down1` [14, 14, 16] → `down2` [7, 7, 32] → `flatten` → `hidden` [64] → `mean` and `log_variance` [2]; of the
 * decoder: `hidden` [64] → `open` [1568] → `maps` [7, 7, 32] → `up1` [14, 14, 16] → `image` [28, 28, 1].
 *
 * @throws UserError for an option that cannot be
 * @example const vae = variationalAutoencoder({ latent: 2, seed: 1 });
 */
export function variationalAutoencoder(options: VariationalAutoencoderOptions = {}): VariationalAutoencoder {
  checkOptions(options, Object.keys(defaults), 'variationalAutoencoder');
  const { latent, filters, units, seed } = { ...defaults, ...options };
  const inputShape = checkImageShape(options.inputShape ?? defaults.inputShape);
  checkCount(latent, 'latent');
  checkCount(filters, 'filters');
  checkCount(units, 'units');
  const [height, width, channels] = inputShape;
  const [rows, columns] = quarters(height, width, 'variationalAutoencoder');
  const he = initializers('he', seed);
  const xavier = initializers('xavier', seed + 1);
  const { conv2d, conv2dTranspose, dense, flatten, reshape } = tf.layers;
  const relu = () => ({ activation: 'relu' as const, kernelInitializer: he() });
  const half = { kernelSize: 3, strides: 2, padding: 'same' as const };

  const image = tf.input({ name: 'image', shape: inputShape });
  const hidden = [
    conv2d({ name: 'down1', filters, ...half, ...relu() }),
    conv2d({ name: 'down2', filters: 2 * filters, ...half, ...relu() }),
    flatten({ name: 'flatten' }),
    dense({ name: 'hidden', units, ...relu() }),
  ].reduce((x, layer) => layer.apply(x) as tf.SymbolicTensor, image);
  const outputs = ['mean', 'log_variance'].map(
    (name) => dense({ name, units: latent, kernelInitializer: xavier() }).apply(hidden) as tf.SymbolicTensor,
  );
  const encoder = tf.model({ name: 'encoder', inputs: image, outputs });
  const decoder = tf.sequential({
    name: 'decoder',
    layers: [
      dense({ name: 'hidden', units, inputShape: [latent], ...relu() }),
      dense({ name: 'open', units: rows * columns * 2 * filters, ...relu() }),
      reshape({ name: 'maps', targetShape: [rows, columns, 2 * filters] }),
      conv2dTranspose({ name: 'up1', filters, ...half, ...relu() }),
      conv2dTranspose({
        name: 'image',
        filters: channels,
        ...half,
        activation: 'sigmoid',
        kernelInitializer: xavier(),
      }),
    ],
  });
  const whole = tf.input({ name: 'whole_image', shape: inputShape });
  const [middle] = encoder.apply(whole) as tf.SymbolicTensor[];
  const restored = decoder.apply(middle) as tf.SymbolicTensor;
  const model = tf.model({ name: 'variational_autoencoder', inputs: whole, outputs: restored });
  return { model, encoder, decoder };
}
