import type { Image, Matrix } from '../maths/shapes';
import { type Raster, scaleColour } from './raster';

export const defaults = {
  /** how much of a picture is the map where the map is strongest, 0…1; the rest is the image in grey */
  strength: 0.75,
  /** share of a map's values that the scale spans; a few outliers, of which gradients have many, are drawn as its end */
  span: 0.99,
};

/** The image in grey, and over it Cividis, the more of it the larger the value. */
export function blended(image: Image, map: Matrix, end: number): Raster {
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
export function endOf(map: Matrix): number {
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
