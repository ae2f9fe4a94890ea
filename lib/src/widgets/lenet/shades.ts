import type { Image } from '../../maths';
import { type ColourScale, type RasterOptions, scaleColour } from '../../visualizers/raster';
import type { Drawn } from './state';

/** How numbers become colours, with both ends of the scale. */
export interface Shades extends RasterOptions {
  scale: Exclude<ColourScale, 'rgb'>;
  min: number;
  max: number;
}

export const imageShades: Shades = { scale: 'grey', min: 0, max: 1 };

const known = new WeakMap<Image, Shades>();

/** One scale for all maps: from 0 up, or blue below 0 and orange above where there is both. */
export function shadesOf(maps: Image): Shades {
  const made = known.get(maps) ?? shadesBetween(maps);
  known.set(maps, made);
  return made;
}

export const shadesFor = (values: number[]): Shades => shadesBetween([[values]]);

function shadesBetween(maps: Image): Shades {
  let [low, high] = [0, 0];
  for (const row of maps)
    for (const pixel of row)
      for (const value of pixel) {
        if (value < low) low = value;
        if (value > high) high = value;
      }
  const size = Math.max(high, -low, 1e-6);
  return low < 0 ? { scale: 'signed', min: -size, max: size } : { scale: 'value', min: 0, max: size };
}

/** Those of what a layer sees: the image itself is grey. */
export const seenShades = (layer: Drawn, n: number): Shades => (n === 0 ? imageShades : shadesOf(layer.seen));

/** Black or white, whichever reads better on the colour of a value. */
export function inkOn({ scale, min, max }: Shades, value: number): string {
  const light = scaleColour(scale, (value - min) / (max - min)).map((byte) => (byte / 255) ** 2.2);
  const luminance = 0.2126 * light[0] + 0.7152 * light[1] + 0.0722 * light[2];
  return luminance > 0.18 ? '#000000' : '#FFFFFF'; // where both have the same contrast
}
