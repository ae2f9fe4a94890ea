import { tf } from '../../engine';
import { UserError } from '../../project';
import { type Augmentation, chain } from './augmentation';

/**
 * Moves masks along with their images: the same flip, rotation, shift or crop for both, as an image turned by 10 degrees needs its mask
 * turned by 10 degrees. For changes that move pixels; those of brightness go beside it, as they must not change masks.
 *
 * A rotation or shift brings in pixels from outside of the image: black ones, which are of no class, so that no loss counts them.
 *
 * @returns an augmentation for labels `[batch, height, width, classes]`
 * @throws UserError for labels that are no masks of the images' size
 * @example await fit(model, crops, { augment: [withMasks([randomFlip(), randomRotation({ degrees: 15 })]), randomBrightness()] });
 */
export function withMasks(steps: Augmentation | readonly Augmentation[]): Augmentation {
  const moved = chain(steps);
  return {
    name: `${moved.name} with masks`,
    apply({ xs, ys }, draw) {
      if (ys.rank !== 4 || ys.shape[1] !== xs.shape[1] || ys.shape[2] !== xs.shape[2])
        throw new UserError(
          `withMasks takes masks of the size of their images: images have the shape [${xs.shape}], labels [${ys.shape}].`,
        );
      const channels = [xs.shape[3], ys.shape[3]] as number[];
      const together = tf.concat([xs, ys], 3); // one image with more channels
      const { xs: changed } = moved.apply({ xs: together, ys }, draw);
      const [images, masks] = tf.split(changed, channels, 3);
      return { xs: images, ys: masks };
    },
  };
}
