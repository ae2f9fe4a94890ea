import { tf } from '../engine';
import { UserError } from '../project';

/** Mean loss over a batch: labels and predictions `[batch, …]` → one number. */
export type LossFunction = (labels: tf.Tensor, predictions: tf.Tensor) => tf.Scalar;

/** Keeps logarithms finite where a probability is 0 or 1; the same number that Keras uses. */
const epsilon = 1e-7;

/** The losses of the course on tensors, by the names of TensorFlow.js. */
export const losses = {
  /** −Σ y log p over the classes, mean over the batch; p are probabilities, as softmax gives them */
  categoricalCrossentropy: (labels, predictions) =>
    tf.tidy(() => {
      const total = tf.sum(tf.mul(labels, tf.log(tf.add(predictions, epsilon))));
      return tf.mul(total, -1 / labels.shape[0]) as tf.Scalar;
    }),
  /** −(y log p + (1 − y) log(1 − p)), mean over batch and units; p are probabilities, as sigmoid gives them */
  binaryCrossentropy: (labels, predictions) =>
    tf.tidy(() => {
      const p = tf.clipByValue(predictions, epsilon, 1 - epsilon);
      const there = tf.mul(labels, tf.log(p));
      const absent = tf.mul(tf.sub(1, labels), tf.log(tf.sub(1, p)));
      return tf.neg(tf.mean(tf.add(there, absent))) as tf.Scalar;
    }),
  /** (y − ŷ)², mean over batch and units */
  meanSquaredError: (labels, predictions) =>
    tf.tidy(() => tf.mean(tf.squaredDifference(labels, predictions)) as tf.Scalar),
} satisfies Record<string, LossFunction>;

export type LossName = keyof typeof losses;

/** @throws UserError for an unknown name */
export function lossFunction(loss: LossName | LossFunction): LossFunction {
  if (typeof loss === 'function') return loss;
  const found = losses[loss];
  if (found) return found;
  throw new UserError(
    `loss must be one of ${Object.keys(losses).join(', ')}, or a function, got ${JSON.stringify(loss)}.`,
  );
}

/**
 * How many outputs make one decision: all that an example has, of which the largest counts, or each by itself with binary
 * cross-entropy, where an example may have several labels or none.
 */
export function decisionUnits(loss: LossFunction, units: number): number {
  return loss === losses.binaryCrossentropy ? 1 : units;
}

/**
 * The share of decisions that are right, from values already on this side: with several units the largest
 * output must be where the largest label is, with one unit the output must be on the label's side of ½.
 *
 * @param units outputs of one decision
 */
export function accuracyOf(labels: ArrayLike<number>, predictions: ArrayLike<number>, units: number): number {
  const count = predictions.length / units;
  let correct = 0;
  for (let decision = 0; decision < count; decision++) {
    const start = decision * units;
    const right =
      units === 1
        ? predictions[start] > 0.5 === labels[start] > 0.5
        : largest(predictions, start, units) === largest(labels, start, units);
    if (right) correct++;
  }
  return correct / count;
}

/** The position, counted from `start`, of the largest of `length` values. */
export function largest(values: ArrayLike<number>, start: number, length: number): number {
  let best = 0;
  for (let i = 1; i < length; i++) if (values[start + i] > values[start + best]) best = i;
  return best;
}
