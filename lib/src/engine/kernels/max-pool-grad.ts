import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdOf, zeros } from '../simd';
import { type PoolAttributes, replaceKernel, type Shape4 } from './kernel';

/**
 * The gradient of max pooling: each output's gradient goes to the pixel that won its window (the first one of equals, as in
 * TensorFlow). The backend's own is a general loop; here all channels of a window are done at once.
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
  const { maxPoolGrad } = simdOf(backend).functions;
  const { batchSize, inHeight, inWidth, outHeight, outWidth, strideHeight, strideWidth } = info;
  const [x, gradient, y, upstream] = [input, result, output, dy].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const pixel = info.inChannels * FLOAT;
  let place = 0;
  for (let n = 0; n < batchSize; n++) {
    for (let row = 0; row < outHeight; row++) {
      const top = Math.max(0, row * strideHeight - info.padInfo.top);
      const bottom = Math.min(inHeight, row * strideHeight - info.padInfo.top + info.filterHeight);
      for (let column = 0; column < outWidth; column++, place += pixel) {
        const left = Math.max(0, column * strideWidth - info.padInfo.left);
        const right = Math.min(inWidth, column * strideWidth - info.padInfo.left + info.filterWidth);
        const first = ((n * inHeight + top) * inWidth + left) * pixel;
        const line = inWidth * pixel;
        const [width, height] = [(right - left) * pixel, (bottom - top) * line];
        maxPoolGrad(x + first, gradient + first, y + place, upstream + place, pixel, width, height, line);
      }
    }
  }
}
