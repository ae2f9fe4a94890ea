import { checkImage, checkSameShape, describe, type Image, ShapeError } from './shapes';

/**
 * The image moved by whole pixels. What leaves it is lost, and what comes in is 0.
 *
 *     result[y][x][c] = image[y − down][x − right][c]
 *
 * @param image `[height, width, channels]`
 * @param down pixels downwards, upwards if negative
 * @param right pixels to the right, to the left if negative
 * @returns `[height, width, channels]`
 * @throws ShapeError for a shift that is no whole number
 * @example translate([[[1], [2], [3]]], 0, 1) // [[[0], [1], [2]]]
 */
export function translate(image: Image, down: number, right: number): Image {
  const [, , channels] = checkImage(image);
  for (const [name, shift] of Object.entries({ down, right })) {
    if (!Number.isSafeInteger(shift)) {
      throw new ShapeError(`${name}: expected a whole number of pixels, got ${describe(shift)}.`);
    }
  }
  return image.map((row, y) =>
    row.map((_, x) => image[y - down]?.[x - right]?.slice() ?? new Array<number>(channels).fill(0)),
  );
}

/**
 * How far two feature maps are from being the same map, moved: the largest difference between `before`, moved by the shift,
 * and `after`. A convolution with stride 1 is equivariant: with the maps of an image and of the moved image it gives 0.
 *
 *     max |translate(before, down, right)[y][x][c] − after[y][x][c]|
 *
 * over the rows `max(0, down) … height − 1 + min(0, down)` and likewise the columns: outside of them are the zeros that came in.
 *
 * @param before feature maps of an image, `[height, width, channels]`
 * @param after feature maps of the image after the shift, same shape
 * @throws ShapeError if the shapes differ, or the shift leaves no place to compare
 * @example equivarianceGap(conv2d(image, filters), conv2d(translate(image, 2, -1), filters), 2, -1) // 0
 */
export function equivarianceGap(before: Image, after: Image, down: number, right: number): number {
  const moved = translate(before, down, right);
  const [height, width, channels] = checkImage(before, 'before');
  checkSameShape(checkImage(after, 'after'), [height, width, channels], 'after', 'that of before');
  const [top, bottom] = [Math.max(0, down), height + Math.min(0, down)];
  const [left, end] = [Math.max(0, right), width + Math.min(0, right)];
  if (top >= bottom || left >= end) {
    throw new ShapeError(`shift: expected less than the map, ${height}×${width}, got ${down} down and ${right} right.`);
  }
  let gap = 0;
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < end; x++) {
      for (let c = 0; c < channels; c++) gap = Math.max(gap, Math.abs(moved[y][x][c] - after[y][x][c]));
    }
  }
  return gap;
}
