import { tf } from '../../engine';
import { type Augmentation, checkAmount, ofImages, perImage } from './augmentation';

export const brightnessDefaults = { amount: 0.2 };

/**
 * x + δ for each image, with δ from −amount to amount, and what leaves 0 … 1 brought back to it.
 *
 * @throws UserError unless amount is from 0 to 1
 */
export function randomBrightness(options: Partial<typeof brightnessDefaults> = {}): Augmentation {
  const { amount } = { ...brightnessDefaults, ...options };
  checkAmount(amount, 'amount of randomBrightness', 1);
  return ofImages(`brightness ±${amount}`, (images, draw) => {
    const change = perImage(images, () => draw.uniform(-amount, amount));
    return tf.clipByValue(tf.add(images, change), 0, 1);
  });
}
