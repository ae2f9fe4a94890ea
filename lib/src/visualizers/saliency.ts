import { checkOptions } from '../maths/options';
import { checkMatrix, type Image, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { blended, endOf } from './map-over-image';
import { short } from './number-text';
import { toRaster } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels */
  size: 216,
};

/** One way to ask which pixels count. */
export interface SaliencyMap {
  /** 'occlusion', 'gradient', 'Grad-CAM' */
  name: string;
  /** `[rows, columns]`, any size; the map is stretched over the image. Larger numbers: counts more. Negative ones are drawn as 0 */
  map: Matrix;
}

export interface SaliencyOptions {
  /** the class that is asked about */
  className?: string;
  title?: string;
}

/**
 * Which part of an image counts for a class: the image, and beside it one picture for each map, blended over the grey image. Each map
 * has its own scale, from 0 (the image alone) to the value that 99 % of the map lie below (yellow).
 *
 * @param image `[height, width, 1]` or `[height, width, 3]`, values 0…1
 * @param maps of `occlusionMap`, `gradientMap` or `gradCam`
 * @throws UserError without a map, or for one with numbers that are not finite
 * @example await show(saliency(image, [{ name: 'Grad-CAM', map: gradCam(model, image, { layer: 'conv5' }) }]))
 */
export function saliency(image: Image, maps: readonly SaliencyMap[], options: SaliencyOptions = {}): Figure {
  checkOptions(options, ['className', 'title'], 'saliency');
  if (!maps?.length) throw new UserError("saliency needs at least one map: [{ name: 'occlusion', map }].");
  const { className, title = className ? `What counts for "${className}"` : 'What counts' } = options;
  for (const { name, map } of maps) {
    checkMatrix(map, `map of ${name}`);
    if (!map.every((row) => row.every(Number.isFinite))) {
      throw new UserError(`saliency: the map of ${name} has numbers that are not finite.`);
    }
  }
  const panels: Panel[] = [
    { raster: toRaster(image, {}), caption: 'image', hover: 'the image' },
    ...maps.map(({ name, map }): Panel => {
      const { value, place } = strongest(map);
      return {
        raster: blended(image, map, endOf(map)),
        caption: name,
        hover: `${name}: strongest ${place}, ${short(value)}`,
      };
    }),
  ];
  const room = roomFor(Math.max(image.length, image[0].length), defaults.size);
  const { data, layout } = panelGrid(panels, { title, room });
  const told = maps.map(({ name, map }) => `${name} is strongest ${strongest(map).place}`);
  return { data, layout, alt: `${title}: ${told.join('; ')}.` };
}

/** The largest value, and where it is in words. */
function strongest(map: Matrix): { value: number; place: string } {
  let [value, row, column] = [Number.NEGATIVE_INFINITY, 0, 0];
  map.forEach((line, y) => {
    line.forEach((one, x) => {
      if (one > value) [value, row, column] = [one, y, x];
    });
  });
  const third = (index: number, length: number) => Math.min(2, Math.floor((3 * (index + 0.5)) / length));
  const vertical = ['at the top', 'in the middle', 'at the bottom'][third(row, map.length)];
  const horizontal = [' left', '', ' right'][third(column, map[0].length)];
  return { value, place: `${vertical}${horizontal}` };
}
