import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdFunctions, zeros } from '../simd';
import { type ConvAttributes, compose, replaceKernel, type Shape4 } from './kernel';
import { padded } from './simd-convolution';

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
  const [xStart, dyStart, dwStart] = [x, dy, dw].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const [, height, width] = x.shape;
  const pixel = inChannels * FLOAT;
  const rows = Math.ceil(BLOCK / outWidth);
  const outRow = outWidth * outChannels * FLOAT;
  const filterRow = filterWidth * inChannels;
  simdFunctions(backend).filterGrad(
    xStart,
    xStart + info.batchSize * height * width * pixel,
    height * width * pixel,
    width * pixel,
    info.strideHeight * width * pixel,
    info.strideWidth * pixel,
    dyStart,
    outHeight * outRow,
    outRow,
    rows * outRow,
    rows * info.strideHeight * width * pixel,
    dwStart,
    dwStart + filterHeight * filterRow * outChannels * FLOAT,
    filterRow * outChannels * FLOAT,
    filterRow * FLOAT,
    outChannels * FLOAT,
  );
}
