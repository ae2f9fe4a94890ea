import { checkMatrix, type Matrix } from './shapes';

/**
 * Numbers the connected parts of a mask: pixels belong to one part if a way over left, right, upper and lower neighbours leads from one to the
 * other. Parts are numbered from 1 in the order of their first pixel, row by row.
 *
 * @param mask `[height, width]`: 0 for the ground, anything else for what is there
 * @param smallest parts of fewer pixels become ground; 1 unless given
 * @returns `[height, width]`: 0 for the ground, 1, 2 … for the parts
 * @example connectedRegions([[1, 0, 1], [1, 0, 0]]) // [[1, 0, 2], [1, 0, 0]]
 */
export function connectedRegions(mask: Matrix, smallest = 1): Matrix {
  const [height, width] = checkMatrix(mask, 'mask');
  const parts = mask.map((row) => row.map(() => 0));
  let count = 0;
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (mask[y][x] === 0 || parts[y][x] !== 0) continue;
      const pixels = spread(mask, parts, y, x, count + 1);
      if (pixels.length >= smallest) count++;
      else for (const [row, column] of pixels) parts[row][column] = -1;
    }
  }
  return parts.map((row) => row.map((part) => Math.max(0, part)));
}

/** Gives the whole part around a pixel its number, and returns its pixels. */
function spread(mask: Matrix, parts: Matrix, y: number, x: number, part: number): [number, number][] {
  parts[y][x] = part;
  const pixels: [number, number][] = [[y, x]];
  for (const [row, column] of pixels) {
    for (const [down, right] of [
      [row - 1, column],
      [row + 1, column],
      [row, column - 1],
      [row, column + 1],
    ]) {
      if (!mask[down]?.[right] || parts[down][right] !== 0) continue;
      parts[down][right] = part;
      pixels.push([down, right]); // the loop goes on over what is added
    }
  }
  return pixels;
}
