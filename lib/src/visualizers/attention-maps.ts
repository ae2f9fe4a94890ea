import { checkOptions } from '../maths/options';
import { checkMatrix, type Image, type Matrix } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { blended } from './map-over-image';
import { toRaster } from './raster';

export const defaults = {
  /** side of a picture on the page, in pixels */
  size: 112,
};

/** One image, and what a network attends to in it. */
export interface AttendedImage {
  /** `[height, width, 1]` or `[height, width, 3]`, values 0…1 */
  image: Image;
  /** written above the image, such as its class */
  caption?: string;
  /** `[rows, columns]` each, any size, values from 0; of each head of a self-attention, say, or the map of CBAM */
  maps: Matrix[];
  /** one for each map, where images have other ones: the words of a caption, say. Default: those of the options */
  names?: readonly string[];
}

export interface AttentionMapsOptions {
  /** one for each map of an image, such as `head 1`; default: the number */
  names?: readonly string[];
  title?: string;
}

/**
 * Where a network looks: a row for each image, first the image, then each map laid over it, from grey (0) to yellow (the largest value
 * of that map).
 *
 * @throws UserError without an image or a map, for different numbers of maps, or for numbers that are negative or not finite
 * @example
 * const maps = attentionOf(model, images, 'block1_attention'); // [image][head][row][column]
 * await show(attentionMaps(images.map((image, i) => ({ image, maps: maps[i] })), { names: ['head 1', 'head 2'] }));
 */
export function attentionMaps(attended: readonly AttendedImage[], options: AttentionMapsOptions = {}): Figure {
  checkOptions(options, ['names', 'title'], 'attentionMaps');
  const count = attended?.[0]?.maps?.length;
  if (!count) throw new UserError('attentionMaps needs at least one image with a map: [{ image, maps: [map] }].');
  const { title = 'Where the network looks', names = attended[0].maps.map((_, i) => `map ${i + 1}`) } = options;
  const told: string[] = [];
  const panels = attended.flatMap(({ image, caption, maps, names: own = names }, row): Panel[] => {
    if (maps.length !== count)
      throw new UserError(
        `attentionMaps: image ${row} has ${maps.length} maps and image 0 has ${count}: give as many.`,
      );
    if (own.length !== count)
      throw new UserError(`attentionMaps got ${own.length} names for ${count} maps of an image: give one each.`);
    const of = caption ?? `image ${row + 1}`;
    return [
      { raster: toRaster(image, {}), caption: of, hover: of },
      ...maps.map((map, i): Panel => {
        checkMatrix(map, `map ${i} of image ${row}`);
        const values = map.flat();
        if (!values.every((value) => Number.isFinite(value) && value >= 0))
          throw new UserError(`attentionMaps: map ${i} of image ${row} has numbers that are negative or not finite.`);
        const largest = Math.max(...values);
        const sum = values.reduce((total, value) => total + value, 0);
        const share = shareOfMost(values, sum);
        told.push(`${of}, ${own[i]}: half of it on ${share} % of the image`);
        const hover = `${of}, ${own[i]}: half of the attention on ${share} % of the image`;
        return { raster: blended(image, map, largest), caption: own[i], hover };
      }),
    ];
  });
  const longest = Math.max(...attended.map(({ image }) => Math.max(image.length, image[0].length)));
  const { data, layout } = panelGrid(panels, { title, columns: count + 1, room: roomFor(longest, defaults.size) });
  return { data, layout, alt: `${title}: ${told.slice(0, 12).join('; ')}${told.length > 12 ? ' …' : ''}.` };
}

/** The smallest share of the cells, in percent, that holds half of the sum. */
function shareOfMost(values: readonly number[], sum: number): number {
  const sorted = [...values].sort((a, b) => b - a);
  let [held, cells] = [0, 0];
  while (held < sum / 2) held += sorted[cells++];
  return Math.round((100 * cells) / values.length);
}
