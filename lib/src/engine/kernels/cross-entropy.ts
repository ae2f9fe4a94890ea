import * as tf from '@tensorflow/tfjs';
import { areFloats, gradientDepth } from './kernel';

/**
 * The kernels that a backend registers to take part. The first: labels and probabilities `p`, `[…, classes]` → one loss a row,
 * `[…]`. The second: `upstream` (the gradient by the losses), labels and `p` → the gradient by `p`. The third: `upstream` (the
 * gradient by what came out of softmax) and that, `y` → the gradient by what went in.
 */
export const crossEntropyKernels = ['ConvolabCrossEntropy', 'ConvolabCrossEntropyGrad', 'ConvolabSoftmaxGrad'] as const;
const [crossEntropy, crossEntropyGrad, softmaxGrad] = crossEntropyKernels;

type Loss = (labels: tf.Tensor, predictions: tf.Tensor) => tf.Tensor;

/** What a compiled model holds under names that its type hides. */
interface Inside {
  lossFunctions: Loss[];
  outputNames: string[];
}

/**
 * Cross-entropy of probabilities as one kernel, and its gradient and softmax's as one each, in place of some thirty. The formula
 * stays that of TensorFlow.js, with its clipping: L = −Σ y log clip(p / Σ p, ε, 1 − ε).
 */
export function useCrossEntropy(): void {
  if (tf.getGradient(crossEntropy)) return; // another engine of this process has asked for it
  tf.registerGradient({
    kernelName: crossEntropy,
    inputsToSave: ['labels', 'p'],
    gradFunc(dy, [labels, p]) {
      const upstream = dy as tf.Tensor;
      return {
        labels: () => tf.neg(tf.mul(tf.expandDims(upstream, -1), logOf(p))),
        p: () => tf.engine().runKernel(crossEntropyGrad, { upstream, labels, p }),
      };
    },
  });
  replaceSoftmaxGradient();
  replaceLosses();
}

/** log clip(p / Σ p, ε, 1 − ε) */
function logOf(p: tf.Tensor): tf.Tensor {
  const epsilon = tf.backend().epsilon();
  return tf.log(tf.clipByValue(tf.div(p, tf.sum(p, -1, true)), epsilon, 1 - epsilon));
}

function replaceSoftmaxGradient(): void {
  const original = tf.getGradient('Softmax');
  tf.unregisterGradient('Softmax');
  tf.registerGradient({
    ...original,
    gradFunc(dy, saved, attrs) {
      const [upstream, y] = [dy as tf.Tensor, saved[0]];
      if (gradientDepth() > 0 || !isThere() || !areFloats(upstream, y)) return original.gradFunc(dy, saved, attrs);
      return { logits: () => tf.engine().runKernel(softmaxGrad, { upstream, y }) };
    },
  });
}

/** In `tf.metrics`, and in models that are compiled with its name. */
function replaceLosses(): void {
  const metrics: { categoricalCrossentropy: Loss } = tf.metrics;
  const { categoricalCrossentropy } = metrics;
  const loss: Loss = (labels, predictions) => {
    const fits = gradientDepth() <= 1 && isThere() && areFloats(predictions) && predictions.rank > 1;
    if (!fits || !tf.util.arraysEqual(labels.shape, predictions.shape))
      return categoricalCrossentropy(labels, predictions);
    return tf.tidy(() => {
      const floats = tf.cast(labels, 'float32');
      return tf.engine().runKernel(crossEntropy, { labels: floats, p: predictions }) as tf.Tensor;
    });
  };
  metrics.categoricalCrossentropy = loss;
  const prototype = tf.LayersModel.prototype as { compile(this: tf.LayersModel, args: tf.ModelCompileArgs): void };
  const { compile } = prototype;
  prototype.compile = function (args) {
    compile.call(this, args);
    const inside = this as unknown as Inside;
    const names = inside.outputNames.map((output, i) => lossName(args.loss, output, i));
    inside.lossFunctions = inside.lossFunctions.map((own, i) => (names[i] === 'categoricalCrossentropy' ? loss : own));
  };
}

/** What a model is compiled with for one of its outputs. */
function lossName(loss: unknown, output: string, i: number): unknown {
  if (Array.isArray(loss)) return loss[i];
  return typeof loss === 'object' && loss !== null ? (loss as Record<string, unknown>)[output] : loss;
}

/** Another engine of this process has no such kernel. */
function isThere(): boolean {
  return Boolean(tf.getKernel(crossEntropy, tf.getBackend()));
}
