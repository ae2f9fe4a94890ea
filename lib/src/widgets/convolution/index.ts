import { type Image, type KernelName, kernels, type Matrix } from '../../maths';
import { checkOptions } from '../../maths/options';
import { checkImage, checkMatrix } from '../../maths/shapes';
import { UserError } from '../../user-error';
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

const largest = { image: 48, kernel: 7, stride: 4, dilation: 3 };

/** What the page gets: checked, and with images to choose from. @throws UserError in one sentence for what cannot be shown */
export function convolutionGiven(options: ConvolutionWidgetOptions = {}): ConvolutionGiven {
  checkOptions(options, ['image', 'kernel', 'stride', 'padding', 'dilation', 'title'], 'widget.convolution');
  const { image, kernel = 'sobelX', stride = 1, padding = 'valid', dilation = 1, title } = options;
  const given: ConvolutionGiven = {
    title,
    images: { ...(image ? { 'your image': greyImage(image) } : {}), ...patterns },
    kernel: weightsOf(kernel),
    stride: within(stride, 'stride', largest.stride),
    padding,
    dilation: within(dilation, 'dilation', largest.dilation),
  };
  for (const one of Object.values(given.images)) outputShape({ ...given, image: one }); // says so if the window does not fit
  return given;
}

function greyImage(image: Matrix | Image): Matrix {
  const matrix = Array.isArray(image[0]?.[0])
    ? (image as Image).map((row) => row.map(([value]) => value))
    : (image as Matrix);
  if (Array.isArray(image[0]?.[0])) {
    const channels = checkImage(image as Image, 'image').at(-1);
    if (channels !== 1)
      throw new UserError(
        `widget.convolution: image needs one channel, got ${channels}. Take one of them, or their mean.`,
      );
  }
  const [height, width] = checkMatrix(matrix, 'image');
  if (Math.max(height, width) > largest.image) {
    throw new UserError(
      `widget.convolution: image may have at most ${largest.image}×${largest.image} pixels, got ${height}×${width}. Cut a piece out of it, or make it smaller.`,
    );
  }
  return matrix;
}

function weightsOf(kernel: KernelName | Matrix): Matrix {
  if (typeof kernel === 'string') {
    if (!(kernel in kernels)) {
      throw new UserError(
        `widget.convolution: there is no kernel '${kernel}'. Take one of ${Object.keys(kernels).join(', ')}, or weights.`,
      );
    }
    return kernels[kernel];
  }
  const [rows, columns] = checkMatrix(kernel, 'kernel');
  if (Math.max(rows, columns) > largest.kernel) {
    throw new UserError(
      `widget.convolution: kernel may have at most ${largest.kernel}×${largest.kernel} weights, got ${rows}×${columns}.`,
    );
  }
  return kernel;
}

function within(value: number, name: string, most: number): number {
  if (Number.isInteger(value) && value >= 1 && value <= most) return value;
  throw new UserError(`widget.convolution: ${name} must be a whole number from 1 to ${most}, got ${value}.`);
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
