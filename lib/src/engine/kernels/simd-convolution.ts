import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { convolutions, FLOAT, simdOf } from '../simd';
import { cut } from '../simd/crew';
import type { Run } from './kernel';

/** Where filters lie: as lines, one for each number of a window, in the order in which a window lies in memory. */
export interface FilterLines {
  lines: number;
  channels: number;
  /** where a line begins, and how far apart its channels are */
  start(line: number): number;
  step: number;
}

/** The filters' numbers, and what comes after the sum. Numbers are asked for when all memory is there, which may move them. */
export interface FilterValues {
  values(): Float32Array;
  bias?(): Float32Array;
  activation?: 'linear' | 'relu';
}

/** How a window moves over a picture, `[batch, height, width, channels]`, that is padded already. */
export interface Movement {
  filterHeight: number;
  filterWidth: number;
  strideHeight: number;
  strideWidth: number;
  outHeight: number;
  outWidth: number;
}

/** Convolution, bias and activation by the course's own WebAssembly. */
export function convolve(
  backend: BackendWasm,
  picture: TensorInfo,
  movement: Movement,
  outShape: number[],
  lines: FilterLines,
  { values, bias, activation = 'linear' }: FilterValues,
): TensorInfo {
  const { filterHeight, filterWidth, strideHeight, strideWidth, outHeight, outWidth } = movement;
  const result = backend.makeOutput(outShape, 'float32');
  const packed = backend.makeOutput([(1 + lines.lines) * lines.channels], 'float32');
  pack(backend.typedArrayFromHeap(packed) as Float32Array, lines, values(), bias?.());
  const [x, y, filters] = [picture, result, packed].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const [batch, height, width, inChannels] = picture.shape;
  const pixel = inChannels * FLOAT;
  const row = width * pixel;
  const outPixel = lines.channels * FLOAT;
  const outRow = outWidth * outPixel;
  const { crew } = simdOf(backend);
  const image = height * row;
  const outImage = outHeight * outRow;
  const jobs = cut(batch, crew.parts).map(([from, to]) =>
    convolutions[activation].inOrder({
      x: x + from * image,
      xEnd: x + to * image,
      xImage: image,
      xRow: row,
      xStrideRow: strideHeight * row,
      xStrideColumn: strideWidth * pixel,
      filters,
      lines: 1 + lines.lines,
      filterRows: filterHeight * row,
      m: filterWidth * pixel,
      y: y + from * outImage,
      yImage: outImage,
      yRow: outRow,
      k: outPixel,
    }),
  );
  crew.run(`convolution-${activation}`, jobs);
  backend.disposeData(packed.dataId);
  return result;
}

/**
 * Filters in the order in which the convolution reads them: for eight output channels, then the next eight (then four, then one
 * at a time): their biases, and their numbers of each line.
 */
function pack(
  packed: Float32Array,
  { lines, channels, start, step }: FilterLines,
  values: Float32Array,
  bias?: Float32Array,
): void {
  let to = 0;
  for (let left = 0, width = 0; left < channels; left += width) {
    width = channels - left >= 8 ? 8 : channels - left >= 4 ? 4 : 1;
    for (let c = 0; c < width; c++) packed[to++] = bias ? bias[left + c] : 0;
    for (let line = 0; line < lines; line++) {
      let from = start(line) + left * step;
      for (let c = 0; c < width; c++, from += step) packed[to++] = values[from];
    }
  }
}

/** The pictures with the zeros around them that the windows reach. */
export function padded(run: Run, x: TensorInfo, info: backend_util.Conv2DInfo): TensorInfo {
  const { top, left } = info.padInfo;
  const bottom = Math.max(0, (info.outHeight - 1) * info.strideHeight + info.filterHeight - top - info.inHeight);
  const right = Math.max(0, (info.outWidth - 1) * info.strideWidth + info.filterWidth - left - info.inWidth);
  return withZeros(run, x, [top, bottom], [left, right]);
}

/** A picture with so many rows of zeros above and below it, and columns to its left and right. */
export function withZeros(run: Run, x: TensorInfo, rows: [number, number], columns: [number, number]): TensorInfo {
  if (![...rows, ...columns].some(Boolean)) return x;
  return run('PadV2', { x }, { paddings: [[0, 0], rows, columns, [0, 0]], constantValue: 0 });
}
