import { checkWhole } from './options';
import { checkImage, checkMatrix, type Filters, type Image, type Matrix, ShapeError } from './shapes';

/**
 * An image of the given shape; `value` tells the number at row y, column x, channel c, and is 0 unless given.
 * @example makeImage(8, 8, 1, (y, x) => (x < 4 ? 0 : 1)) // dark left half, bright right half
 */
export function makeImage(
  height: number,
  width: number,
  channels: number,
  value: (y: number, x: number, c: number) => number = () => 0,
): Image {
  checkWhole(height, 'height', 1);
  checkWhole(width, 'width', 1);
  checkWhole(channels, 'channels', 1);
  return count(height, (y) => count(width, (x) => count(channels, (c) => value(y, x, c))));
}

/** A filter bank of the given shape; `value` tells the weight at row a, column b, channels in and out; 0 unless given. */
export function makeFilters(
  kernelHeight: number,
  kernelWidth: number,
  inChannels: number,
  outChannels: number,
  value: (a: number, b: number, input: number, output: number) => number = () => 0,
): Filters {
  checkWhole(kernelHeight, 'kernelHeight', 1);
  checkWhole(kernelWidth, 'kernelWidth', 1);
  checkWhole(inChannels, 'inChannels', 1);
  checkWhole(outChannels, 'outChannels', 1);
  return count(kernelHeight, (a) =>
    count(kernelWidth, (b) => count(inChannels, (input) => count(outChannels, (output) => value(a, b, input, output)))),
  );
}

/** A matrix `[height, width]` as an image of one channel `[height, width, 1]`. */
export function toImage(matrix: Matrix): Image {
  checkMatrix(matrix);
  return matrix.map((row) => row.map((value) => [value]));
}

/** One channel of an image as a matrix `[height, width]`; the first channel is 0. */
export function channel(image: Image, index = 0): Matrix {
  const [, , channels] = checkImage(image);
  if (checkWhole(index, 'index', 0) >= channels) {
    throw new ShapeError(`index: expected a channel from 0 to ${channels - 1}, got ${index}.`);
  }
  return image.map((row) => row.map((pixel) => pixel[index]));
}

/**
 * The image with `f` applied to each of its values; shape as before.
 * @example mapImage(featureMaps, activations.relu.output)
 */
export function mapImage(image: Image, f: (value: number) => number): Image {
  checkImage(image);
  return image.map((row) => row.map((pixel) => pixel.map((value) => f(value))));
}

/** `[entry(0), entry(1), … entry(length − 1)]` */
function count<T>(length: number, entry: (index: number) => T): T[] {
  const entries: T[] = [];
  for (let index = 0; index < length; index++) entries.push(entry(index));
  return entries;
}
