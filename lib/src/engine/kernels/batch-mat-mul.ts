import type { TensorInfo } from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { compose, replaceKernel } from './kernel';

/**
 * Matrix products with a transposed operand, as the gradients of dense layers are: dW = xᵀ·dy, dx = dy·Wᵀ.
 * The original multiplies plain matrices with XNNPACK, but falls to a simple loop as soon as one is transposed. To transpose
 * first and multiply then is many times faster.
 */
export function useTransposingMatMul(): void {
  replaceKernel<BackendWasm>('wasm', 'BatchMatMul', (original) => ({ a, b }, attrs, backend) => {
    const { transposeA, transposeB } = attrs as { transposeA?: boolean; transposeB?: boolean };
    const plain = { transposeA: false, transposeB: false };
    if (!transposeA && !transposeB) return original({ a, b }, plain, backend);
    return compose('wasm', backend, (run) => {
      const left = transposeA ? run('Transpose', { x: a }, { perm: swapLastTwo(a) }) : a;
      const right = transposeB ? run('Transpose', { x: b }, { perm: swapLastTwo(b) }) : b;
      return original({ a: left, b: right }, plain, backend);
    });
  });
}

function swapLastTwo({ shape }: TensorInfo): number[] {
  const axes = shape.map((_, axis) => axis);
  return [...axes.slice(0, -2), axes.length - 1, axes.length - 2];
}
