import { checkMatrix, checkSameShape, type Matrix, ShapeError } from '../shapes';
import { checkImageLists, type MeanAveragePrecision, overClasses } from './average-precision';

/** An object, with the pixels that belong to it. */
export interface LabelledMask {
  /** `[height, width]`: 1 where it is, 0 elsewhere */
  mask: Matrix;
  label: number;
}

/** An object as a network sees it. */
export interface DetectedMask extends LabelledMask {
  /** how sure the network is, 0 … 1 */
  score: number;
}

/**
 * Intersection over union of two objects, pixel by pixel: from 0 (apart) to 1 (the same). Two empty masks have 0.
 * @param a `[height, width]` of 0 and 1
 * @param b `[height, width]` of 0 and 1
 * @throws ShapeError if they differ in size
 */
export function maskIou(a: Matrix, b: Matrix): number {
  checkSameShape(checkMatrix(b, 'b'), checkMatrix(a, 'a'), 'b', 'that of a');
  return shared(a, b);
}

/**
 * How well each object was outlined: the IoU of its mask with that of the found one of its class that is its own. Pairs are made from the
 * best IoU downwards, nothing twice; an object that was missed has 0.
 *
 * @param truth the objects of an image
 * @param found what was found in it
 * @returns `[objects]`, in the order of `truth`
 * @throws ShapeError for masks of different sizes
 */
export function instanceIous(truth: readonly LabelledMask[], found: readonly LabelledMask[]): number[] {
  const pairs = truth.flatMap((object, i) =>
    found.flatMap((other, j) => (other.label === object.label ? { i, j, iou: maskIou(object.mask, other.mask) } : [])),
  );
  const ious = truth.map(() => 0);
  const [matched, taken] = [new Set<number>(), new Set<number>()];
  for (const { i, j, iou } of pairs.sort((a, b) => b.iou - a.iou)) {
    if (matched.has(i) || taken.has(j)) continue;
    ious[i] = iou;
    matched.add(i);
    taken.add(j);
  }
  return ious;
}

/**
 * `meanAveragePrecision` with masks in place of boxes: a detection is right if the mask that it overlaps most has an IoU of at
 * least the threshold.
 *
 * @param truth for each image its objects
 * @param detections for each image what was found, in any order
 * @param iouThreshold 0.5 unless given
 * @throws ShapeError if the images don't match, masks differ in size, a label is no class, or no image has an object
 * @see Hariharan, Arbeláez, Girshick and Malik, Simultaneous detection and segmentation, 2014
 */
export function maskAveragePrecision(
  truth: readonly (readonly LabelledMask[])[],
  detections: readonly (readonly DetectedMask[])[],
  classes: number,
  iouThreshold = 0.5,
): MeanAveragePrecision {
  checkImageLists(truth, detections, classes, iouThreshold);
  truth.forEach((objects, i) => {
    const all = [...objects, ...detections[i]];
    const shape = all.length > 0 ? checkMatrix(all[0].mask, `mask of image ${i}`) : [];
    for (const { mask, label } of all) {
      checkSameShape(checkMatrix(mask, `mask of image ${i}`), shape, `mask of image ${i}`, 'that of the others');
      if (Number.isInteger(label) && label >= 0 && label < classes) continue;
      throw new ShapeError(`image ${i}: label ${label} is none of ${classes} classes.`);
    }
  });
  return overClasses(truth, detections, classes, iouThreshold, (seen, there) => shared(seen.mask, there.mask));
}

function shared(a: Matrix, b: Matrix): number {
  let [both, either] = [0, 0];
  a.forEach((row, y) => {
    row.forEach((value, x) => {
      const other = b[y][x];
      if (value && other) both++;
      if (value || other) either++;
    });
  });
  return either === 0 ? 0 : both / either;
}
