import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdFunctions, zeros } from '../simd';
import { type Activation, activationGrad, useFusedActivations } from './fused-activations';

/** The gradients of bias and activation in one pass. */
export function useWasmActivations(): void {
  tf.registerKernel({
    kernelName: activationGrad,
    backendName: 'wasm',
    kernelFunc({ inputs, attrs, backend }) {
      const { dy, y } = inputs as Record<'dy' | 'y', tf.TensorInfo>;
      return gradients(backend as BackendWasm, dy, y, (attrs as { activation: Activation }).activation);
    },
  });
  useFusedActivations();
}

function gradients(backend: BackendWasm, dy: tf.TensorInfo, y: tf.TensorInfo, activation: Activation): tf.TensorInfo[] {
  const channels = y.shape.at(-1) ?? 1;
  const before = backend.makeOutput(dy.shape, 'float32');
  const sums = zeros(backend, [channels]);
  const [dyStart, yStart, beforeStart, sumsStart] = [dy, y, before, sums].map(({ dataId }) =>
    backend.getMemoryOffset(dataId),
  );
  const end = dyStart + tf.util.sizeFromShape(dy.shape) * FLOAT;
  simdFunctions(backend)[`activationGrad-${activation}`](
    dyStart,
    end,
    yStart,
    beforeStart,
    sumsStart,
    channels * FLOAT,
  );
  return [before, sums];
}
