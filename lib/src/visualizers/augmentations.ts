import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { defaults as gridDefaults, type Panel, panelGrid, roomFor } from './grid';
import { toRaster } from './raster';

export const defaults = {
  /** side of an image on the page, in pixels: room for the name of an augmentation */
  size: 104,
  /** most images in a row, the original one among them */
  columns: 6,
};

/** What one augmentation made of an image. */
export interface AugmentedImages {
  /** such as `rotation ±15°` */
  name: string;
  /** each `[height, width, channels]`, values 0…1 */
  images: Image[];
}

export interface AugmentationsOptions {
  title?: string;
}

/**
 * An image, and beside it what augmentations made of it: a row for each.
 *
 * @param original `[height, width, 1]` or `[height, width, 3]`, values 0…1
 * @param rows at most five images each, as `augmentedImages` gives them
 * @throws UserError if there is nothing to draw
 * @example
 * const image = await photo('chelsea_cat', { size: [96, 96] });
 * await show(augmentations(image, augmentedImages([image], [randomFlip(), randomRotation({ degrees: 20 })])));
 */
export function augmentations(
  original: Image,
  rows: readonly AugmentedImages[],
  options: AugmentationsOptions = {},
): Figure {
  checkOptions(options, ['title'], 'augmentations');
  const most = defaults.columns - 1;
  if (!original?.length || !rows?.length || rows.some(({ images }) => !images?.length))
    throw new UserError('augmentations needs an image, and at least one row of images that were made of it.');
  const counts = rows.map(({ images }) => images.length);
  if (Math.max(...counts) > most || Math.min(...counts) < Math.max(...counts))
    throw new UserError(`augmentations needs as many images in each row, at most ${most}, got ${counts.join(', ')}.`);
  const panels = rows.flatMap(({ name, images }): Panel[] => [
    { raster: toRaster(original, {}), caption: 'original', hover: 'original' },
    ...images.map((image, i) => ({
      raster: toRaster(image, {}),
      caption: i === 0 ? name : undefined,
      hover: `${name}, ${i + 1} of ${images.length}`,
    })),
  ]);
  const columns = 1 + counts[0];
  const side = Math.max(original.length, original[0].length);
  const widest = Math.floor((gridDefaults.width + gridDefaults.gap) / columns) - gridDefaults.gap;
  const title = options.title ?? 'One image, changed anew each time';
  const { data, layout } = panelGrid(panels, { title, columns, room: roomFor(side, Math.min(defaults.size, widest)) });
  const list = rows.map(({ name, images }) => `${name} (${images.length})`);
  return { data, layout, alt: `${title}. An image, and beside it what was made of it by ${list.join(', ')}.` };
}
