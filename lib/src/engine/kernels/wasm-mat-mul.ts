import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, zeros } from '../simd';
import { areFloats, compose, replaceKernel } from './kernel';
import { convolve } from './simd-convolution';
import { runFilterGrad } from './simd-filter-grad';

/** Rows from which on it pays to sort the second matrix first. */
const ENOUGH = 16;

interface Attributes {
  transposeA?: boolean;
  transposeB?: boolean;
  activation?: string;
}

/**
 * Matrix products, also with a transposed operand, as the gradients of dense layers are: dW = xᵀ·dy, dx = dy·Wᵀ. A product is
 * a convolution of a picture of one row, whose pixels are the rows of the matrix, and aᵀ·b is the gradient of one by its
 * filters. The original multiplies plain matrices with XNNPACK, but falls to a simple loop as soon as one is transposed; where
 * it is asked for that, it gets the matrix transposed.
 */
export function useOwnMatMul(): void {
  replaceKernel<BackendWasm>('wasm', 'BatchMatMul', (original) => ({ a, b }, attrs, backend) => {
    const { transposeA, transposeB } = attrs as Attributes;
    const own = product(backend, a, b, attrs as Attributes);
    if (own) return own;
    const plain = { transposeA: false, transposeB: false };
    if (!transposeA && !transposeB) return original({ a, b }, plain, backend);
    return compose('wasm', backend, (run) => {
      const left = transposeA ? run('Transpose', { x: a }, { perm: swapLastTwo(a) }) : a;
      const right = transposeB ? run('Transpose', { x: b }, { perm: swapLastTwo(b) }) : b;
      return original({ a: left, b: right }, plain, backend);
    });
  });
}

/** The same with bias and activation; the original knows it for matrices in batches only. */
export function useFlatFusedMatMul(): void {
  replaceKernel<BackendWasm>('wasm', '_FusedMatMul', (original) => (inputs, attrs, backend) => {
    const { a, b, bias, preluActivationWeights } = inputs as Record<string, TensorInfo>;
    const own = preluActivationWeights ? undefined : product(backend, a, b, attrs as Attributes, bias);
    if (own || a.shape.length > 2) return own ?? original(inputs, attrs, backend);
    const batchOfOne = (matrix: TensorInfo) => ({ ...matrix, shape: [1, ...matrix.shape] });
    const result = original({ ...inputs, a: batchOfOne(a), b: batchOfOne(b) }, attrs, backend);
    return { ...result, shape: result.shape.slice(1) };
  });
}

/** @returns undefined for what is left to the original */
function product(
  backend: BackendWasm,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB, activation = 'linear' }: Attributes,
  bias?: TensorInfo,
): TensorInfo | undefined {
  const flat = [a, b].every(({ shape }) => shape.slice(0, -2).every((length) => length === 1));
  if (!flat || a.shape.length !== b.shape.length || !areFloats(a, b)) return undefined;
  if (activation !== 'linear' && activation !== 'relu') return undefined;
  const [[height, width], [bHeight, bWidth]] = [a.shape.slice(-2), b.shape.slice(-2)];
  const columns = transposeB ? bHeight : bWidth;
  if (height < ENOUGH) return undefined;
  const batch = a.shape.slice(0, -2);
  if (transposeA) return transposeB || bias ? undefined : columnsByColumns(backend, a, b, [...batch, width, columns]);
  const still = { filterHeight: 1, filterWidth: 1, strideHeight: 1, strideWidth: 1 };
  const pictures = height % 2 ? 1 : 2; // two, so that two threads can share them
  const picture = { ...a, shape: [pictures, 1, height / pictures, width] };
  const values = () => backend.typedArrayFromHeap(b) as Float32Array;
  const filters = transposeB
    ? { lines: width, channels: columns, start: (line: number) => line, step: width }
    : { lines: width, channels: columns, start: (line: number) => line * columns, step: 1 };
  const movement = { ...still, outHeight: 1, outWidth: height / pictures };
  return convolve(backend, picture, movement, [...batch, height, columns], filters, {
    values,
    bias: bias && (() => backend.typedArrayFromHeap(bias) as Float32Array),
    activation,
  });
}

/** aᵀ·b */
function columnsByColumns(backend: BackendWasm, a: TensorInfo, b: TensorInfo, shape: number[]): TensorInfo {
  const result = zeros(backend, shape);
  const [rows, m] = a.shape.slice(-2);
  const k = (b.shape.at(-1) ?? 0) * FLOAT;
  const xBytes = rows * m * FLOAT;
  const yBytes = rows * k;
  const whole = { xBytes, xImage: xBytes, xRow: xBytes, xStrideRow: xBytes, xBlock: xBytes };
  const upstream = { dyImage: yBytes, dyRow: yBytes, dyBlock: yBytes };
  runFilterGrad(backend, a, b, result, { ...whole, ...upstream, xStrideColumn: m * FLOAT, filterHeight: 1, m, k });
  return result;
}

function swapLastTwo({ shape }: TensorInfo): number[] {
  const axes = shape.map((_, axis) => axis);
  return [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
}
