import { tf } from '../engine';

/** The losses of a GAN on the discriminator's logits, means over the batch. */
export const ganLosses = {
  /**
   * −(1 − s) log σ(r) − s log(1 − σ(r)), mean over the logits r of real images, plus −log(1 − σ(m)), mean over those of made ones.
   * @param smoothing s
   */
  discriminator: (real: tf.Tensor, made: tf.Tensor, smoothing = 0): tf.Scalar =>
    tf.tidy(() => tf.add(crossEntropy(real, 1 - smoothing), crossEntropy(made, 0)) as tf.Scalar),
  /** −log σ(m), mean over the logits m of made images: the non-saturating loss */
  generator: (made: tf.Tensor): tf.Scalar => tf.tidy(() => crossEntropy(made, 1)),
};

/** −y log σ(l) − (1 − y) log(1 − σ(l)) = max(l, 0) − l y + log(1 + e^−|l|), which no logit makes infinite; mean over all. */
function crossEntropy(logits: tf.Tensor, label: number): tf.Scalar {
  const rest = tf.log(tf.add(tf.exp(tf.neg(tf.abs(logits))), 1));
  return tf.mean(tf.add(tf.sub(tf.relu(logits), tf.mul(logits, label)), rest)) as tf.Scalar;
}
