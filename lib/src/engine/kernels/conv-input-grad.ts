import { backend_util } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';
import { convolve } from './simd-convolution';
import { withTurned } from './turned-convolution';

type Attributes = ConvAttributes & { inputShape: Shape4 };

/**
 * The gradient of a convolution by its input (also the forward pass of a transposed convolution), as a convolution by the
 * turned filters with their channels swapped. The original is a simple loop.
 */
export function useConvInputGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'Conv2DBackpropInput', (original) => ({ dy, filter }, attrs, backend) => {
    const { strides, pad, dataFormat, dimRoundingMode, inputShape } = attrs as unknown as Attributes;
    if (dataFormat === 'NCHW') return original({ dy, filter }, attrs, backend);
    const shape = filter.shape as Shape4;
    const info = backend_util.computeConv2DInfo(inputShape, shape, strides, 1, pad, dimRoundingMode);
    const [filterHeight, filterWidth, channels, outChannels] = shape;
    const filters = {
      lines: filterHeight * filterWidth * outChannels,
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
      outHeight: info.inHeight,
      outWidth: info.inWidth,
    };
    return compose('wasm', backend, (run) =>
      withTurned(backend, run, dy, info, (picture) =>
        convolve(backend, picture, movement, inputShape, filters, {
          values: () => backend.typedArrayFromHeap(filter) as Float32Array,
        }),
      ),
    );
  });
}
