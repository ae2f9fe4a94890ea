import { tf } from '../engine';
import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { checkCount, checkPositive } from '../models/layer-choices';
import type { VariationalAutoencoder } from '../models/variational-autoencoder';
import { UserError } from '../project';
import { checkInput, type Examples, exampleSource } from './examples';

export const gridDefaults = { columns: 15, range: 2.5 };

export interface LatentGridOptions {
  /** images in a row, and rows; default: 15 */
  columns?: number;
  /** from −range to range in both directions; default: 2.5, where nearly all of a normal distribution lies */
  range?: number;
}

/**
 * Where images lie in the latent space: the means of their distributions.
 *
 * @returns `[count][latent]`
 * @throws UserError if the images do not fit the encoder
 * @example const points = latentPoints(vae, await fashionMnist({ part: 'test' }));
 */
export function latentPoints(vae: VariationalAutoencoder, examples: Examples): number[][] {
  const source = exampleSource(examples, 'examples');
  checkInput(vae.encoder, source, 'examples');
  return tf.tidy(() => {
    const { xs } = source.batch(Array.from({ length: source.count }, (_, i) => i));
    const [mean] = vae.encoder.predict(xs, { batchSize: 256 }) as tf.Tensor2D[];
    return mean.arraySync();
  });
}

/**
 * The images of points on a square grid of a latent space with two dimensions.
 *
 * @returns rows from the top, where the second number is largest, each from left to right; `[height, width, channels]` each
 * @throws UserError for another latent space, or an option that cannot be
 * @example const { images, range } = latentGrid(vae, { columns: 15 });
 */
export function latentGrid(
  { decoder }: VariationalAutoencoder,
  options: LatentGridOptions = {},
): { images: Image[][]; range: number } {
  checkOptions(options, Object.keys(gridDefaults), 'latentGrid');
  const { columns, range } = { ...gridDefaults, ...options };
  checkCount(columns, 'columns', 2);
  checkPositive(range, 'range');
  const latent = decoder.inputs[0].shape[1];
  if (latent !== 2) throw new UserError(`latentGrid draws a latent space of 2 dimensions, and this one has ${latent}.`);
  const places = Array.from({ length: columns }, (_, i) => range * ((2 * i + 1) / columns - 1));
  const points = [...places].reverse().flatMap((y) => places.map((x) => [x, y]));
  const decoded = tf.tidy(() =>
    (decoder.predict(tf.tensor2d(points), { batchSize: 256 }) as tf.Tensor4D).arraySync(),
  ) as Image[];
  return { images: places.map((_, row) => decoded.slice(row * columns, (row + 1) * columns)), range };
}
