import { checkWhole } from './options';
import type { Random } from './random';
import { checkImage, checkSameShape, describe, type Image, ShapeError } from './shapes';

/** Changes of an image that leave its pixels where they are; those that move them are in `augmentation`. */

/**
 * An image with more contrast, or less if `factor` is below 1. What leaves 0 … 1 is brought back to it.
 *
 *     result = min(1, max(0, m + factor (x − m))),   m = mean of all values
 *
 * @param image `[height, width, channels]`, values 0 … 1
 * @returns same shape
 * @example contrastImage([[[0.25], [0.75]]], 0.5) // [[[0.375], [0.625]]]
 */
export function contrastImage(image: Image, factor: number): Image {
  checkImage(image);
  checkFinite(factor, 'factor');
  const values = image.flat(2);
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return mapped(image, (value) => mean + factor * (value - mean));
}

/**
 * An image with normally distributed noise, `min(1, max(0, x + ε))` with ε of mean 0.
 * @param image `[height, width, channels]`, values 0 … 1
 * @param deviation of the noise, from 0
 * @param draw gives one number for each value, row by row, channels last
 * @returns same shape
 */
export function noisyImage(image: Image, deviation: number, draw: Random): Image {
  checkImage(image);
  if (!(deviation >= 0 && Number.isFinite(deviation)))
    throw new ShapeError(`deviation: expected a number of at least 0, got ${describe(deviation)}.`);
  return mapped(image, (value) => value + draw.normal(0, deviation));
}

/**
 * An image with a square of zeros. It may hang over the border.
 * @param image `[height, width, channels]`
 * @param top row where the square begins, also below 0
 * @param left column where it begins
 * @param size of its side, in pixels; 0 changes nothing
 * @returns same shape
 * @see DeVries and Taylor, Improved regularization of convolutional neural networks with cutout, 2017
 */
export function cutoutImage(image: Image, top: number, left: number, size: number): Image {
  checkImage(image);
  for (const [name, place] of Object.entries({ top, left }))
    if (!Number.isSafeInteger(place)) throw new ShapeError(`${name}: expected a whole number, got ${describe(place)}.`);
  checkWhole(size, 'size', 0);
  const hit = (at: number, from: number) => at >= from && at < from + size;
  return image.map((row, y) => row.map((pixel, x) => (hit(y, top) && hit(x, left) ? pixel.map(() => 0) : [...pixel])));
}

/**
 * Two images over each other, as mixup makes them; their labels are mixed with the same share.
 *
 *     result = share · x + (1 − share) · other
 *
 * @param image `[height, width, channels]`
 * @param other same shape
 * @param share 0 … 1
 * @returns same shape
 * @see Zhang, Cisse, Dauphin and Lopez-Paz, mixup: beyond empirical risk minimization, 2018
 */
export function mixImages(image: Image, other: Image, share: number): Image {
  checkSameShape(checkImage(other, 'other'), checkImage(image), 'other', 'that of the image');
  if (!(share >= 0 && share <= 1))
    throw new ShapeError(`share: expected a number from 0 to 1, got ${describe(share)}.`);
  return image.map((row, y) =>
    row.map((pixel, x) => pixel.map((value, c) => share * value + (1 - share) * other[y][x][c])),
  );
}

function checkFinite(value: number, name: string): void {
  if (!Number.isFinite(value)) throw new ShapeError(`${name}: expected a number, got ${describe(value)}.`);
}

/** Each value changed, and brought back to 0 … 1. */
function mapped(image: Image, change: (value: number) => number): Image {
  return image.map((row) => row.map((pixel) => pixel.map((value) => Math.min(1, Math.max(0, change(value))))));
}
