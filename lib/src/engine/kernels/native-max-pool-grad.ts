import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import { type AnyBackend, areFloats, type PoolAttributes, replaceKernel, type Shape4 } from './kernel';
import { ownOperation } from './native-operations';

const maxPoolGrad = 'ConvolabMaxPoolGrad';
export const maxPoolOperations = [maxPoolGrad] as const;

/**
 * The gradient of max pooling, all channels of a pixel at once (lib/native/max_pool_grad.cc). TensorFlow's own looks for the
 * largest pixel one number at a time, and makes up a seventh of the time that a small CNN trains.
 */
export function useOwnMaxPoolGrad(): void {
  replaceKernel<AnyBackend>('tensorflow', 'MaxPoolGrad', (original) => (inputs, attrs, backend) => {
    const { dy, input, output } = inputs as Record<string, TensorInfo>;
    if (input.shape.length !== 4 || !areFloats(dy, input, output)) return original(inputs, attrs, backend);
    const { filterSize, strides, pad, dimRoundingMode } = attrs as unknown as PoolAttributes;
    const info = backend_util.computePool2DInfo(input.shape as Shape4, filterSize, strides, 1, pad, dimRoundingMode);
    const [gradient] = ownOperation(maxPoolGrad, [input, output, dy], 1, {
      size: [info.filterHeight, info.filterWidth],
      strides: [info.strideHeight, info.strideWidth],
      pads: [info.padInfo.top, info.padInfo.left],
    });
    return gradient;
  });
}
