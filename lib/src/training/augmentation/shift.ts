import { checkCount } from '../../models/layer-choices';
import { type Augmentation, ofImages } from './augmentation';
import { resampled } from './resampling';

export interface ShiftOptions {
  /** at most so many, in each of the four directions */
  pixels: number;
}

/**
 * Images moved by whole pixels, up to `pixels` up or down and left or right; zeros follow. It is what is also done as "pad with zeros,
 * then crop to the old size".
 *
 * @throws UserError unless pixels is a whole number from 1
 */
export function randomShift({ pixels }: ShiftOptions): Augmentation {
  checkCount(pixels, 'pixels of randomShift');
  return ofImages(`shift ±${pixels} px`, (images, draw) => {
    const by = () => draw.integer(2 * pixels + 1) - pixels;
    return resampled(images, () => [1, 0, by(), 0, 1, by()]);
  });
}
