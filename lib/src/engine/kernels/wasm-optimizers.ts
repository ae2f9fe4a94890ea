import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdOf } from '../simd';
import { optimizerKernels, useOptimizerUpdates } from './optimizer-updates';

/** The steps of optimizers in one pass each. */
export function useWasmOptimizers(): void {
  for (const kernelName of optimizerKernels) {
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc({ inputs, backend }) {
        const wasm = backend as BackendWasm;
        const { settings, weights, gradient, ...memories } = inputs as Record<string, tf.TensorInfo>;
        const before = [weights, ...Object.values(memories)];
        const after = before.map(({ shape }) => wasm.makeOutput(shape, 'float32'));
        const addresses = [...after, ...before, gradient].map(({ dataId }) => wasm.getMemoryOffset(dataId));
        const step = simdOf(wasm).functions[kernelName];
        step(tf.util.sizeFromShape(weights.shape) * FLOAT, ...addresses, ...wasm.typedArrayFromHeap(settings));
        return after;
      },
    });
  }
  useOptimizerUpdates();
}
