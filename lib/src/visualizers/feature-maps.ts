import type { Image } from '../maths/shapes';
import { UserError } from '../project';
import type { Figure } from './figure';
import { type Panel, panelGrid, roomFor } from './grid';
import { short } from './number-text';
import { type ColourScale, toRaster } from './raster';

export const defaults = {
  /** side of a map on the page, in pixels: of a few maps, of more than 16, of more than 36 */
  sizes: [118, 96, 76],
  /** most maps drawn; the title says how many are left out */
  limit: 64,
  /** each map from its smallest to its largest value */
  scale: 'own' as 'own' | 'shared',
};

export interface FeatureMapsOptions {
  /** a name for each channel, such as the kernel that made it; default: its index */
  labels?: string[];
  /** default: as many as fit on the page */
  columns?: number;
  /** the image that the maps were made from, drawn first; grey or rgb, values 0…1 */
  input?: Image;
  /** `own`: each map from its smallest to its largest value; `shared`: one scale and a colour bar for all */
  scale?: 'own' | 'shared';
  /** default: `signed` where a value is negative, else `value` */
  colours?: Exclude<ColourScale, 'rgb'>;
  title?: string;
  /** side of a map on the page, in pixels */
  size?: number;
  limit?: number;
}

/**
 * The channels of a layer's output as pictures, one a channel.
 *
 * Blue is negative, light grey zero, orange positive (a scale symmetrical about zero); maps without negative values, as
 * after ReLU, go from dark blue (smallest) to yellow (largest). Pictures are PNG data, so that a page of maps stays
 * under 300 KB; large maps are shown smaller.
 *
 * @param maps `[height, width, channels]`, the output of `conv2d` or `pool2d`, any unit; or a list of outputs, which may
 * differ in size: all are drawn equally large, so that one can count the pixels
 * @example await show(featureMaps(conv2d(image, filters), { labels: ['sobelX', 'sobelY'], input: image }))
 */
export function featureMaps(maps: Image | Image[], options: FeatureMapsOptions = {}): Figure {
  const outputs = isList(maps) ? maps : [maps];
  for (const output of outputs) {
    if (!output?.[0]?.[0]?.length) {
      throw new UserError(
        'featureMaps needs maps of shape [height, width, channels], at least one pixel and one channel.',
      );
    }
  }
  const all = outputs.flatMap(splitChannels);
  const channels = all.length;
  const { labels, input, scale = defaults.scale, limit = defaults.limit } = options;
  if (labels && labels.length !== channels) {
    throw new UserError(`featureMaps got ${labels.length} labels for ${channels} channels: give one a channel.`);
  }
  const drawn = all.slice(0, limit).map((values, c) => ({ name: labels?.[c] ?? `map ${c}`, values, ...range(values) }));
  const least = Math.min(...drawn.map((map) => map.min));
  const most = Math.max(...drawn.map((map) => map.max));
  const colourScale = options.colours ?? (least < 0 ? 'signed' : 'value');
  const shared = {
    scale: colourScale,
    ...(colourScale === 'signed' ? symmetrical(least, most) : { min: least, max: most }),
  };
  const size = options.size ?? defaults.sizes[drawn.length > 36 ? 2 : drawn.length > 16 ? 1 : 0];
  const panels: Panel[] = drawn.map(({ name, values, min, max }) => ({
    raster: toRaster(values, scale === 'shared' ? shared : { scale: colourScale, min, max }),
    caption: name,
    hover: `${name}\nsmallest ${short(min)}, largest ${short(max)}`,
  }));
  if (input) {
    const name = `input, ${input.length}×${input[0].length}`;
    panels.unshift({ raster: toRaster(input, {}), caption: 'input', hover: name });
  }
  const count = channels > drawn.length ? `${drawn.length} of ${channels}` : String(channels);
  const sizes = new Set(drawn.map(({ values }) => `${values.length}×${values[0].length}`));
  const what = `${count} feature map${channels === 1 ? '' : 's'}, ${[...sizes].join(', ')}`;
  const { data, layout } = panelGrid(panels, {
    title: options.title ?? what,
    columns: options.columns,
    room: roomFor(Math.max(...drawn.map(({ values }) => Math.max(values.length, values[0].length))), size),
    bar: scale === 'shared' ? shared : undefined,
  });
  return { data, layout, alt: describe(what, drawn, scale, input) };
}

/** An image is three arrays deep, a list of images four. */
function isList(maps: Image | Image[]): maps is Image[] {
  return Array.isArray(maps?.[0]?.[0]?.[0]);
}

/** One matrix `[height, width]` a channel. */
function splitChannels(maps: Image): number[][][] {
  return maps[0][0].map((_, c) => maps.map((row) => row.map((pixel) => pixel[c])));
}

interface Drawn {
  name: string;
  min: number;
  max: number;
}

function describe(what: string, maps: Drawn[], scale: 'own' | 'shared', input?: Image): string {
  const brightest = maps.reduce((best, map) => (map.max > best.max ? map : best));
  const lowest = maps.reduce((best, map) => (map.min < best.min ? map : best));
  const empty = maps.filter((map) => map.min === 0 && map.max === 0).map((map) => map.name);
  return [
    `${what}${input ? `, after the input image of ${input.length}×${input[0].length}` : ''}.`,
    scale === 'own' ? 'Each has its own scale.' : 'All share one scale.',
    `Smallest value ${short(lowest.min)} in ${lowest.name}, largest ${short(brightest.max)} in ${brightest.name}.`,
    empty.length ? `Zero everywhere: ${empty.join(', ')}.` : '',
  ]
    .filter(Boolean)
    .join(' ');
}

function range(values: number[][]): { min: number; max: number } {
  let min = Number.POSITIVE_INFINITY;
  let max = Number.NEGATIVE_INFINITY;
  for (const row of values) {
    for (const value of row) {
      if (value < min) min = value;
      if (value > max) max = value;
    }
  }
  return min <= max ? { min, max } : { min: 0, max: 0 };
}

function symmetrical(min: number, max: number): { min: number; max: number } {
  const size = Math.max(-min, max);
  return { min: -size, max: size };
}
