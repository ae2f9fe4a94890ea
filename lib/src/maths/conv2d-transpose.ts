import type { ConvolutionGradients } from './conv2d';
import { samePadding } from './geometry';
import { makeFilters, makeImage } from './image';
import { checkOptions, type Padding, readPadding, readPair } from './options';
import {
  checkFilters,
  checkImage,
  checkSameShape,
  checkVector,
  type Filters,
  type Image,
  type Pair,
  ShapeError,
} from './shapes';

export interface TransposedConvolutionOptions {
  /** Pixels of the output from one pixel of the input to the next: how many times the image becomes larger; 1 unless given. */
  stride?: Pair;
  /** What is cut off the border: 'valid' (nothing, the default), 'same' (down to size · stride), or pixels on each side. */
  padding?: Padding;
  /** One number a filter; 0 unless given. */
  bias?: number[];
}

/**
 * Transposed convolution: each pixel of a small image stamps the kernel, times its value, into a larger one; where stamps overlap they add up.
 * It is what `conv2d` with the same numbers does backwards, which is where its name comes from; U-Net and generators enlarge with it.
 *
 *     output[i·stride + a − top][j·stride + b − left][o] += image[i][j][c] · filters[a][b][o][c],   and bias[o] everywhere
 *
 * The output has `size · stride` pixels with 'same', `size · stride + max(kernel − stride, 0)` with 'valid', and
 * `(size − 1) · stride + kernel − 2 · padding` with a number, as Keras and PyTorch have it.
 * @param image `[height, width, inChannels]`
 * @param filters `[kernelHeight, kernelWidth, outChannels, inChannels]`: the last two change places against `conv2d`
 * @returns `[outHeight, outWidth, outChannels]`
 * @throws ShapeError if the shapes do not fit each other
 * @see Zeiler, Krishnan, Taylor and Fergus, "Deconvolutional networks", 2010
 * @example conv2dTranspose([[[1]], [[2]]], [[[[1]], [[5]]]], { stride: [1, 2] }) // each pixel v becomes v and 5v side by side
 */
export function conv2dTranspose(image: Image, filters: Filters, options: TransposedConvolutionOptions = {}): Image {
  const { inChannels, outChannels, rows, columns, bias } = readTransposed(image, filters, options);

  const output = makeImage(rows.count, columns.count, outChannels, (_y, _x, o) => bias[o]);
  forEachStamp(image, filters, rows, columns, (pixel, weights, y, x) => {
    const sums = output[y][x]; // [outChannels]
    for (let o = 0; o < outChannels; o++) {
      for (let c = 0; c < inChannels; c++) sums[o] += pixel[c] * weights[o][c];
    }
  });
  return output; // [outHeight, outWidth, outChannels]
}

/**
 * The gradients of a loss with respect to what went into `conv2dTranspose`. That of the image is an ordinary convolution of the upstream
 * gradient with the same filters and stride.
 *
 *     gradPixel[c] += upstream[o] · weight[o][c],   gradWeight[o][c] += upstream[o] · pixel[c],   gradBias += upstream
 *
 * @param upstream gradient of the loss with respect to the output, `[outHeight, outWidth, outChannels]`
 * @param options those of the forward pass
 * @returns `gradFilters` has the shape of the filters, `[kernelHeight, kernelWidth, outChannels, inChannels]`
 */
export function conv2dTransposeBackward(
  image: Image,
  filters: Filters,
  upstream: Image,
  options: TransposedConvolutionOptions = {},
): ConvolutionGradients {
  const { inChannels, outChannels, rows, columns } = readTransposed(image, filters, options);
  const outputShape = [rows.count, columns.count, outChannels];
  checkSameShape(checkImage(upstream, 'upstream'), outputShape, 'upstream', 'that of the output of conv2dTranspose');

  const gradImage = makeImage(image.length, image[0].length, inChannels);
  const gradFilters = makeFilters(filters.length, filters[0].length, outChannels, inChannels);
  const gradBias = new Array<number>(outChannels).fill(0);
  for (const row of upstream) for (const pixel of row) for (let o = 0; o < outChannels; o++) gradBias[o] += pixel[o];
  forEachStamp(image, filters, rows, columns, (pixel, weights, y, x, [i, j, a, b]) => {
    const gradPixel = gradImage[i][j]; // [inChannels]
    const gradWeights = gradFilters[a][b]; // [outChannels, inChannels]
    for (let o = 0; o < outChannels; o++) {
      const gradient = upstream[y][x][o];
      for (let c = 0; c < inChannels; c++) {
        gradPixel[c] += gradient * weights[o][c];
        gradWeights[o][c] += gradient * pixel[c];
      }
    }
  });
  return { gradImage, gradFilters, gradBias };
}

/** One axis of the output: `count` pixels, of which the first stamp begins `before` pixels outside. */
interface OutputAxis {
  stride: number;
  count: number;
  before: number;
}

type Stamp = (
  pixel: number[],
  weights: number[][],
  y: number,
  x: number,
  from: [i: number, j: number, a: number, b: number],
) => void;

/** Calls `stamp` for each pixel of the image and each weight that lands inside of the output, at row y and column x. */
function forEachStamp(image: Image, filters: Filters, rows: OutputAxis, columns: OutputAxis, stamp: Stamp): void {
  for (let i = 0; i < image.length; i++) {
    for (let a = 0; a < filters.length; a++) {
      const y = i * rows.stride + a - rows.before;
      if (y < 0 || y >= rows.count) continue; // cut off
      for (let j = 0; j < image[i].length; j++) {
        for (let b = 0; b < filters[a].length; b++) {
          const x = j * columns.stride + b - columns.before;
          if (x >= 0 && x < columns.count) stamp(image[i][j], filters[a][b], y, x, [i, j, a, b]);
        }
      }
    }
  }
}

/** Checks all that goes in and works out how large the output is, along both axes. */
function readTransposed(image: Image, filters: Filters, options: TransposedConvolutionOptions) {
  checkOptions(options, ['stride', 'padding', 'bias'], 'conv2dTranspose');
  const [height, width, inChannels] = checkImage(image);
  const [kernelHeight, kernelWidth, outChannels, filterChannels] = checkFilters(filters);
  if (filterChannels !== inChannels) {
    const expected = `expected ${inChannels} inChannels (fourth size), as many as the image has channels`;
    throw new ShapeError(`filters: ${expected}, got ${filterChannels}.`);
  }
  const stride = readPair(options.stride ?? 1, 'stride');
  const padding = readPadding(options.padding ?? 'valid');
  const bias = options.bias ?? new Array<number>(outChannels).fill(0);
  checkVector(bias, 'bias', outChannels, 'numbers, one a filter');
  const axis = (size: number, kernel: number, k: number): OutputAxis => {
    const [step, cut] = [stride[k], padding[k]];
    if (cut === 'valid') return { stride: step, count: size * step + Math.max(kernel - step, 0), before: 0 };
    if (cut === 'same')
      return { stride: step, count: size * step, before: samePadding(size * step, kernel, step).before };
    const count = (size - 1) * step + kernel - 2 * cut;
    if (count < 1) {
      const most = Math.floor(((size - 1) * step + kernel - 1) / 2);
      throw new ShapeError(`padding: expected at most ${most}, so that a pixel is left, got ${cut}.`);
    }
    return { stride: step, count, before: cut };
  };
  return { inChannels, outChannels, bias, rows: axis(height, kernelHeight, 0), columns: axis(width, kernelWidth, 1) };
}
