import { checkWhole } from './options';
import { checkImage, describe, type Image, ShapeError } from './shapes';

/**
 * Left and right swapped, as in a mirror.
 *
 *     result[y][x] = image[y][width − 1 − x]
 *
 * @param image `[height, width, channels]`
 * @returns same shape
 * @example flipImage([[[1], [2], [3]]]) // [[[3], [2], [1]]]
 */
export function flipImage(image: Image): Image {
  checkImage(image);
  return image.map((row) => row.map((_, x) => [...row[row.length - 1 - x]]));
}

/**
 * A window cut out of an image.
 *
 *     result[y][x] = image[top + y][left + x]
 *
 * @param image `[height, width, channels]`
 * @param top row of the image that becomes the first
 * @param left column of the image that becomes the first
 * @returns `[height, width, channels]` of the window
 * @throws ShapeError if the window does not lie within the image
 * @example cropImage([[[1], [2], [3]]], 0, 1, 1, 2) // [[[2], [3]]]
 */
export function cropImage(image: Image, top: number, left: number, height: number, width: number): Image {
  const [rows, columns] = checkImage(image);
  checkWhole(top, 'top', 0);
  checkWhole(left, 'left', 0);
  if (top + checkWhole(height, 'height', 1) > rows || left + checkWhole(width, 'width', 1) > columns) {
    throw new ShapeError(
      `window: expected one within the image, ${rows}×${columns}, got ${height}×${width} at row ${top}, column ${left}.`,
    );
  }
  return image.slice(top, top + height).map((row) => row.slice(left, left + width).map((pixel) => [...pixel]));
}

/**
 * An image made brighter, or darker if `amount` is negative. What leaves 0 … 1 is brought back to it.
 *
 *     result = min(1, max(0, x + amount))
 *
 * @param image `[height, width, channels]`, values 0 … 1
 * @returns same shape
 */
export function brightenImage(image: Image, amount: number): Image {
  checkImage(image);
  if (!Number.isFinite(amount)) throw new ShapeError(`amount: expected a number, got ${describe(amount)}.`);
  return image.map((row) => row.map((pixel) => pixel.map((value) => Math.min(1, Math.max(0, value + amount)))));
}

/**
 * An image turned around its middle, counterclockwise if `degrees` is positive. Each pixel of the result looks where it came from:
 * for its distances dx to the right and dy down from the middle, that is
 *
 *     dx′ = dx cos α − dy sin α,   dy′ = dx sin α + dy cos α
 *
 * from the middle. The place lies between four pixels, and the value is interpolated from them; outside of the image all is 0.
 *
 * @param image `[height, width, channels]`; the middle is at row (height − 1) / 2 and column (width − 1) / 2
 * @returns same shape
 */
export function rotateImage(image: Image, degrees: number): Image {
  const [height, width] = checkImage(image);
  if (!Number.isFinite(degrees)) throw new ShapeError(`degrees: expected a number, got ${describe(degrees)}.`);
  const angle = (degrees * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [middleY, middleX] = [(height - 1) / 2, (width - 1) / 2];
  return image.map((row, y) =>
    row.map((_, x) => {
      const [dy, dx] = [y - middleY, x - middleX];
      return interpolated(image, middleY + dx * sin + dy * cos, middleX + dx * cos - dy * sin);
    }),
  );
}

/**
 * An image enlarged about its middle, or made smaller if `factor` is below 1. Each pixel of the result looks where it came from,
 * `middle + (place − middle) / factor`; the value is interpolated from four pixels, and outside of the image all is 0.
 *
 * @param image `[height, width, channels]`; the middle is at row (height − 1) / 2 and column (width − 1) / 2
 * @param factor above 0
 * @returns same shape
 */
export function zoomImage(image: Image, factor: number): Image {
  const [height, width] = checkImage(image);
  if (!(factor > 0 && Number.isFinite(factor)))
    throw new ShapeError(`factor: expected a number above 0, got ${describe(factor)}.`);
  const from = (place: number, side: number) => (side - 1) / 2 + (place - (side - 1) / 2) / factor;
  return image.map((row, y) => row.map((_, x) => interpolated(image, from(y, height), from(x, width))));
}

/**
 * The pixel at a place between four pixels, each weighted by how near it is:
 *
 *     (1 − b) ((1 − a) p₀₀ + a p₀₁) + b ((1 − a) p₁₀ + a p₁₁),   a = x − ⌊x⌋,   b = y − ⌊y⌋
 *
 * @param image `[height, width, channels]`; pixels outside of it are 0
 * @returns `[channels]`
 */
export function interpolated(image: Image, y: number, x: number): number[] {
  const [top, left] = [Math.floor(y), Math.floor(x)];
  const [b, a] = [y - top, x - left];
  return image[0][0].map((_, c) => {
    const at = (row: number, column: number) => image[row]?.[column]?.[c] ?? 0;
    const upper = (1 - a) * at(top, left) + a * at(top, left + 1);
    const lower = (1 - a) * at(top + 1, left) + a * at(top + 1, left + 1);
    return (1 - b) * upper + b * lower;
  });
}
