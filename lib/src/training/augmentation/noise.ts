import { tf } from '../../engine';
import { type Augmentation, checkAmount, ofImages } from './augmentation';

export const noiseDefaults = { deviation: 0.2 };

/**
 * x + ε with normal ε for each value, brought back to 0 … 1: damage that a denoising auto-encoder learns to repair. The labels stay, so
 * with the images themselves as labels the network sees damaged ones and is to give whole ones.
 *
 * @throws UserError unless deviation is from 0 to 1
 */
export function addNoise(options: Partial<typeof noiseDefaults> = {}): Augmentation {
  const { deviation } = { ...noiseDefaults, ...options };
  checkAmount(deviation, 'deviation of addNoise', 1);
  return ofImages(`noise ${deviation}`, (images, draw) => {
    // a loop: Float32Array.from takes half as long again, and this is the most that an augmentation has to do
    const noise = new Float32Array(images.size);
    for (let i = 0; i < noise.length; i++) noise[i] = draw.normal(0, deviation);
    return tf.clipByValue(tf.add(images, tf.tensor(noise, images.shape)), 0, 1);
  });
}
