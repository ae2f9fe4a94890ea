import type { Image } from '../../maths';

/** A place on an image, in pixels: the middle of the first one is (0.5, 0.5). */
export interface Dot {
  y: number;
  x: number;
}

export interface Brush {
  /** of the stroke, in pixels */
  width: number;
  /** what it leaves, 0 (black) … 1 (white) */
  level: number;
}

/**
 * The image with a stroke from one place to another; its edges are soft, as those of photos and scanned digits are:
 *
 *     pixel ← (1 − c) pixel + c level,   c = clamp(width / 2 + 1/2 − distance of the pixel's middle from the stroke, 0, 1)
 *
 * A width of one pixel covers the one whose middle is hit, and half of none.
 */
export function stroked(image: Image, from: Dot, to: Dot, { width, level }: Brush): Image {
  const reach = width / 2 + 0.5;
  const [low, high] = [Math.min(from.y, to.y) - reach - 0.5, Math.max(from.y, to.y) + reach + 0.5];
  return image.map((row, y) => {
    if (y < low || y > high) return row;
    return row.map((pixel, x) => {
      const covered = Math.min(1, Math.max(0, reach - distance({ y: y + 0.5, x: x + 0.5 }, from, to)));
      return covered === 0 ? pixel : pixel.map((value) => (1 - covered) * value + covered * level);
    });
  });
}

/** From a place to the nearest one of a line. */
function distance(place: Dot, from: Dot, to: Dot): number {
  const [dy, dx] = [to.y - from.y, to.x - from.x];
  const length = dy ** 2 + dx ** 2;
  const along = length === 0 ? 0 : ((place.y - from.y) * dy + (place.x - from.x) * dx) / length;
  const share = Math.min(1, Math.max(0, along));
  return Math.hypot(place.y - from.y - share * dy, place.x - from.x - share * dx);
}
