import { tf } from '../../engine';

/** Where each pixel of a new image comes from: x′ = a x + b y + c, y′ = d x + e y + f, in pixels, counted from the top left one. */
export type PixelMap = [a: number, b: number, c: number, d: number, e: number, f: number];

/**
 * Images whose pixels are taken from other places, with linear interpolation between four of them.
 *
 * @param images `[batch, height, width, channels]`
 * @param mapOf a map for each image
 * @param beyond what lies outside of an image: zeros, or its outermost pixels
 */
export function resampled(
  images: tf.Tensor4D,
  mapOf: (image: number) => PixelMap,
  beyond: 'zeros' | 'edge' = 'zeros',
): tf.Tensor4D {
  const count = images.shape[0];
  const maps = Array.from({ length: count }, (_, i) => [...mapOf(i), 0, 0]);
  const transforms = tf.tensor2d(maps, [count, 8]);
  return tf.image.transform(images, transforms, 'bilinear', beyond === 'zeros' ? 'constant' : 'nearest', 0);
}
