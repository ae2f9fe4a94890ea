import type { backend_util, TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { zeros } from '../simd';
import type { Run } from './kernel';
import { withZeros } from './simd-convolution';

/**
 * The gradient of a convolution by its input is a convolution with stride 1: of dY, with (stride − 1) zeros put between its
 * pixels, by the filters turned by 180°, padded so that the input's size comes out (cropped, if the input was padded wider than
 * a filter).
 *
 * @param convolve is given that picture
 */
export function withTurned(
  backend: BackendWasm,
  run: Run,
  dy: TensorInfo,
  info: backend_util.Conv2DInfo,
  convolve: (picture: TensorInfo) => TensorInfo,
): TensorInfo {
  const { strideHeight, strideWidth, filterHeight, filterWidth, outHeight, outWidth, inHeight, inWidth, padInfo } =
    info;
  const strided = strideHeight > 1 || strideWidth > 1;
  const spread = strided ? spreadOut(dy, strideHeight, strideWidth, backend) : dy;
  const around = (length: number, out: number, stride: number, filter: number, pad: number): [number, number] => [
    filter - 1 - pad,
    length - ((out - 1) * stride + 1) + pad,
  ];
  const rows = around(inHeight, outHeight, strideHeight, filterHeight, padInfo.top);
  const columns = around(inWidth, outWidth, strideWidth, filterWidth, padInfo.left);
  const result = convolve(fitted(run, spread, rows, columns));
  if (strided) backend.disposeData(spread.dataId);
  return result;
}

/** So many rows and columns of zeros before and after, or less of the picture where the number is negative. */
function fitted(run: Run, picture: TensorInfo, rows: [number, number], columns: [number, number]): TensorInfo {
  const [batch, height, width, channels] = picture.shape;
  const cut = [...rows, ...columns].map((count) => Math.max(0, -count));
  const [top, bottom, left, right] = cut;
  const size = [batch, height - top - bottom, width - left - right, channels];
  const inner = cut.some(Boolean) ? run('Slice', { x: picture }, { begin: [0, top, left, 0], size }) : picture;
  const zeros = ([before, after]: [number, number]): [number, number] => [Math.max(0, before), Math.max(0, after)];
  return withZeros(run, inner, zeros(rows), zeros(columns));
}

/** Puts stride − 1 rows and columns of zeros between the pixels: [n, h, w, c] → [n, (h−1)·rows + 1, (w−1)·columns + 1, c]. */
function spreadOut(picture: TensorInfo, rows: number, columns: number, backend: BackendWasm): TensorInfo {
  const [batch, height, width, channels] = picture.shape;
  const wide = (width - 1) * columns + 1;
  const high = (height - 1) * rows + 1;
  const result = zeros(backend, [batch, high, wide, channels]);
  const from = backend.typedArrayFromHeap(picture) as Float32Array;
  const to = backend.typedArrayFromHeap(result) as Float32Array;
  let source = 0;
  for (let n = 0; n < batch; n++) {
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const target = ((n * high + y * rows) * wide + x * columns) * channels;
        for (let c = 0; c < channels; c++) to[target + c] = from[source++];
      }
    }
  }
  return result;
}
