import * as tf from '@tensorflow/tfjs';
import { crossEntropyKernels, useCrossEntropy } from './cross-entropy';
import { type NativeBackend, ownOperation } from './native-operations';
import { softmaxCrossEntropy, useSoftmaxCrossEntropy } from './softmax-cross-entropy';

/** Cross-entropy and its gradients by lib/native/cross_entropy.cc. */
export function useNativeCrossEntropy(): void {
  for (const kernelName of crossEntropyKernels) {
    tf.registerKernel({
      kernelName,
      backendName: 'tensorflow',
      kernelFunc: ({ inputs }) => {
        const { upstream, labels, p, y } = inputs as Record<string, tf.TensorInfo>;
        return ownOperation(kernelName, [upstream, labels, p, y].filter(Boolean), 1)[0];
      },
    });
  }
  useCrossEntropy();
}

/** Cross-entropy of logits by TensorFlow's own operation, which gives the gradient at once. */
export function useNativeSoftmaxCrossEntropy(): void {
  tf.registerKernel({
    kernelName: softmaxCrossEntropy,
    backendName: 'tensorflow',
    kernelFunc({ inputs, backend }) {
      const { binding, executeMultipleOutputs } = backend as NativeBackend;
      const type = { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT };
      const given = [inputs.logits, inputs.labels] as tf.TensorInfo[];
      return executeMultipleOutputs.call(backend, 'SoftmaxCrossEntropyWithLogits', [type], given, 2);
    },
  });
  useSoftmaxCrossEntropy();
}
