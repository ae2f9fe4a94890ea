import type { Image } from '../maths/shapes';

/**
 * The same picture with another number of pixels: `[height, width, channels]`.
 *
 * Each new pixel is a weighted mean of the old ones around the place where its centre lies, first along the rows, then
 * along the columns. The weights fall off in a straight line, 1 − |distance| / reach. When enlarging, the reach is one
 * old pixel: that is bilinear interpolation. When shrinking, it grows to one new pixel, so that every old pixel counts
 * and fine stripes turn grey instead of making false patterns.
 */
export function resize(image: Image, height: number, width: number): Image {
  const rows = neighbourhoods(image.length, height);
  const columns = neighbourhoods(image[0].length, width);
  const channels = image[0][0].length;
  const narrow = image.map((row) => columns.map((near) => blend(near, (x) => row[x], channels))); // [oldHeight, width, channels]
  return rows.map((near) => columns.map((_, x) => blend(near, (y) => narrow[y][x], channels))); // [height, width, channels]
}

/**
 * The middle of a picture, as large as possible in the proportion height : width. What is cut off is the same on both
 * sides, up to one pixel.
 */
export function cropToShape(image: Image, height: number, width: number): Image {
  const [oldHeight, oldWidth] = [image.length, image[0].length];
  const scale = Math.min(oldHeight / height, oldWidth / width);
  const keptHeight = Math.max(1, Math.round(height * scale));
  const keptWidth = Math.max(1, Math.round(width * scale));
  const top = Math.floor((oldHeight - keptHeight) / 2);
  const left = Math.floor((oldWidth - keptWidth) / 2);
  return image.slice(top, top + keptHeight).map((row) => row.slice(left, left + keptWidth));
}

/** The old pixels that one new pixel is made of: `first`, `first + 1`, …, with weights that add up to 1. */
export interface Neighbourhood {
  first: number;
  weights: number[];
}

/** For each of `newSize` pixels in a row, the old pixels that it is made of. */
export function neighbourhoods(oldSize: number, newSize: number): Neighbourhood[] {
  const scale = oldSize / newSize;
  const reach = Math.max(1, scale);
  return Array.from({ length: newSize }, (_, i) => {
    // Pixel i covers i … i + 1, so its centre is at i + 0.5: in both pictures.
    const centre = (i + 0.5) * scale - 0.5;
    const first = Math.max(0, Math.ceil(centre - reach));
    const last = Math.min(oldSize - 1, Math.floor(centre + reach));
    const weights: number[] = [];
    for (let old = first; old <= last; old++) weights.push(1 - Math.abs(old - centre) / reach);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}

function blend({ first, weights }: Neighbourhood, pixel: (i: number) => number[], channels: number): number[] {
  const mean = new Array<number>(channels).fill(0);
  weights.forEach((weight, i) => {
    const old = pixel(first + i);
    for (let c = 0; c < channels; c++) mean[c] += weight * old[c];
  });
  return mean;
}
