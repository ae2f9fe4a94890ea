import type { Image, Matrix } from '../../maths';
import { placeWindows } from '../../maths/geometry';
import type { Sliding } from './stages';
import type { Drawn, Unit } from './state';

/** One number of a window; undefined in the padding. */
type Cell = number | undefined;

/** What one map adds to a unit of a convolution. */
export interface FromMap {
  channel: number;
  window: Cell[][];
  kernel: Matrix;
  products: Matrix;
  sum: number;
}

/** How the output of a unit comes about. */
export type Computation = { output: number } & (
  | { kind: 'conv2d'; maps: FromMap[]; bias: number; sum: number }
  | { kind: 'pool2d'; pooling: 'max' | 'average'; window: Cell[][] }
  | { kind: 'dense'; inputs: Image; weights: Image; products: Image; bias: number; sum: number }
  | { kind: 'activation'; input: number }
);

/** The window of a unit: its upper left corner, in pixels of the maps that it sees, which may lie in the padding. */
export function windowOf(
  { size, stride, dilation, padding }: Sliding,
  maps: Image,
  { i, j }: { i: number; j: number },
): { top: number; left: number; height: number; width: number } {
  const before = (length: number, axis: 0 | 1) =>
    placeWindows(length, { kernel: size[axis], stride: stride[axis], dilation: dilation[axis], padding }, 'maps')
      .before;
  return {
    top: i * stride[0] - before(maps.length, 0),
    left: j * stride[1] - before(maps[0].length, 1),
    height: (size[0] - 1) * dilation[0] + 1,
    width: (size[1] - 1) * dilation[1] + 1,
  };
}

/** All that goes into a unit of a layer. */
export function computationOf(layer: Drawn, { channel, i, j }: Omit<Unit, 'layer'>): Computation {
  const { stage, input, seen, sums } = layer;
  const output = layer.output[i][j][channel];
  switch (stage.kind) {
    case 'conv2d': {
      const maps = input[0][0].map((_, c) => fromMap(input, c, stage, stage.filters, { channel, i, j }));
      return { kind: 'conv2d', maps, bias: stage.bias[channel], sum: sums[i][j][channel], output };
    }
    case 'pool2d':
      return { kind: 'pool2d', pooling: stage.pooling, window: cells(input, channel, stage, { i, j }), output };
    case 'dense': {
      const [, columns, channels] = [seen.length, seen[0].length, seen[0][0].length];
      const weight = (y: number, x: number, c: number) => stage.weights[(y * columns + x) * channels + c][channel];
      const weights = seen.map((row, y) => row.map((pixel, x) => pixel.map((_, c) => weight(y, x, c))));
      const products = seen.map((row, y) => row.map((pixel, x) => pixel.map((value, c) => value * weights[y][x][c])));
      const bias = stage.bias[channel];
      return { kind: 'dense', inputs: seen, weights, products, bias, sum: sums[i][j][channel], output };
    }
    default:
      return { kind: 'activation', input: input[i][j][channel], output };
  }
}

function cells(input: Image, channel: number, sliding: Sliding, place: { i: number; j: number }): Cell[][] {
  const { top, left } = windowOf(sliding, input, place);
  const { size, dilation } = sliding;
  return Array.from({ length: size[0] }, (_, a) =>
    Array.from({ length: size[1] }, (_, b) => input[top + a * dilation[0]]?.[left + b * dilation[1]]?.[channel]),
  );
}

function fromMap(
  input: Image,
  channel: number,
  sliding: Sliding,
  filters: number[][][][],
  unit: { channel: number; i: number; j: number },
): FromMap {
  const window = cells(input, channel, sliding, unit);
  const kernel = filters.map((row) => row.map((weights) => weights[channel][unit.channel]));
  const products = window.map((row, a) => row.map((value = 0, b) => value * kernel[a][b]));
  return { channel, window, kernel, products, sum: products.flat().reduce((sum, product) => sum + product, 0) };
}

/**
 * The part of the image that a unit of a drawn layer can see, in pixels; cut off at the edges of the image.
 * @param layers those that are drawn
 */
export function fieldOf(
  layers: Drawn[],
  { layer, i, j }: Unit,
): { top: number; left: number; bottom: number; right: number } {
  let [top, left, bottom, right] = [i, j, i, j];
  for (let n = layer; n >= 0; n--) {
    const { stage, seen } = layers[n];
    if (stage.kind === 'dense') [top, left, bottom, right] = [0, 0, seen.length - 1, seen[0].length - 1];
    if (stage.kind !== 'conv2d' && stage.kind !== 'pool2d') continue;
    const first = windowOf(stage, seen, { i: top, j: left });
    const last = windowOf(stage, seen, { i: bottom, j: right });
    [top, left] = [Math.max(0, first.top), Math.max(0, first.left)];
    bottom = Math.min(seen.length, last.top + last.height) - 1;
    right = Math.min(seen[0].length, last.left + last.width) - 1;
  }
  return { top, left, bottom, right };
}

/** Of the maps that a unit of a convolution sees, the one that adds or takes away most. */
export const strongest = (maps: FromMap[]): number =>
  maps.reduce((best, { sum }, c) => (Math.abs(sum) > Math.abs(maps[best].sum) ? c : best), 0);
