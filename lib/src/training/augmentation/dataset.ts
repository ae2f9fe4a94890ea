import { ImageDataset } from '../../datasets/image-dataset';
import { random } from '../../maths/random';
import { exampleSource } from '../examples';
import { type Augmentation, augmentWith, chain } from './augmentation';

/** Images that are changed together. */
const batchSize = 500;

/**
 * An image set in which every image was changed once, for good: a harder task than the one that it came from, such as clothes that lie at
 * any angle. (`fit`'s `augment` changes the images anew each time that they are learnt from.)
 *
 * @param steps which keep the labels as they are: not `mixup`
 * @param seed the same seed gives the same images; default: 1
 * @throws UserError for what is no augmentation
 * @example const turned = augmentedDataset(test, randomRotation({ degrees: 180 }));
 */
export function augmentedDataset(
  images: ImageDataset,
  steps: Augmentation | readonly Augmentation[],
  seed: number | string = 1,
): ImageDataset {
  const step = chain(steps);
  const draw = random(`augmentation ${seed}`);
  const source = exampleSource(images, 'images');
  const pixels = new Uint8Array(images.pixels.length);
  const size = images.pixels.length / images.count;
  for (let from = 0; from < images.count; from += batchSize) {
    const count = Math.min(batchSize, images.count - from);
    const batch = source.batch(Array.from({ length: count }, (_, i) => from + i));
    const changed = augmentWith(batch, step, draw);
    const values = changed.xs.dataSync();
    for (let i = 0; i < values.length; i++)
      pixels[from * size + i] = Math.round(255 * Math.min(1, Math.max(0, values[i])));
    for (const { xs, ys } of [batch, changed]) {
      xs.dispose();
      ys.dispose();
    }
  }
  const { name, classNames, height, width, channels, labels } = images;
  return new ImageDataset({ name: `${name}, ${step.name}`, classNames, height, width, channels, pixels, labels });
}
