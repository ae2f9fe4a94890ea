import { placeWindows, samePadding } from '../maths/geometry';
import { type AxisPadding, type Padding, readPadding, readPair } from '../maths/options';
import type { Image, Matrix, Pair } from '../maths/shapes';
import { UserError } from '../project';
import type { Cells } from './number-grid';

/** Where a window stops along one axis of an image. All in pixels but `count`. */
export interface Stops {
  count: number;
  kernel: number;
  stride: number;
  dilation: number;
  /** Padding before and after the image. */
  before: number;
  after: number;
}

/** The stops of a window over an image, along both axes. Throws a ShapeError if the window does not fit. */
export function stops(
  [height, width]: [number, number],
  [kernelHeight, kernelWidth]: [number, number],
  options: { stride: Pair; padding: Padding; dilation?: Pair },
): { rows: Stops; columns: Stops } {
  const stride = readPair(options.stride, 'stride');
  const dilation = readPair(options.dilation ?? 1, 'dilation');
  const padding = readPadding(options.padding);
  return {
    rows: along(height, kernelHeight, stride[0], dilation[0], padding[0], 'height'),
    columns: along(width, kernelWidth, stride[1], dilation[1], padding[1], 'width'),
  };
}

function along(
  size: number,
  kernel: number,
  stride: number,
  dilation: number,
  padding: AxisPadding,
  axis: string,
): Stops {
  const { count, before } = placeWindows(size, { kernel, stride, dilation, padding }, axis);
  const after = padding === 'same' ? samePadding(size, kernel, stride, dilation).after : before;
  return { count, kernel, stride, dilation, before, after };
}

/** The cells of the padded image. */
export function paddedCells([height, width]: [number, number], rows: Stops, columns: Stops): Cells {
  return {
    firstRow: -rows.before,
    firstColumn: -columns.before,
    rows: height + rows.before + rows.after,
    columns: width + columns.before + columns.after,
  };
}

/** The cells of a grid without padding. */
export function plainCells(rows: number, columns: number): Cells {
  return { firstRow: 0, firstColumn: 0, rows, columns };
}

/** Image rows (or columns) under the window at stop `index`; those in the padding are below 0 or past the end. */
export function under(stop: Stops, index: number): number[] {
  const start = index * stop.stride - stop.before;
  return Array.from({ length: stop.kernel }, (_, tap) => start + tap * stop.dilation);
}

/** One channel of an image as a matrix `[height, width]`; a matrix stays as it is. */
export function oneChannel(image: Matrix | Image, channel: number, figure: string): Matrix {
  const first = image?.[0]?.[0];
  if (typeof first === 'number') return image as Matrix;
  if (!Array.isArray(first)) {
    throw new UserError(`${figure}: the image must be [height, width] or [height, width, channels] numbers.`);
  }
  if (!Number.isInteger(channel) || channel < 0 || channel >= first.length) {
    throw new UserError(
      `${figure}: channel must be from 0 to ${first.length - 1}, as the image has ${first.length}; got ${channel}.`,
    );
  }
  return (image as Image).map((row) => row.map((pixel) => pixel[channel]));
}

/** Refuses images whose cells nobody could see and whose frames would fill megabytes. */
export function checkSize(cells: Cells, most: number, figure: string): void {
  if (Math.max(cells.rows, cells.columns) <= most) return;
  const size = `${cells.rows} × ${cells.columns}`;
  throw new UserError(
    `${figure}: the image has ${size} cells, and steps can be seen up to ${most} × ${most}; pass a smaller one.`,
  );
}

/**
 * Which windows to stop at: all where they are few enough, else evenly spaced rows and columns, so that the
 * window still goes from left to right and from top to bottom.
 */
export function positions(rows: number, columns: number, most: number): [number, number][] {
  const room = Math.max(1, Math.floor(most));
  const rowCount =
    rows * columns <= room ? rows : Math.min(rows, Math.max(Math.floor(Math.sqrt(room)), Math.floor(room / columns)));
  const columnStops = evenly(columns, Math.floor(room / rowCount));
  return evenly(rows, rowCount).flatMap((row) => columnStops.map((column): [number, number] => [row, column]));
}

/** `count` indices thinned to at most `most`: evenly spaced, with the first and the last. */
export function evenly(count: number, most: number): number[] {
  if (count <= most) return Array.from({ length: count }, (_, index) => index);
  if (most <= 1) return [count - 1];
  return Array.from({ length: most }, (_, index) => Math.round((index * (count - 1)) / (most - 1)));
}

/** The part of an output that is there when the window stands at `[row, column]`: all before it, and it. */
export function filled<T, Missing>(output: T[][], row: number, column: number, missing: Missing): (T | Missing)[][] {
  return output
    .slice(0, row + 1)
    .map((values, index) => (index < row ? values : values.map((value, other) => (other <= column ? value : missing))));
}
