import { tf } from '../../engine';
import { type Augmentation, checkAmount, ofImages, perImage } from './augmentation';

export const contrastDefaults = { amount: 0.3 };

/**
 * m + c (x − m) for each image, with m its mean and c from 1 − amount to 1 + amount, and what leaves 0 … 1 brought back to it.
 *
 * @throws UserError unless amount is from 0 to 1
 */
export function randomContrast(options: Partial<typeof contrastDefaults> = {}): Augmentation {
  const { amount } = { ...contrastDefaults, ...options };
  checkAmount(amount, 'amount of randomContrast', 1);
  return ofImages(`contrast ±${amount}`, (images, draw) => {
    const factor = perImage(images, () => draw.uniform(1 - amount, 1 + amount));
    const mean = tf.mean(images, [1, 2, 3], true);
    return tf.clipByValue(tf.add(mean, tf.mul(factor, tf.sub(images, mean))), 0, 1);
  });
}
