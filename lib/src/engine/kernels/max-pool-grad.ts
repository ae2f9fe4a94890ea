import { backend_util } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type PoolAttributes, replaceKernel, type Shape4 } from './kernel';

/**
 * The gradient of max pooling: each output's gradient goes to the pixel that won its window (the first one of equals, as in
 * TensorFlow). One pass over the WebAssembly heap in JavaScript, which is faster than the backend's general loop.
 */
export function useMaxPoolGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'MaxPoolGrad', () => ({ dy, input }, attrs, backend) => {
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
    const info = backend_util.computePool2DInfo(input.shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
    const { batchSize, inHeight, inWidth, outHeight, outWidth, inChannels, strideHeight, strideWidth } = info;
    const { top, left } = info.padInfo;
    const result = backend.makeOutput(input.shape, 'float32');
    // the heap may grow, and so move, with the new tensor: its views are taken after that
    const values = backend.typedArrayFromHeap(input);
    const upstream = backend.typedArrayFromHeap(dy);
    const gradient = backend.typedArrayFromHeap(result);
    gradient.fill(0);
    let output = 0;
    for (let n = 0; n < batchSize; n++) {
      for (let y = 0; y < outHeight; y++) {
        const firstRow = Math.max(0, y * strideHeight - top);
        const lastRow = Math.min(inHeight, y * strideHeight - top + info.filterHeight);
        for (let x = 0; x < outWidth; x++) {
          const firstColumn = Math.max(0, x * strideWidth - left);
          const lastColumn = Math.min(inWidth, x * strideWidth - left + info.filterWidth);
          for (let c = 0; c < inChannels; c++, output++) {
            let winner = ((n * inHeight + firstRow) * inWidth + firstColumn) * inChannels + c;
            let best = values[winner];
            for (let row = firstRow; row < lastRow; row++) {
              let place = ((n * inHeight + row) * inWidth + firstColumn) * inChannels + c;
              for (let column = firstColumn; column < lastColumn; column++, place += inChannels) {
                if (values[place] > best) {
                  best = values[place];
                  winner = place;
                }
              }
            }
            gradient[winner] += upstream[output];
          }
        }
      }
    }
    return result;
  });
}
