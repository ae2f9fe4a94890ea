import * as tf from '@tensorflow/tfjs';
import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { crossEntropyKernels, useCrossEntropy } from './cross-entropy';
import { softmaxCrossEntropy, useSoftmaxCrossEntropy } from './softmax-cross-entropy';

/** One row of classes for each example: what goes in under which name, and what comes out. */
type Rows = Record<'upstream' | 'labels' | 'p' | 'y' | 'result', Float32Array>;
type Work = (rows: Rows, count: number, classes: number, epsilon: number) => void;

const [crossEntropy, crossEntropyGrad, softmaxGrad] = crossEntropyKernels;

/** A few hundred numbers: plain loops over the engine's memory take less time than the calls that they replace. */
const works: Record<(typeof crossEntropyKernels)[number], Work> = {
  [crossEntropy]({ labels, p, result }, count, classes, epsilon) {
    for (let row = 0, at = 0; row < count; row++, at += classes) {
      const scale = scaleOf(p, at, classes);
      let loss = 0;
      for (let i = at; i < at + classes; i++)
        if (labels[i] !== 0) loss -= labels[i] * Math.log(Math.min(Math.max(p[i] * scale, epsilon), 1 - epsilon));
      result[row] = loss;
    }
  },
  [crossEntropyGrad]({ upstream, labels, p, result }, count, classes, epsilon) {
    for (let row = 0, at = 0; row < count; row++, at += classes) {
      const scale = scaleOf(p, at, classes);
      let along = 0; // what the scaling to a sum of 1 takes away
      for (let i = at; i < at + classes; i++) {
        const q = p[i] * scale;
        const isClipped = q < epsilon || q > 1 - epsilon;
        result[i] = isClipped ? 0 : (-upstream[row] * labels[i]) / q;
        along += result[i] * q;
      }
      for (let i = at; i < at + classes; i++) result[i] = (result[i] - along) * scale;
    }
  },
  [softmaxGrad]({ upstream, y, result }, count, classes) {
    for (let row = 0, at = 0; row < count; row++, at += classes) {
      let along = 0;
      for (let i = at; i < at + classes; i++) along += upstream[i] * y[i];
      for (let i = at; i < at + classes; i++) result[i] = (upstream[i] - along) * y[i];
    }
  },
};

function scaleOf(p: Float32Array, at: number, classes: number): number {
  let sum = 0;
  for (let i = at; i < at + classes; i++) sum += p[i];
  return 1 / sum;
}

/** Cross-entropy and its gradients. */
export function useWasmCrossEntropy(): void {
  for (const kernelName of crossEntropyKernels) {
    tf.registerKernel({
      kernelName,
      backendName: 'wasm',
      kernelFunc({ inputs, backend }) {
        const wasm = backend as BackendWasm;
        const given = inputs as Record<string, tf.TensorInfo>;
        const { shape } = given.p ?? given.y;
        const classes = shape[shape.length - 1];
        const result = wasm.makeOutput(kernelName === crossEntropy ? shape.slice(0, -1) : shape, 'float32');
        // the heap may grow, and so move, with the new tensor: its views are taken after that
        const rows = Object.entries({ ...given, result }).map(([name, tensor]) => [
          name,
          wasm.typedArrayFromHeap(tensor),
        ]);
        const count = tf.util.sizeFromShape(shape.slice(0, -1));
        works[kernelName](Object.fromEntries(rows) as Rows, count, classes, wasm.epsilon());
        return result;
      },
    });
  }
  useCrossEntropy();
}

/** Cross-entropy of logits, log Σ e^z − z by each label, and its gradient, softmax(z) − labels. */
export function useWasmSoftmaxCrossEntropy(): void {
  tf.registerKernel({
    kernelName: softmaxCrossEntropy,
    backendName: 'wasm',
    kernelFunc({ inputs, backend }) {
      const wasm = backend as BackendWasm;
      const { labels, logits } = inputs as Record<'labels' | 'logits', tf.TensorInfo>;
      const [count, classes] = logits.shape;
      const outputs = [wasm.makeOutput([count], 'float32'), wasm.makeOutput(logits.shape, 'float32')];
      const [y, z, losses, gradients] = [labels, logits, ...outputs].map((tensor) => wasm.typedArrayFromHeap(tensor));
      for (let row = 0, at = 0; row < count; row++, at += classes) {
        let largest = Number.NEGATIVE_INFINITY;
        for (let i = at; i < at + classes; i++) largest = Math.max(largest, z[i]);
        let sum = 0;
        for (let i = at; i < at + classes; i++) sum += Math.exp(z[i] - largest);
        const logSum = largest + Math.log(sum);
        let loss = 0;
        for (let i = at; i < at + classes; i++) {
          loss += y[i] * (logSum - z[i]);
          gradients[i] = Math.exp(z[i] - logSum) - y[i];
        }
        losses[row] = loss;
      }
      return outputs;
    },
  });
  useSoftmaxCrossEntropy();
}
