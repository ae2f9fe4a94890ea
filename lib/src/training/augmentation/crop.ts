import { UserError } from '../../project';
import { type Augmentation, checkAmount, ofImages } from './augmentation';
import { resampled } from './resampling';

export const cropDefaults = { share: 0.8 };

/**
 * A window cut out at a random place, and enlarged to the size of the image.
 *
 * @param options share: of height and width that the smallest window has; larger ones are as likely. Default: 0.8
 * @throws UserError unless share is above 0 and at most 1
 */
export function randomCrop(options: Partial<typeof cropDefaults> = {}): Augmentation {
  const { share } = { ...cropDefaults, ...options };
  if (checkAmount(share, 'share of randomCrop', 1) === 0)
    throw new UserError('share of randomCrop must be above 0, got 0.');
  return ofImages(`crop from ${Math.round(100 * share)} %`, (images, draw) => {
    const [, height, width] = images.shape;
    return resampled(
      images,
      () => {
        const scale = draw.uniform(share, 1);
        // Pixel i covers i … i + 1, so that its centre is at i + ½.
        const from = (side: number) => draw.uniform(0, side * (1 - scale)) + scale / 2 - 0.5;
        return [scale, 0, from(width), 0, scale, from(height)];
      },
      'edge',
    );
  });
}
