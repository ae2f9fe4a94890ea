import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type BackendCpu, type PoolAttributes, replaceKernel, type Shape4 } from './kernel';

/**
 * The gradient of average pooling: each output's gradient is shared by the pixels of its window that lie inside the image.
 * TensorFlow.js divides by the whole window on its cpu and WebAssembly backends, which is wrong at a padded border, where the
 * forward pass (and native TensorFlow) divides by the pixels that are there.
 */
export function useAvgPoolGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'AvgPoolGrad', () => ({ dy, input }, attrs, backend) => {
    const result = backend.makeOutput(input.shape, 'float32');
    // the heap may grow, and so move, with the new tensor: its views are taken after that
    const upstream = backend.typedArrayFromHeap(dy) as Float32Array;
    shareGradient(
      input,
      upstream,
      backend.typedArrayFromHeap(result) as Float32Array,
      attrs as unknown as PoolAttributes,
    );
    return result;
  });
}

/** The same for the cpu backend. */
export function useCpuAvgPoolGrad(): void {
  replaceKernel<BackendCpu>('cpu', 'AvgPoolGrad', () => ({ dy, input }, attrs, backend) => {
    const gradient = new Float32Array(input.shape.reduce((a, b) => a * b, 1));
    shareGradient(input, backend.data.get(dy.dataId).values, gradient, attrs as unknown as PoolAttributes);
    return backend.makeTensorInfo(input.shape, 'float32', gradient);
  });
}

function shareGradient(
  input: TensorInfo,
  upstream: Float32Array,
  gradient: Float32Array,
  { filterSize, strides, pad, dimRoundingMode }: PoolAttributes,
): void {
  const shape = input.shape as Shape4;
  const info = backend_util.computePool2DInfo(shape, filterSize, strides, 1, pad, dimRoundingMode);
  const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels, strideHeight, strideWidth } = info;
  gradient.fill(0);
  let output = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let y = 0; y < outHeight; y++) {
      const firstRow = Math.max(0, y * strideHeight - info.padInfo.top);
      const lastRow = Math.min(inHeight, y * strideHeight - info.padInfo.top + info.filterHeight);
      for (let x = 0; x < outWidth; x++) {
        const firstColumn = Math.max(0, x * strideWidth - info.padInfo.left);
        const lastColumn = Math.min(inWidth, x * strideWidth - info.padInfo.left + info.filterWidth);
        const pixels = (lastRow - firstRow) * (lastColumn - firstColumn);
        for (let c = 0; c < inChannels; c++) {
          const share = upstream[output++] / pixels;
          for (let row = firstRow; row < lastRow; row++) {
            let place = ((n * inHeight + row) * inWidth + firstColumn) * inChannels + c;
            for (let column = firstColumn; column < lastColumn; column++, place += inChannels) gradient[place] += share;
          }
        }
      }
    }
  }
}
