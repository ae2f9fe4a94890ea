import { type Image, type KernelName, kernels, type Matrix } from '../../maths';
import { checkOptions } from '../../maths/options';
import { checkImage, checkMatrix } from '../../maths/shapes';
import { UserError } from '../../user-error';
import { oneOf, upTo } from '../shell/given';
import { type ConvolutionGiven, outputShape } from './state';

export interface ConvolutionWidgetOptions {
  /** grey, values 0 … 1: `[height, width]` or `[height, width, 1]`, at most 48 × 48 pixels; it comes before the built-in ones */
  image?: Matrix | Image;
  /** by name (see `kernels`), or weights `[rows, columns]`, at most 7 × 7; default: sobelX */
  kernel?: KernelName | Matrix;
  /** 1 … 4; default 1 */
  stride?: number;
  padding?: 'valid' | 'same';
  /** 1 … 3; default 1 */
  dilation?: number;
  title?: string;
}

const call = 'widget.convolution';
const largest = { image: 48, kernel: 7, stride: 4, dilation: 3 };

/** What the page gets: checked, and with images to choose from. @throws UserError in one sentence for what cannot be shown */
export function convolutionGiven(options: ConvolutionWidgetOptions = {}): ConvolutionGiven {
  checkOptions(options, ['image', 'kernel', 'stride', 'padding', 'dilation', 'title'], call);
  const { image, kernel = 'sobelX', stride = 1, padding = 'valid', dilation = 1, title } = options;
  const given: ConvolutionGiven = {
    title,
    images: { ...(image ? { 'your image': greyImage(image) } : {}), ...patterns },
    kernel: weightsOf(kernel),
    stride: upTo(largest.stride, stride, 'stride', call),
    padding,
    dilation: upTo(largest.dilation, dilation, 'dilation', call),
  };
  for (const one of Object.values(given.images)) outputShape({ ...given, image: one }); // says so if the window does not fit
  return given;
}

function greyImage(image: Matrix | Image): Matrix {
  const matrix = hasChannels(image) ? onlyChannel(image) : image;
  const [height, width] = checkMatrix(matrix, 'image');
  if (Math.max(height, width) > largest.image) {
    throw new UserError(
      `${call}: image may have at most ${largest.image}×${largest.image} pixels, got ${height}×${width}. Cut a piece out of it, or make it smaller.`,
    );
  }
  return matrix;
}

const hasChannels = (image: Matrix | Image): image is Image => Array.isArray(image[0]?.[0]);

function onlyChannel(image: Image): Matrix {
  const channels = checkImage(image, 'image').at(-1);
  if (channels === 1) return image.map((row) => row.map(([value]) => value));
  throw new UserError(`${call}: image needs one channel, got ${channels}. Take one of them, or their mean.`);
}

function weightsOf(kernel: KernelName | Matrix): Matrix {
  if (typeof kernel === 'string') return kernels[oneOf(kernels, kernel, 'kernel', call, ', or weights')];
  const [rows, columns] = checkMatrix(kernel, 'kernel');
  if (Math.max(rows, columns) > largest.kernel) {
    throw new UserError(
      `${call}: kernel may have at most ${largest.kernel}×${largest.kernel} weights, got ${rows}×${columns}.`,
    );
  }
  return kernel;
}

const size = 16;
const pattern = (value: (y: number, x: number) => boolean): Matrix =>
  Array.from({ length: size }, (_, y) => Array.from({ length: size }, (_, x) => Number(value(y, x))));

/** Images in which a kernel shows what it looks for. */
const patterns: Record<string, Matrix> = {
  square: pattern((y, x) => y >= 4 && y < 12 && x >= 4 && x < 12),
  ring: pattern((y, x) => Math.abs(Math.hypot(y - 7.5, x - 7.5) - 5) < 1),
  diagonal: pattern((y, x) => Math.abs(y - x) < 2),
  stripes: pattern((_, x) => x % 4 < 2),
  empty: pattern(() => false),
};
