import { backend_util, type TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { depthwiseFilterGrad, FLOAT, simdOf, zeros } from '../simd';
import { cut } from '../simd/crew';
import { type ConvAttributes, compose, type Run, replaceKernel, type Shape4 } from './kernel';
import { padded } from './simd-convolution';
import { withTurned } from './turned-convolution';

type Attributes = ConvAttributes & { filterShape: Shape4; inputShape: Shape4 };

/** Channels from which on threads share them; otherwise they share the rows of the filters. */
const MANY = 16;

/**
 * The gradients of a depthwise convolution, filters `[height, width, channels, multiplier]`, which the backend lacks. With a
 * multiplier, the picture's channels are taken as if each stood there that often.
 */
export function useDepthwiseGrads(): void {
  replaceKernel<BackendWasm>('wasm', 'DepthwiseConv2dNativeBackpropFilter', () => ({ x, dy }, attrs, backend) => {
    const { filterShape } = attrs as unknown as Attributes;
    const info = infoOf(x.shape as Shape4, filterShape, attrs as unknown as Attributes);
    return compose('wasm', backend, (run) => {
      const picture = repeated(run, padded(run, x, info), filterShape[3]);
      const result = zeros(backend, filterShape);
      sumProducts(backend, picture, dy, result, info);
      return result;
    });
  });
  replaceKernel<BackendWasm>('wasm', 'DepthwiseConv2dNativeBackpropInput', () => ({ dy, filter }, attrs, backend) => {
    const { inputShape } = attrs as unknown as Attributes;
    const [height, width, channels, multiplier] = filter.shape;
    const info = infoOf(inputShape, filter.shape as Shape4, attrs as unknown as Attributes);
    return compose('wasm', backend, (run) => {
      const single = { ...filter, shape: [height, width, channels * multiplier, 1] };
      const turned = run('Reverse', { x: single }, { dims: [0, 1] });
      const whole = withTurned(backend, run, dy, info, (picture) =>
        run(
          'DepthwiseConv2dNative',
          { x: picture, filter: turned },
          { strides: [1, 1], pad: 'valid', dilations: [1, 1] },
        ),
      );
      if (multiplier === 1) return whole;
      return run('Sum', { x: { ...whole, shape: [...inputShape, multiplier] } }, { axis: [4], keepDims: false });
    });
  });
}

function infoOf(image: Shape4, filter: Shape4, { strides, pad, dimRoundingMode, dataFormat }: Attributes) {
  if (dataFormat === 'NCHW') throw new Error('The WebAssembly engine trains convolutions in the format NHWC only.');
  return backend_util.computeConv2DInfo(image, filter, strides, 1, pad, dimRoundingMode, true);
}

/** Each channel so many times, one beside the other. */
function repeated(run: Run, x: TensorInfo, times: number): TensorInfo {
  if (times === 1) return x;
  const [batch, height, width, channels] = x.shape;
  const column = { ...x, shape: [batch * height * width * channels, 1] };
  return { ...run('Tile', { x: column }, { reps: [1, times] }), shape: [batch, height, width, channels * times] };
}

function sumProducts(
  backend: BackendWasm,
  x: TensorInfo,
  dy: TensorInfo,
  dw: TensorInfo,
  { outHeight, outWidth, filterHeight, filterWidth, strideHeight, strideWidth }: backend_util.Conv2DInfo,
): void {
  const [xStart, dyStart, dwStart] = [x, dy, dw].map(({ dataId }) => backend.getMemoryOffset(dataId));
  const [batch, height, width, channels] = x.shape;
  const pixel = channels * FLOAT;
  const { crew } = simdOf(backend);
  const many = channels >= MANY;
  const rows = many ? [[0, filterHeight]] : cut(filterHeight, crew.parts);
  const parts = many ? cut(channels, crew.parts, 4) : [[0, channels]];
  const jobs = rows.flatMap(([top, bottom]) =>
    parts.map(([from, to]) => {
      const [first, dwFirst] = [xStart + top * width * pixel + from * FLOAT, dwStart + from * FLOAT];
      return depthwiseFilterGrad.inOrder({
        x: first,
        xEnd: first + batch * height * width * pixel,
        xImage: height * width * pixel,
        xRow: width * pixel,
        xStrideRow: strideHeight * width * pixel,
        xStrideColumn: strideWidth * pixel,
        dy: dyStart + from * FLOAT,
        dyImage: outHeight * outWidth * pixel,
        dyRow: outWidth * pixel,
        dw: dwFirst + top * filterWidth * pixel,
        dwEnd: dwFirst + bottom * filterWidth * pixel,
        dwRow: filterWidth * pixel,
        pixel,
        size: (to - from) * FLOAT,
      });
    }),
  );
  crew.run('depthwiseFilterGrad', jobs);
}
