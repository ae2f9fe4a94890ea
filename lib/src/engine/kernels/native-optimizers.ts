import * as tf from '@tensorflow/tfjs';
import { ownOperation } from './native-operations';
import { optimizerKernels, useOptimizerUpdates } from './optimizer-updates';

/** The steps of optimizers by lib/native/optimizer_updates.cc. */
export function useNativeOptimizers(): void {
  for (const kernelName of optimizerKernels) {
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc({ inputs }) {
        const { settings, weights, gradient, ...memories } = inputs as Record<string, tf.TensorInfo>;
        const kept = Object.values(memories);
        return ownOperation(kernelName, [settings, weights, gradient, ...kept], 1 + kept.length);
      },
    });
  }
  useOptimizerUpdates();
}
