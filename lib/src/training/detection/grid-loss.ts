import { tf } from '../../engine';

/** YOLO's weights: places count five times as much, cells without an object half, as there are so many of them. */
const weights = { place: 5, empty: 0.5 };

/**
 * The loss of a YOLO-style detector, sums over the cells of an image, mean over the batch:
 *
 *     5 Σ_object (σ(t) − place and size)² + Σ_object BCE(objectness) + ½ Σ_empty BCE(objectness) + Σ_object CE(classes)
 *
 * The paper squares all errors; objectness and classes have cross-entropies here, as in later versions, which learn faster.
 * @param labels `[batch, cells, cells, 5 + classes]` of `encodeGrid`
 * @param predictions of the same shape, logits
 */
export function gridLoss(labels: tf.Tensor, predictions: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const classes = predictions.shape[3] as number;
    const parts = [1, 4, classes - 5];
    const [there, box, wanted] = tf.split(labels, parts, 3);
    const [objectness, place, classLogits] = tf.split(predictions, parts, 3);
    // −log σ for an object and −log(1 − σ) for none, in the form that does not overflow
    const surprise = tf.sub(tf.softplus(objectness), tf.mul(there, objectness));
    const weight = tf.add(weights.empty, tf.mul(1 - weights.empty, there));
    const off = tf.mul(there, tf.squaredDifference(tf.sigmoid(place), box));
    const confusion = tf.mul(wanted, tf.logSoftmax(classLogits)); // zero where there is no object
    const total = tf.add(
      tf.sub(tf.sum(tf.mul(weight, surprise)), tf.sum(confusion)),
      tf.mul(weights.place, tf.sum(off)),
    );
    return tf.div(total, predictions.shape[0]) as tf.Scalar;
  });
}
