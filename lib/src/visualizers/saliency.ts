import { checkOptions } from '../maths/options';
import { checkMatrix, type Image, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { short } from './number-text';
import { type Raster, scaleColour, toRaster } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels */
  size: 216,
  /** how much of a picture is the map where the map is strongest, 0…1; the rest is the image in grey */
  strength: 0.75,
  /** share of a map's values that the scale spans; a few outliers, of which gradients have many, are drawn as its end */
  span: 0.99,
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

/** The image in grey, and over it Cividis, the more of it the larger the value. */
function blended(image: Image, map: Matrix, end: number): Raster {
  const [height, width] = [image.length, image[0].length];
  const pixels = new Uint8Array(3 * height * width);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const strength = end > 0 ? sample(map, (y + 0.5) / height, (x + 0.5) / width) / end : 0;
      const value = Math.min(1, Math.max(0, strength));
      const colour = scaleColour('value', value);
      const grey = 255 * greyOf(image[y][x]);
      const share = defaults.strength * value;
      for (let c = 0; c < 3; c++) {
        pixels[3 * (y * width + x) + c] = Math.round(share * colour[c] + (1 - share) * grey);
      }
    }
  }
  return { width, height, depth: 3, pixels };
}

/** Where the scale of a map ends: most of its values lie below. */
function endOf(map: Matrix): number {
  const values = map.flat().sort((a, b) => a - b);
  return Math.max(0, values[Math.ceil(defaults.span * values.length) - 1]);
}

/** Luminance as of ITU-R BT.601. */
function greyOf(pixel: number[]): number {
  const value = pixel.length === 3 ? 0.299 * pixel[0] + 0.587 * pixel[1] + 0.114 * pixel[2] : pixel[0];
  return Math.min(1, Math.max(0, value));
}

/** The map at a place 0…1 from top and left, bilinear between the middles of its cells. */
function sample(map: Matrix, down: number, right: number): number {
  const at = (share: number, length: number) => Math.min(length - 1, Math.max(0, share * length - 0.5));
  const [y, x] = [at(down, map.length), at(right, map[0].length)];
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [bottom, end] = [Math.min(top + 1, map.length - 1), Math.min(left + 1, map[0].length - 1)];
  const mix = (a: number, b: number, share: number) => a + (b - a) * share;
  return mix(mix(map[top][left], map[top][end], x - left), mix(map[bottom][left], map[bottom][end], x - left), y - top);
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
