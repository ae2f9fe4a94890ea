import { tf } from '../../engine';
import { type Random, random } from '../../maths/random';
import type { Image } from '../../maths/shapes';
import { checkCount } from '../../models/layer-choices';
import { UserError } from '../../project';
import { type Augmentation, augmentWith, chain } from './augmentation';

export const exampleDefaults = { count: 5, seed: 1 };

/**
 * What each augmentation makes of the first image, several times: to look at, with `augmentations`.
 *
 * @param images all of the same size `[height, width, channels]`, values 0 … 1; further ones are there for `mixup` to mix in
 * @returns for each augmentation its name and `count` images
 * @throws UserError for images of different sizes, or none
 */
export function augmentedImages(
  images: readonly Image[],
  steps: readonly Augmentation[],
  options: Partial<typeof exampleDefaults> = {},
): { name: string; images: Image[] }[] {
  const { count, seed } = { ...exampleDefaults, ...options };
  checkCount(count, 'count');
  const shapes = images.map((image) => [image.length, image[0]?.length, image[0]?.[0]?.length].join(' × '));
  if (images.length === 0 || shapes.some((shape) => shape !== shapes[0]))
    throw new UserError(`augmentedImages needs images of one size, got ${shapes.join(', ') || 'none'}.`);
  const draw: Random = random(`augmentation ${seed}`);
  return steps.map((step) => ({
    name: step.name,
    images: tf.tidy(() => {
      const all = tf.tensor4d([...Array<Image>(count).fill(images[0]), ...images.slice(1)]);
      const { xs } = augmentWith({ xs: all, ys: tf.zeros([all.shape[0], 1]) }, chain(step), draw);
      return (xs.arraySync() as Image[]).slice(0, count);
    }),
  }));
}
