import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import { UserError } from '../project';
import { checkCount, checkImageShape, type ImageShape, initializers } from './layer-choices';

export const defaults = { inputShape: [28, 28, 1] as ImageShape, code: 32, filters: 16, seed: 1 };

export interface AutoencoderOptions {
  /** `[height, width, channels]`, both sides multiples of 4; default: 28 × 28 × 1 */
  inputShape?: ImageShape;
  /** how many numbers describe an image; default: 32 */
  code?: number;
  /** feature maps after the first convolution, twice as many after the second; default: 16 */
  filters?: number;
  /** the same seed gives the same weights; default: 1 */
  seed?: number;
}

/** A network whose output is to be its input, and its two halves, which share their weights with it. */
export interface Autoencoder {
  /** `[batch, height, width, channels]` → the same, values 0 … 1 */
  model: tf.LayersModel;
  /** `[batch, height, width, channels]` → `[batch, 1, 1, code]` */
  encoder: tf.LayersModel;
  /** `[batch, 1, 1, code]` → `[batch, height, width, channels]` */
  decoder: tf.LayersModel;
}

/**
 * A convolutional auto-encoder without dense layers: two convolutions of stride 2, one as large as what is left, which makes the code,
 * and the same way back by transposed convolutions. For c channels, f filters, k numbers of the code and h × w positions after the
 * second convolution it has 9 c f + f + 18 f² + 2 f + 2 f h w k + k parameters in the encoder and 2 f h w k + 2 f + 18 f² + f + 9 f c + c in
 * the decoder. With images as inputs and as labels it learns to keep what matters; with damaged images as inputs, to repair them.
 *
 * G. Hinton and R. Salakhutdinov, "Reducing the dimensionality of data with neural networks", 2006; P. Vincent et al., "Extracting and
 * composing robust features with denoising autoencoders", 2008; J. Masci et al., "Stacked convolutional auto-encoders", 2011.
 *
 * Layers of the model: `encoder` (`down1` [14, 14, 16] → `down2` [7, 7, 32] → `code` [1, 1, 32]) → `decoder` (`open` [7, 7, 32] → `up1`
 * [14, 14, 16] → `image` [28, 28, 1]).
 *
 * @throws UserError for an option that cannot be
 * @example
 * const { model } = autoencoder({ code: 32 });
 * const { xs } = (await fashionMnist()).tensors();
 * await fit(model, { xs, ys: xs }, { loss: 'meanSquaredError', augment: addNoise({ deviation: 0.3 }) });
 */
export function autoencoder(options: AutoencoderOptions = {}): Autoencoder {
  checkOptions(options, Object.keys(defaults), 'autoencoder');
  const { code, filters, seed } = { ...defaults, ...options };
  const inputShape = checkImageShape(options.inputShape ?? defaults.inputShape);
  checkCount(code, 'code');
  checkCount(filters, 'filters');
  const [height, width, channels] = inputShape;
  const left = quarters(height, width, 'autoencoder');
  const weights = initializers('he', seed);
  const { conv2d, conv2dTranspose } = tf.layers;
  const half = () => ({
    kernelSize: 3,
    strides: 2,
    padding: 'same' as const,
    activation: 'relu' as const,
    kernelInitializer: weights(),
  });
  const last = () => ({ kernelInitializer: initializers('xavier', seed + 1)() });
  const encoder = tf.sequential({
    name: 'encoder',
    layers: [
      conv2d({ name: 'down1', filters, inputShape, ...half() }),
      conv2d({ name: 'down2', filters: 2 * filters, ...half() }),
      conv2d({ name: 'code', filters: code, kernelSize: left, ...last() }),
    ],
  });
  const decoder = tf.sequential({
    name: 'decoder',
    layers: [
      conv2dTranspose({
        name: 'open',
        filters: 2 * filters,
        kernelSize: left,
        inputShape: [1, 1, code],
        activation: 'relu',
        kernelInitializer: weights(),
      }),
      conv2dTranspose({ name: 'up1', filters, ...half() }),
      conv2dTranspose({ name: 'image', filters: channels, ...half(), activation: 'sigmoid', ...last() }),
    ],
  });
  return { model: tf.sequential({ name: 'autoencoder', layers: [encoder, decoder] }), encoder, decoder };
}

/**
 * Height and width after two halvings.
 * @throws UserError unless they can be halved twice
 */
export function quarters(height: number, width: number, network: string): [number, number] {
  if (height % 4 === 0 && width % 4 === 0) return [height / 4, width / 4];
  throw new UserError(
    `${network} halves the images twice: height and width must be multiples of 4, got ${height} × ${width}.`,
  );
}
