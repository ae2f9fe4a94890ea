import { UserError } from '../../project';
import { type Augmentation, checkAmount, ofImages } from './augmentation';
import { type PixelMap, resampled } from './resampling';

export const flipDefaults = { axis: 'horizontal' as 'horizontal' | 'vertical', probability: 0.5 };

/**
 * Left and right swapped (`horizontal`), or top and bottom (`vertical`), for a random share of the images.
 *
 * @throws UserError for another axis, or a probability that is none
 */
export function randomFlip(options: Partial<typeof flipDefaults> = {}): Augmentation {
  const { axis, probability } = { ...flipDefaults, ...options };
  checkAmount(probability, 'probability of randomFlip', 1);
  if (axis !== 'horizontal' && axis !== 'vertical')
    throw new UserError(`axis of randomFlip must be 'horizontal' or 'vertical', got ${JSON.stringify(axis)}.`);
  return ofImages(`${axis} flip`, (images, draw) => {
    const [, height, width] = images.shape;
    const same: PixelMap = [1, 0, 0, 0, 1, 0];
    const swapped: PixelMap = axis === 'horizontal' ? [-1, 0, width - 1, 0, 1, 0] : [1, 0, 0, 0, -1, height - 1];
    return resampled(images, () => (draw.uniform() < probability ? swapped : same));
  });
}
