import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, zeros } from '../simd';
import { type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';
import { padded } from './simd-convolution';
import { runFilterGrad } from './simd-filter-grad';

type Attributes = ConvAttributes & { filterShape: Shape4 };

/** Pixels of the output that are worked on at once: enough for the sums to stay in registers, few enough for the fastest cache. */
const BLOCK = 64;

/**
 * The gradient of a convolution by its filters, which the backend lacks:
 *
 *   dW[i, j, c, k] = Σ over batch n, output row y, output column x of X[n, i + y·stride, j + x·stride, c] · dY[n, y, x, k]
 */
export function useConvFilterGrad(): void {
  replaceKernel<BackendWasm>('wasm', 'Conv2DBackpropFilter', () => ({ x, dy }, attrs, backend) => {
    const { strides, pad, dataFormat, dimRoundingMode, filterShape } = attrs as unknown as Attributes;
    if (dataFormat === 'NCHW') throw new Error('The WebAssembly engine trains convolutions in the format NHWC only.');
    const info = backend_util.computeConv2DInfo(x.shape as Shape4, filterShape, strides, 1, pad, dimRoundingMode);
    return compose('wasm', backend, (run) => {
      const result = zeros(backend, filterShape);
      sumProducts(backend, padded(run, x, info), dy, result, info);
      return result;
    });
  });
}

function sumProducts(
  backend: BackendWasm,
  x: TensorInfo,
  dy: TensorInfo,
  dw: TensorInfo,
  info: backend_util.Conv2DInfo,
): void {
  const { outHeight, outWidth, inChannels, outChannels, filterHeight, filterWidth } = info;
  const [, height, width] = x.shape;
  const pixel = inChannels * FLOAT;
  const rows = Math.ceil(BLOCK / outWidth);
  const outRow = outWidth * outChannels * FLOAT;
  runFilterGrad(backend, x, dy, dw, {
    xBytes: info.batchSize * height * width * pixel,
    xImage: height * width * pixel,
    xRow: width * pixel,
    xStrideRow: info.strideHeight * width * pixel,
    xStrideColumn: info.strideWidth * pixel,
    dyImage: outHeight * outRow,
    dyRow: outRow,
    dyBlock: rows * outRow,
    xBlock: rows * info.strideHeight * width * pixel,
    filterHeight,
    m: filterWidth * inChannels,
    k: outChannels * FLOAT,
  });
}
