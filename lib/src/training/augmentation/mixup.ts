import { tf } from '../../engine';
import type { Random } from '../../maths/random';
import { checkPositive } from '../../models/layer-choices';
import { type Augmentation, perImage } from './augmentation';

export const mixupDefaults = { alpha: 0.2 };

/**
 * Each example mixed with another one of its batch, labels too: x = λ x + (1 − λ) x′ and y = λ y + (1 − λ) y′, λ from the Beta
 * distribution B(α, α). For small α, most λ are near 0 or 1.
 *
 * H. Zhang, M. Cisse, Y. Dauphin and D. Lopez-Paz, "mixup: beyond empirical risk minimization", 2018.
 *
 * @throws UserError unless alpha is above 0
 */
export function mixup(options: Partial<typeof mixupDefaults> = {}): Augmentation {
  const { alpha } = { ...mixupDefaults, ...options };
  checkPositive(alpha, 'alpha of mixup');
  return {
    name: `mixup α = ${alpha}`,
    apply({ xs, ys }, draw) {
      const images = xs as tf.Tensor4D;
      const share = perImage(images, () => beta(alpha, draw)); // [batch, 1, 1, 1]
      const order = draw.shuffle(Array.from({ length: images.shape[0] }, (_, i) => i));
      const others = tf.tensor1d(order, 'int32');
      const mix = (values: tf.Tensor) => {
        const own = tf.reshape(share, [-1, ...values.shape.slice(1).map(() => 1)]);
        const other = tf.gather(values, others);
        return tf.add(other, tf.mul(own, tf.sub(values, other)));
      };
      return { xs: mix(images), ys: mix(ys) };
    },
  };
}

/** A number of the Beta distribution B(α, α): G / (G + G′) of two numbers of the Gamma distribution. */
function beta(alpha: number, draw: Random): number {
  const [first, second] = [gamma(alpha, draw), gamma(alpha, draw)];
  // For tiny α both may be too small for a number; then one of the ends is as good as always.
  return first + second > 0 ? first / (first + second) : draw.integer(2);
}

/**
 * A number of the Gamma distribution with shape `alpha` and scale 1.
 *
 * G. Marsaglia and W. W. Tsang, "A simple method for generating gamma variables", 2000.
 */
function gamma(alpha: number, draw: Random): number {
  if (alpha < 1) return gamma(alpha + 1, draw) * draw.uniform() ** (1 / alpha);
  const d = alpha - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = draw.normal();
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - draw.uniform()) < (x * x) / 2 + d - d * v + d * Math.log(v)) return d * v;
  }
}
