import { checkWhole } from '../options';
import { checkMatrix, type Matrix } from '../shapes';
import { type Box, checkBox } from './boxes';

/**
 * Puts the small mask of a region back into the image: each pixel within the box asks the mask, interpolated between its four nearest values.
 *
 * @param probabilities `[cells, cells]` of the region, 0 … 1
 * @param box the region, in pixels of the image
 * @param threshold from which on a pixel belongs to the object; 0.5 unless given
 * @returns `[height, width]` of 0 and 1
 * @throws ShapeError for what is no mask, no box or no size
 */
export function pasteMask(probabilities: Matrix, box: Box, height: number, width: number, threshold = 0.5): Matrix {
  const [rows, columns] = checkMatrix(probabilities, 'probabilities');
  checkBox(box, 'box');
  checkWhole(height, 'height', 1);
  checkWhole(width, 'width', 1);
  const [left, top, right, bottom] = box;
  const down = Array.from({ length: height }, (_, y) => between(y + 0.5, top, bottom, rows));
  const across = Array.from({ length: width }, (_, x) => between(x + 0.5, left, right, columns));
  return down.map((row) =>
    across.map((column) => {
      if (!row || !column) return 0;
      const [above, below] = [probabilities[row.low], probabilities[row.high]].map(
        (values) => values[column.low] + column.share * (values[column.high] - values[column.low]),
      );
      return Number(above + row.share * (below - above) >= threshold);
    }),
  );
}

/** The two cells next to a place, and the share of the second; nothing outside of the interval. */
function between(place: number, from: number, to: number, cells: number) {
  if (place < from || place > to || to === from) return undefined;
  const at = Math.min(cells - 1, Math.max(0, ((place - from) / (to - from)) * cells - 0.5));
  const low = Math.floor(at);
  return { low, high: Math.min(cells - 1, low + 1), share: at - low };
}
