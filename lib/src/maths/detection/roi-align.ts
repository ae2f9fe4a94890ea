import { makeImage } from '../image';
import { checkWhole } from '../options';
import { checkImage, type Image, type Matrix } from '../shapes';
import { type Box, checkBox } from './boxes';

/**
 * How much each of `size` places along an axis takes a part in each of `cells` equal intervals from `from` to `to`: the mean of `samples`
 * places in the interval, each interpolated between the two values next to it. Value i is in the middle of i … i + 1.
 *
 * @returns `[cells, size]`; a row adds up to 1 where all its places lie within the axis
 */
export function alignmentWeights(from: number, to: number, size: number, cells: number, samples = 2): Matrix {
  const step = (to - from) / cells / samples;
  return Array.from({ length: cells }, (_, cell) => {
    const row = new Array<number>(size).fill(0);
    for (let i = 0; i < samples; i++) {
      const place = from + (cell * samples + i + 0.5) * step - 0.5; // in steps from the middle of value 0
      if (place < -1 || place > size) continue; // far outside, there is nothing
      const within = Math.min(size - 1, Math.max(0, place));
      const low = Math.min(Math.floor(within), Math.max(0, size - 2));
      const share = within - low;
      row[low] += (1 - share) / samples;
      if (low + 1 < size) row[low + 1] += share / samples;
    }
    return row;
  });
}

/**
 * RoI align: the part of a feature map below a box, as a small map of fixed size, whatever the size of the box. The box is cut into cells × cells
 * parts, and each is the mean of 2 × 2 samples, interpolated between the four values around. No place is rounded to whole
 * values, unlike in RoI pooling, which shifts masks by up to half a cell. Along each axis this is a matrix, so
 *
 *     output[·, ·, c] = W_y · features[·, ·, c] · W_xᵀ
 *
 * @param features `[height, width, channels]`
 * @param box in pixels of the features: divide those of the image by its pixels a value
 * @returns `[cells, cells, channels]`
 * @throws ShapeError for what is no map, no box or no count
 * @see He, Gkioxari, Dollár and Girshick, Mask R-CNN, 2017
 * @example roiAlign([[[1], [2]], [[3], [4]]], [0, 0, 2, 2], 1) // [[[2.5]]]
 */
export function roiAlign(features: Image, box: Box, cells: number): Image {
  const [height, width, channels] = checkImage(features, 'features');
  checkBox(box, 'box');
  checkWhole(cells, 'cells', 1);
  const [left, top, right, bottom] = box;
  const rows = alignmentWeights(top, bottom, height, cells); // [cells, height]
  const columns = alignmentWeights(left, right, width, cells); // [cells, width]
  return makeImage(cells, cells, channels, (i, j, c) => {
    let sum = 0;
    rows[i].forEach((down, y) => {
      if (down === 0) return;
      columns[j].forEach((across, x) => {
        sum += down * across * features[y][x][c];
      });
    });
    return sum;
  });
}
