import { checkOptions } from '../maths/options';
import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import { animated } from './animation';
import { baseLayout } from './colours';
import type { Figure, Frame } from './figure';
import { rounded } from './number-text';

export const defaults = {
  /** of the large image, and of the row of all images below it, in pixels */
  side: 300,
  row: 44,
  gap: 14,
  margin: { l: 20, r: 20, t: 52, b: 14 },
};

export interface LatentWalkOptions {
  /** what each step is called on the slider; default: its number, from 1 */
  names?: readonly string[];
  title?: string;
}

const black = [
  [0, '#000000'],
  [1, '#FFFFFF'],
] as const;

/**
 * A walk through a latent space: a slider moves from image to image, and all of them stand in a row below, so that the way is seen
 * without moving anything. It starts in the middle of the way.
 *
 * @param images grey ones `[height, width, 1]` of one size, values 0 … 1, in the order of the walk
 * @throws UserError for fewer than two images, other images, or names that do not fit
 * @example await show(latentWalk(images, { names: images.map((_, i) => `${i} / 10 of the way`) }));
 */
export function latentWalk(images: readonly Image[], options: LatentWalkOptions = {}): Figure {
  checkOptions(options, ['names', 'title'], 'latentWalk');
  if (!images || images.length < 2) throw new UserError('latentWalk needs at least two images, one for each step.');
  const { title = 'A walk through the latent space', names = images.map((_, i) => `${i + 1}`) } = options;
  if (names.length !== images.length)
    throw new UserError(`latentWalk got ${names.length} names for ${images.length} images: give one each.`);
  const [height, width] = [images[0].length, images[0][0]?.length];
  const fits = (image: Image) => image.length === height && image.every((row) => row.length === width);
  if (!images.every((image) => fits(image) && image[0][0].length === 1))
    throw new UserError('latentWalk takes grey images [height, width, 1] of one size.');
  const greys = images.map((image) => image.map((row) => row.map(([grey]) => rounded(grey, 2))));
  const { side, row, gap, margin } = defaults;
  const inner = Math.max(side, images.length * row);
  const total = side + gap + row;
  const heatmap = { type: 'heatmap', zmin: 0, zmax: 1, colorscale: black, showscale: false, hoverinfo: 'skip' };
  const together = Array.from({ length: height }, (_, y) => greys.flatMap((image) => image[y]));
  const hidden = { visible: false, fixedrange: true };
  const figure: Figure = {
    data: [
      { ...heatmap, name: 'step', z: greys[0] },
      { ...heatmap, name: 'all', z: together, xaxis: 'x2', yaxis: 'y2' },
    ],
    layout: {
      ...baseLayout(title, inner + margin.l + margin.r, total + margin.t + margin.b),
      margin,
      xaxis: { ...hidden, domain: [0.5 - side / inner / 2, 0.5 + side / inner / 2] },
      yaxis: { ...hidden, domain: [1 - side / total, 1], autorange: 'reversed' },
      xaxis2: { ...hidden, domain: [0, 1], anchor: 'y2' },
      yaxis2: { ...hidden, domain: [0, row / total], anchor: 'x2', autorange: 'reversed' },
    },
    alt: `${title}: ${images.length} images from ${names[0]} to ${names[names.length - 1]}, one for each step of a slider.`,
  };
  const frames = greys.map((z, i): Frame => ({ name: names[i], data: [{ z }], traces: [0] }));
  return animated(figure, frames, { shown: Math.floor(images.length / 2), prefix: 'step: ', stepDuration: 350 });
}
