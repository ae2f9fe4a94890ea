import * as tf from '@tensorflow/tfjs';
import { areFloats, gradientDepth } from './kernel';

/**
 * The kernel that a backend registers to take part. Inputs: labels and logits, `[batch, classes]`. Outputs: the losses, `[batch]`,
 * and the gradient of each by its logits, `[batch, classes]`.
 */
export const softmaxCrossEntropy = 'ConvolabSoftmaxCrossEntropy';

/** Cross-entropy of logits, `tf.losses.softmaxCrossEntropy`, as one kernel with its gradient in place of some twenty. */
export function useSoftmaxCrossEntropy(): void {
  if (tf.getGradient(softmaxCrossEntropy)) return; // another engine of this process has asked for it
  tf.registerGradient({
    kernelName: softmaxCrossEntropy,
    inputsToSave: ['logits'],
    outputsToSave: [false, true],
    gradFunc(dy, [logits, byLogits]) {
      const upstream = tf.expandDims((dy as tf.Tensor[])[0], -1); // [batch, 1]
      return {
        labels: () => tf.neg(tf.mul(upstream, tf.logSoftmax(logits))),
        logits: () => tf.mul(upstream, byLogits),
      };
    },
  });
  const losses: Pick<typeof tf.losses, 'softmaxCrossEntropy'> = tf.losses;
  const original = losses.softmaxCrossEntropy;
  losses.softmaxCrossEntropy = ((labels, logits, weights, labelSmoothing = 0, reduction) => {
    if (labelSmoothing > 0 || !fits(labels, logits))
      return original(labels, logits, weights, labelSmoothing, reduction);
    return tf.tidy(() => {
      const inputs = { labels: tf.cast(labels as tf.Tensor, 'float32'), logits: logits as tf.Tensor };
      const [each] = tf.engine().runKernel(softmaxCrossEntropy, inputs) as tf.Tensor[];
      return tf.losses.computeWeightedLoss(each, weights, reduction);
    });
  }) as typeof original;
}

function fits(labels: unknown, logits: unknown): boolean {
  if (gradientDepth() > 1 || !tf.getKernel(softmaxCrossEntropy, tf.getBackend())) return false;
  const isPlain = labels instanceof tf.Tensor && logits instanceof tf.Tensor && logits.rank === 2 && areFloats(logits);
  return isPlain && tf.util.arraysEqual(labels.shape, logits.shape);
}
