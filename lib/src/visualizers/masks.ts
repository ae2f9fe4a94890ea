import { checkOptions } from '../maths/options';
import { checkMatrix, checkSameShape, type Image, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import { series } from './colours';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { type Raster, toRaster } from './raster';

export const defaults = {
  /** side of an image on the page, in pixels */
  size: 216,
  /** how much of a pixel is the colour of its mask, 0…1; the rest is the image */
  strength: 0.55,
};

/** One segmentation of the image. */
export interface SegmentationMask {
  /** 'truth', 'U-Net, Dice 0.91' */
  name: string;
  /** `[height, width]` of the image: 0 for the ground, other whole numbers for classes or instances */
  mask: Matrix;
}

export interface MasksOptions {
  title?: string;
}

/**
 * An image and beside it its segmentations, laid over it in colour. Each class or instance has its colour, the edges between them are
 * drawn full.
 *
 * @param image `[height, width, 1]` or `[height, width, 3]`, values 0…1
 * @throws UserError without masks; ShapeError for one of another size
 * @example await show(masks(set.image(0), [{ name: 'instances', mask: set.instanceMask(0) }]))
 */
export function masks(image: Image, segmentations: readonly SegmentationMask[], options: MasksOptions = {}): Figure {
  checkOptions(options, ['title'], 'masks');
  if (!segmentations?.length) throw new UserError("masks needs at least one mask: [{ name: 'truth', mask }].");
  const { title = 'Segmentation' } = options;
  const shape = [image.length, image[0].length];
  for (const { name, mask } of segmentations)
    checkSameShape(checkMatrix(mask, `mask of ${name}`), shape, `mask of ${name}`, 'that of the image');
  const panels: Panel[] = [
    { raster: toRaster(image, {}), caption: 'image', hover: 'the image' },
    ...segmentations.map(({ name, mask }) => ({
      raster: overlaid(image, mask),
      caption: name,
      hover: told(name, mask),
    })),
  ];
  const { data, layout } = panelGrid(panels, { title, room: roomFor(Math.max(...shape), defaults.size) });
  return { data, layout, alt: `${title}: ${segmentations.map(({ name, mask }) => told(name, mask)).join('; ')}.` };
}

function overlaid(image: Image, mask: Matrix): Raster {
  const [height, width] = [image.length, image[0].length];
  const pixels = new Uint8Array(3 * height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const of = mask[y][x];
      const isEdge = [mask[y - 1]?.[x], mask[y + 1]?.[x], mask[y][x - 1], mask[y][x + 1]].some(
        (other) => other !== undefined && other !== of,
      );
      const share = of === 0 ? 0 : isEdge ? 1 : defaults.strength;
      const colour = of === 0 ? [0, 0, 0] : inBytes(series[(of - 1) % series.length]);
      for (let c = 0; c < 3; c++) {
        const level = 255 * Math.min(1, Math.max(0, image[y][x][c % image[y][x].length]));
        pixels[3 * (y * width + x) + c] = Math.round(share * colour[c] + (1 - share) * level);
      }
    }
  }
  return { width, height, depth: 3, pixels };
}

/** '#0072B2' as red, green, blue. */
function inBytes(colour: string): number[] {
  return [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));
}

function told(name: string, mask: Matrix): string {
  const all = mask.flat();
  const kinds = new Set(all.filter((of) => of !== 0)).size;
  const covered = all.filter((of) => of !== 0).length / all.length;
  return `${name}: ${kinds} region${kinds === 1 ? '' : 's'} on ${Math.round(100 * covered)} % of the image`;
}
