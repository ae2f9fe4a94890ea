import { tf } from '../../engine';
import { UserError } from '../../project';
import type { LossFunction } from '../losses';

/** Keeps logarithms finite where a probability is 0. */
const epsilon = 1e-7;

/** Keeps Dice finite for a class that is neither there nor predicted. */
const smoothing = 1;

/**
 * Cross-entropy of each pixel, mean over all pixels, with a weight for each class: rare ones would else be outvoted by the ground.
 *
 *     Σ_pixels w_c(pixel) · −log p_c(pixel)  /  Σ_pixels w_c(pixel),   c the true class
 *
 * @param classWeights `[classes]`, numbers above 0; 1 for each unless given
 * @returns a loss for `fit`: labels `[batch, height, width, classes]` one-hot, predictions of that shape, probabilities
 * @throws UserError for weights that cannot be; the loss throws it if there are not as many as classes
 */
export function pixelCrossEntropy(classWeights?: readonly number[]): LossFunction {
  if (classWeights && !(classWeights.length > 0 && classWeights.every((weight) => weight > 0 && weight < Infinity)))
    throw new UserError(`classWeights must be numbers above 0, one a class, got [${classWeights.join(', ')}].`);
  return (labels, predictions) =>
    tf.tidy(() => {
      const classes = labels.shape[labels.rank - 1];
      if (classWeights && classWeights.length !== classes)
        throw new UserError(`There are ${classes} classes, but ${classWeights.length} classWeights: give one a class.`);
      const weighted = classWeights ? tf.mul(labels, tf.tensor1d([...classWeights])) : labels;
      const surprise = tf.neg(tf.sum(tf.mul(weighted, tf.log(tf.add(predictions, epsilon)))));
      return tf.div(surprise, tf.sum(weighted)) as tf.Scalar;
    });
}

/**
 * 1 − Dice with probabilities in place of masks, mean over the classes: it looks at how well regions agree, and not at how many pixels a
 * class has.
 *
 *     1 − mean_c (2 Σ y_c p_c + 1) / (Σ y_c + Σ p_c + 1),   sums over the pixels of the batch
 *
 * @param labels `[batch, height, width, classes]` one-hot
 * @param predictions of the same shape, probabilities
 * @see Milletari, Navab and Ahmadi, V-Net, 2016
 */
export function diceLoss(labels: tf.Tensor, predictions: tf.Tensor): tf.Scalar {
  return tf.tidy(() => {
    const axes = labels.shape.slice(0, -1).map((_, axis) => axis);
    const both = tf.sum(tf.mul(labels, predictions), axes); // [classes]
    const either = tf.add(tf.sum(labels, axes), tf.sum(predictions, axes));
    const agreement = tf.div(tf.add(tf.mul(2, both), smoothing), tf.add(either, smoothing));
    return tf.sub(1, tf.mean(agreement)) as tf.Scalar;
  });
}

/** {@link pixelCrossEntropy} plus {@link diceLoss}: the first learns from every pixel, the second minds what is measured in the end. */
export function crossEntropyWithDice(classWeights?: readonly number[]): LossFunction {
  const crossEntropy = pixelCrossEntropy(classWeights);
  return (labels, predictions) =>
    tf.tidy(() => tf.add(crossEntropy(labels, predictions), diceLoss(labels, predictions)) as tf.Scalar);
}
