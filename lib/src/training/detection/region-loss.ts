import { tf } from '../../engine';
import { smoothL1 } from './smooth-l1';

/**
 * The loss of an R-CNN's network, mean over the crops: cross-entropy of the classes, "nothing" among them, and where there is an object
 * smooth L1 of the offsets.
 *
 *     mean(CE + there · Σ smoothL1(offsets))
 *
 * The paper trains a support vector machine and a regression on top of a classifier; one loss for all came with its successor.
 *
 * @param labels `[crops, 1, 4 + 1 + classes]`: offsets, then one-hot, "nothing" first
 * @param predictions of the same shape, offsets and logits
 * @see Girshick, Fast R-CNN, 2015
 */
export function regionLoss(labels: tf.Tensor, predictions: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const parts = [4, (predictions.shape[2] as number) - 4];
    const [wantedOffsets, wanted] = tf.split(labels, parts, 2);
    const [offsets, logits] = tf.split(predictions, parts, 2);
    const confusion = tf.neg(tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), 2)); // [crops, 1]
    const there = tf.sub(1, tf.squeeze(tf.slice(wanted, [0, 0, 0], [-1, -1, 1]), [2])); // [crops, 1]
    const off = tf.mul(there, tf.sum(smoothL1(tf.sub(offsets, wantedOffsets)), 2));
    return tf.mean(tf.add(confusion, off)) as tf.Scalar;
  });
}
