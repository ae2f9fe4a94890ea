import { conv2d } from '../maths/conv2d';
import { toFilters } from '../maths/kernels';
import { checkOptions, checkWhole, type Padding } from '../maths/options';
import type { Image, Matrix, Pair } from '../maths/shapes';
import type { Figure } from './figure';
import { numbers } from './number-grid';
import { addition, equals, inCell, onOneLine, rounded, short } from './number-text';
import { by, geometryText } from './step-panels';
import { type WindowStep, windowWalk } from './window-walk';
import { oneChannel, stops, under } from './windows';

export const defaults = {
  /** Frames at most; a larger output is shown at evenly spaced positions. */
  maxSteps: 64,
};

export interface ConvolutionStepsOptions {
  /** Pixels from one position of the kernel to the next; 1 unless given. */
  stride?: Pair;
  /** 'valid' unless given. */
  padding?: Padding;
  /** Pixels from one weight of the kernel to the next; 1 unless given. */
  dilation?: Pair;
  /** Which channel of the image; 0 unless given. */
  channel?: number;
  /** Frames at most; 64 unless given. */
  maxSteps?: number;
}

/**
 * A kernel slides over one channel of an image, step by step. Left, the input with the kernel's window; in the
 * middle, each value under the window times its weight; right, the output so far; below, the sum.
 *
 *     output[i][j] = Σ_a Σ_b image[i·stride + a·dilation − top][j·stride + b·dilation − left] · kernel[a][b]
 *
 * Up to 10 × 10 cells, padding included, have their numbers written in; larger images show colours alone.
 * @param image `[height, width]`, or `[height, width, channels]` of which one channel is shown; at most 96 × 96
 * @param kernel `[kernelHeight, kernelWidth]`
 * @throws ShapeError if the kernel does not fit into the image; UserError if the image is too large to be seen
 * @example show(convolutionSteps([[0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9], [0, 0, 9, 9]], kernels.sobelX))
 */
export function convolutionSteps(image: Matrix | Image, kernel: Matrix, options: ConvolutionStepsOptions = {}): Figure {
  checkOptions(options, ['stride', 'padding', 'dilation', 'channel', 'maxSteps'], 'convolutionSteps');
  const { stride = 1, padding = 'valid', dilation = 1, channel = 0, maxSteps = defaults.maxSteps } = options;
  checkWhole(maxSteps, 'maxSteps', 1);
  const input = oneChannel(image, channel, 'convolutionSteps');
  const cube = input.map((row) => row.map((value) => [value])); // [height, width, 1]
  const maps = conv2d(cube, toFilters([kernel]), { stride, padding, dilation }); // [outHeight, outWidth, 1]
  const output = maps.map((row) => row.map(([value]) => value));

  const size: [number, number] = [input.length, input[0].length];
  const kernelSize: [number, number] = [kernel.length, kernel[0].length];
  const { rows, columns } = stops(size, kernelSize, { stride, padding, dilation });
  return windowWalk({
    figure: 'convolutionSteps',
    title: `Convolution: a ${by(kernelSize)} kernel slides over the image${geometryText(rows, columns)}`,
    captions: [`input, ${by(size)}`, 'window × kernel', `output, ${by([rows.count, columns.count])}`],
    input,
    output,
    rows,
    columns,
    windowValues: [[-largestProduct(input, kernel)]],
    // Without negative weights the output is an image again.
    paddingText: '0',
    sameScale: kernel.flat().every((weight) => weight >= 0),
    maxSteps,
    step: (row, column) => multiply(input, kernel, under(rows, row), under(columns, column), output[row][column]),
    alt:
      `Animation of a convolution: a ${by(kernelSize)} kernel stops at ${rows.count * columns.count} positions of a ` +
      `${by(size)} image${geometryText(rows, columns)}; the sum of value times weight at each is one cell of the ` +
      `${by([rows.count, columns.count])} output.`,
  });
}

/** The products at one position. Outside of the image the value is 0. */
function multiply(input: Matrix, kernel: Matrix, tapRows: number[], tapColumns: number[], sum: number): WindowStep {
  const values = tapRows.map((y) => tapColumns.map((x) => input[y]?.[x] ?? 0));
  const products = values.map((row, a) => row.map((value, b) => value * kernel[a][b]));
  const text = products.map((row, a) =>
    row.map((product, b) => `${inCell(values[a][b])} × ${inCell(kernel[a][b])}<br>= ${inCell(product)}`),
  );
  const terms = products.flat();
  const left = onOneLine(addition(terms), `sum of the ${terms.length} products`);
  const z = products.map((row) => row.map((value) => rounded(value)));
  return { z, text, brief: numbers(products), sentence: `${left} ${equals(terms, sum)} ${short(sum)}` };
}

/** No product is larger, at any position: so one colour means one number in all frames. */
function largestProduct(input: Matrix, kernel: Matrix): number {
  const largest = (matrix: Matrix) => matrix.flat().reduce((most, value) => Math.max(most, Math.abs(value)), 0);
  return largest(input) * largest(kernel) || 1;
}
