import { tf } from '../../engine';
import { smoothL1 } from './smooth-l1';

/** Anchors with nothing in them that count, for each one with an object. */
const negatives = 3;

/**
 * The loss of an SSD-style detector: cross-entropy of the classes over the anchors that have an object and over three times as many of
 * those that have none, the ones that the network takes for an object most of all; smooth L1 of the offsets where there is an object.
 *
 *     (Σ_object CE + Σ_hardest CE + Σ_object smoothL1(offsets)) / objects,   smoothL1(d) = ½ d² if |d| < 1, |d| − ½ else
 *
 * @param labels `[batch, anchors, 4 + 1 + classes]`: offsets, then one-hot, "nothing" first
 * @param predictions of the same shape, offsets and logits
 */
export function anchorLoss(labels: tf.Tensor, predictions: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const parts = [4, (predictions.shape[2] as number) - 4];
    const [wantedOffsets, wanted] = tf.split(labels, parts, 2);
    const [offsets, logits] = tf.split(predictions, parts, 2);
    const confusion = tf.neg(tf.sum(tf.mul(wanted, tf.logSoftmax(logits)), 2)); // [batch, anchors]
    const there = tf.sub(1, tf.squeeze(tf.slice(wanted, [0, 0, 0], [-1, -1, 1]), [2])); // [batch, anchors]
    const counts = hardest(confusion as tf.Tensor2D, there as tf.Tensor2D);
    const off = tf.mul(there, tf.sum(smoothL1(tf.sub(offsets, wantedOffsets)), 2));
    const objects = tf.maximum(1, tf.sum(there));
    return tf.div(tf.add(tf.sum(tf.mul(counts, confusion)), tf.sum(off)), objects) as tf.Scalar;
  });
}

/** 1 for the anchors that count: all with an object, and in each image the hardest of the others. `[batch, anchors]` */
function hardest(confusion: tf.Tensor2D, there: tf.Tensor2D): tf.Tensor2D {
  const [batch, anchors] = confusion.shape;
  const losses = confusion.dataSync();
  // The choice has no gradient, so it is made on this side.
  const counts = Float32Array.from(there.dataSync());
  for (let image = 0; image < batch; image++) {
    const own = Array.from({ length: anchors }, (_, i) => image * anchors + i);
    const empty = own.filter((i) => counts[i] === 0);
    const most = Math.max(1, negatives * (anchors - empty.length));
    for (const i of empty.sort((a, b) => losses[b] - losses[a]).slice(0, most)) counts[i] = 1;
  }
  return tf.tensor2d(counts, [batch, anchors]);
}
