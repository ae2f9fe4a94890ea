import { placeWindows } from './geometry';
import { makeImage } from './image';
import { checkOptions, type Padding, readPadding, readPair } from './options';
import { checkImage, checkSameShape, describe, type Image, type Pair, ShapeError } from './shapes';

/** One way to make one number of the numbers in a window, with its derivative. */
export interface Pooling {
  name: string;
  /** LaTeX; x_1 … x_n are the values of the window. */
  formula: string;
  /** @param values the n values of the window, row by row */
  output(values: number[]): number;
  /** @returns the n derivatives of the output with respect to each value */
  derivative(values: number[]): number[];
}

export type PoolingKind = 'max' | 'average' | 'l2';

export interface PoolingOptions {
  kind: PoolingKind;
  /** Height and width of the window. */
  size: Pair;
  /** Pixels from one window to the next; as `size` (windows side by side) unless given. */
  stride?: Pair;
  /** 'valid' unless given. Padded cells do not count: no maximum, not part of an average. */
  padding?: Padding;
}

/** The three poolings, by name. */
export const poolings: Record<PoolingKind, Pooling> = {
  max: {
    name: 'max',
    formula: '\\max_i x_i',
    output: (values) => values[firstMaximum(values)],
    // Only the winner counts; of several equal ones, the first.
    derivative: (values) => {
      const winner = firstMaximum(values);
      return values.map((_, index) => (index === winner ? 1 : 0));
    },
  },
  average: {
    name: 'average',
    formula: '\\frac{1}{n} \\sum_i x_i',
    output: (values) => values.reduce((sum, value) => sum + value, 0) / values.length,
    derivative: (values) => values.map(() => 1 / values.length),
  },
  l2: {
    name: 'L2',
    formula: '\\sqrt{\\sum_i x_i^2}',
    output: l2Norm,
    // At the origin the norm has a tip and no derivative; 0 is taken there.
    derivative: (values) => {
      const norm = l2Norm(values);
      return values.map((value) => (norm === 0 ? 0 : value / norm));
    },
  },
};

/**
 * Replaces each window of each channel by one number: its maximum, its average, or the root of its sum of squares.
 *
 *     output[i][j][c] = pooling of image[i·stride + a − top][j·stride + b − left][c] over all a, b of the window
 *
 * @param image `[height, width, channels]`
 * @returns `[outHeight, outWidth, channels]`
 * @throws ShapeError if the window does not fit, or if the padding is so wide that a window could lie outside of the image
 * @see Boureau, Ponce and LeCun, A theoretical analysis of feature pooling in visual recognition, 2010
 * @example pool2d(image, { kind: 'max', size: 2 }) // halves height and width
 */
export function pool2d(image: Image, options: PoolingOptions): Image {
  const { pooling, channels, rows, columns } = readPooling(image, options);

  const output = makeImage(rows.count, columns.count, channels);
  for (let i = 0; i < rows.count; i++) {
    for (let j = 0; j < columns.count; j++) {
      const pixels = pixelsInWindow(image, rows, i, columns, j); // [n, channels]
      for (let c = 0; c < channels; c++) output[i][j][c] = pooling.output(pixels.map((pixel) => pixel[c]));
    }
  }
  return output; // [outHeight, outWidth, channels]
}

/**
 * The gradient of a loss with respect to the image that went into `pool2d`. By the chain rule each window hands
 * `upstream · derivative` back to its cells; where windows overlap, the parts add up.
 * @param upstream gradient of the loss with respect to the output, `[outHeight, outWidth, channels]`
 * @param options those of the forward pass
 * @returns `[height, width, channels]`
 */
export function pool2dBackward(image: Image, upstream: Image, options: PoolingOptions): Image {
  const { pooling, channels, rows, columns } = readPooling(image, options);
  const outputShape = [rows.count, columns.count, channels];
  checkSameShape(checkImage(upstream, 'upstream'), outputShape, 'upstream', 'that of the output of pool2d');

  const gradImage = makeImage(image.length, image[0].length, channels);
  for (let i = 0; i < rows.count; i++) {
    for (let j = 0; j < columns.count; j++) {
      const pixels = pixelsInWindow(image, rows, i, columns, j); // [n, channels]
      const gradients = pixelsInWindow(gradImage, rows, i, columns, j); // the same places, to add to
      for (let c = 0; c < channels; c++) {
        const derivatives = pooling.derivative(pixels.map((pixel) => pixel[c])); // [n]
        for (let n = 0; n < derivatives.length; n++) gradients[n][c] += upstream[i][j][c] * derivatives[n];
      }
    }
  }
  return gradImage; // [height, width, channels]
}

/** A window along one axis: it stands at `count` positions, the first one `before` pixels outside of the image. */
interface Axis {
  kernel: number;
  stride: number;
  count: number;
  before: number;
}

/** The pixels of the window at row i, column j, row by row. What lies in the padding is left out. */
function pixelsInWindow(image: Image, rows: Axis, i: number, columns: Axis, j: number): number[][] {
  const top = i * rows.stride - rows.before;
  const left = j * columns.stride - columns.before;
  const pixels: number[][] = [];
  for (let y = Math.max(top, 0); y < Math.min(top + rows.kernel, image.length); y++) {
    for (let x = Math.max(left, 0); x < Math.min(left + columns.kernel, image[y].length); x++) pixels.push(image[y][x]);
  }
  return pixels;
}

/** Checks all that goes into a pooling and works out where the window stands, along both axes. */
function readPooling(image: Image, options: PoolingOptions) {
  checkOptions(options, ['kind', 'size', 'stride', 'padding'], 'pool2d');
  const [height, width, channels] = checkImage(image);
  const size = readPair(options.size, 'size');
  const stride = readPair(options.stride ?? size, 'stride');
  const padding = readPadding(options.padding ?? 'valid');
  if (!Object.hasOwn(poolings, options.kind)) {
    throw new ShapeError(`kind: expected 'max', 'average' or 'l2', got ${describe(options.kind)}.`);
  }
  for (const axis of [0, 1]) {
    const zeros = padding[axis];
    if (typeof zeros === 'number' && zeros >= size[axis]) {
      throw new ShapeError(`padding: expected less than the size of the window (${size[axis]}), got ${zeros}.`);
    }
  }
  const vertical = { kernel: size[0], stride: stride[0], padding: padding[0] };
  const horizontal = { kernel: size[1], stride: stride[1], padding: padding[1] };
  const rows: Axis = { ...vertical, ...placeWindows(height, vertical, 'height') };
  const columns: Axis = { ...horizontal, ...placeWindows(width, horizontal, 'width') };
  return { pooling: poolings[options.kind], channels, rows, columns };
}

function firstMaximum(values: number[]): number {
  let winner = 0;
  for (let index = 1; index < values.length; index++) if (values[index] > values[winner]) winner = index;
  return winner;
}

function l2Norm(values: number[]): number {
  return Math.sqrt(values.reduce((sum, value) => sum + value * value, 0));
}
