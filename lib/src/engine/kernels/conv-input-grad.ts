import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { zeros } from '../simd';
import { type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';
import { convolve, withZeros } from './simd-convolution';

type Attributes = ConvAttributes & { inputShape: Shape4 };

/**
 * The gradient of a convolution by its input (also the forward pass of a transposed convolution). The original is a simple
 * loop. The gradient is a convolution with stride 1: of dY, with (stride − 1) zeros put between its pixels, by the filter
 * turned by 180° with its channels swapped, padded so that the input's size comes out.
 */
export function useConvInputGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'Conv2DBackpropInput', (original) => ({ dy, filter }, attrs, backend) => {
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs as unknown as Attributes;
    if (dataFormat === 'NCHW') return original({ dy, filter }, attrs, backend);
    const shape = filter.shape as Shape4;
    const info = backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
    const { strideHeight, strideWidth, filterHeight, filterWidth, outHeight, outWidth, inHeight, inWidth } = info;
    const top = filterHeight - 1 - info.padInfo.top;
    const left = filterWidth - 1 - info.padInfo.left;
    const bottom = inHeight - ((outHeight - 1) * strideHeight + 1) + info.padInfo.top;
    const right = inWidth - ((outWidth - 1) * strideWidth + 1) + info.padInfo.left;
    // padded wider than its kernel: would need cropping here
    if (Math.min(top, left, bottom, right) < 0) return original({ dy, filter }, attrs, backend);
    return compose('wasm', backend, (run) => {
      const strided = strideHeight > 1 || strideWidth > 1;
      const spread = strided ? spreadOut(dy, strideHeight, strideWidth, backend) : dy;
      const picture = withZeros(run, spread, [top, bottom], [left, right]);
      const [, , channels, outChannels] = shape;
      const lines = filterHeight * filterWidth * outChannels;
      const filters = {
        lines,
        channels,
        start(line: number) {
          const turned = filterHeight * filterWidth - 1 - Math.floor(line / outChannels);
          return turned * channels * outChannels + (line % outChannels);
        },
        step: outChannels,
      };
      const movement = {
        filterHeight,
        filterWidth,
        strideHeight: 1,
        strideWidth: 1,
        outHeight: inHeight,
        outWidth: inWidth,
      };
      const gradient = convolve(backend, picture, movement, inputShape, filters, {
        values: () => backend.typedArrayFromHeap(filter) as Float32Array,
      });
      if (strided) backend.disposeData(spread.dataId);
      return gradient;
    });
  });
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
