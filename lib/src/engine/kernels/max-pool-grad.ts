import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, maxPoolGrad, simdOf, zeros } from '../simd';
import { type PoolAttributes, replaceKernel, type Shape4 } from './kernel';

/**
 * The gradient of max pooling: each output's gradient goes to the pixel that won its window (the first one of equals, as in
 * TensorFlow). The backend's own is a general loop; here all channels of a pixel are done at once.
 */
export function useMaxPoolGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'MaxPoolGrad', () => ({ dy, input, output }, attrs, backend) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
    const info = backend_util.computePool2DInfo(input.shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
    const result = zeros(backend, input.shape);
    distribute(backend, { dy, input, output, result }, info);
    return result;
  });
}

function distribute(
  backend: BackendWasm,
  { input, result, output, dy }: Record<'dy' | 'input' | 'output' | 'result', TensorInfo>,
  info: backend_util.Conv2DInfo,
): void {
  const { functions } = simdOf(backend);
  const { batchSize, inHeight, outHeight, outWidth, strideHeight } = info;
  const [x, gradient, y, upstream] = [input, result, output, dy].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const pixel = info.inChannels * FLOAT;
  const line = info.inWidth * pixel;
  const rowsOfWindows = sideBySide(info);
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      const top = Math.max(0, row * strideHeight - info.padInfo.top);
      const bottom = Math.min(inHeight, row * strideHeight - info.padInfo.top + info.filterHeight);
      for (const { column, count, left, width } of rowsOfWindows) {
        const first = (n * inHeight + top) * line + left * pixel;
        const place = ((n * outHeight + row) * outWidth + column) * pixel;
        const windows = maxPoolGrad.inOrder({
          values: x + first,
          gradient: gradient + first,
          outputs: y + place,
          outputsEnd: y + place + count * pixel,
          upstream: upstream + place,
          channels: pixel,
          step: info.strideWidth * pixel,
          width: width * pixel,
          height: (bottom - top) * line,
          row: line,
        });
        functions.maxPoolGrad(...windows);
      }
    }
  }
}

/** The windows of a row, cut at the picture's borders: those of one width that follow each other, in columns of the output. */
function sideBySide({ inWidth, outWidth, strideWidth, filterWidth, padInfo }: backend_util.Conv2DInfo) {
  const groups: { column: number; count: number; left: number; width: number }[] = [];
  for (let column = 0; column < outWidth; column++) {
    const from = column * strideWidth - padInfo.left;
    const left = Math.max(0, from);
    const width = Math.min(inWidth, from + filterWidth) - left;
    const last = groups.at(-1);
    const follows = last && last.width === width && last.left + last.count * strideWidth === left;
    if (follows) last.count++;
    else groups.push({ column, count: 1, left, width });
  }
  return groups;
}
