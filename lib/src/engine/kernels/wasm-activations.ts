import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { FLOAT, simdOf, zeros } from '../simd';
import { cut } from '../simd/crew';
import { type Activation, activationGrad, useFusedActivations } from './fused-activations';
import { useReluGrad } from './relu-grad';

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

/** The gradient of ReLU alone, as after batch normalization: its input tells as much as its output. */
export function useWasmReluGrad(): void {
  tf.registerKernel({
    kernelName: 'ReluGrad',
    backendName: 'wasm',
    kernelFunc({ inputs, backend }) {
      const { dy, x } = inputs as Record<'dy' | 'x', tf.TensorInfo>;
      const [before, sums] = gradients(backend as BackendWasm, dy, x, 'relu');
      (backend as BackendWasm).disposeData(sums.dataId);
      return before;
    },
  });
  useReluGrad();
}

function gradients(backend: BackendWasm, dy: tf.TensorInfo, y: tf.TensorInfo, activation: Activation): tf.TensorInfo[] {
  const channels = y.shape.at(-1) ?? 1;
  const { crew } = simdOf(backend);
  const parts = cut(tf.util.sizeFromShape(dy.shape) / channels, crew.parts);
  const before = backend.makeOutput(dy.shape, 'float32');
  const sums = backend.makeOutput([channels], 'float32');
  const partSums = zeros(backend, [parts.length, channels]);
  const [dyStart, yStart, beforeStart, sumsStart] = [dy, y, before, partSums].map(({ dataId }) =>
    backend.getMemoryOffset(dataId),
  );
  const pixel = channels * FLOAT;
  const jobs = parts.map(([from, to], i) => [
    ...[dyStart + from * pixel, dyStart + to * pixel, yStart + from * pixel, beforeStart + from * pixel],
    ...[sumsStart + i * pixel, pixel],
  ]);
  crew.run(`activationGrad-${activation}`, jobs);
  const all = backend.typedArrayFromHeap(partSums);
  const total = backend.typedArrayFromHeap(sums);
  for (let c = 0; c < channels; c++) {
    total[c] = 0;
    for (let i = 0; i < parts.length; i++) total[c] += all[i * channels + c];
  }
  backend.disposeData(partSums.dataId);
  return [before, sums];
}
