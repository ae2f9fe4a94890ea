import { checkWhole } from './options';
import { checkMatrix, checkSameShape, type Matrix, ShapeError } from './shapes';

/** How well a mask of class numbers agrees with the truth. */
export interface MaskAgreement {
  /** `[classes]`; null for a class that is in neither mask */
  iou: (number | null)[];
  /** `[classes]`; null for a class that is in neither mask */
  dice: (number | null)[];
  /** mean over the classes that are in one of the masks */
  meanIou: number;
  meanDice: number;
  /** share of the pixels with the right class */
  pixelAccuracy: number;
}

/**
 * Compares masks in which each pixel has the number of its class:
 *
 *     IoU_c = |A ∩ B| / |A ∪ B|,   Dice_c = 2·|A ∩ B| / (|A| + |B|)
 *
 * over the pixels A and B that have class c in the truth and in the prediction.
 * @param truth `[height, width]`, whole numbers from 0
 * @param predicted `[height, width]`
 * @throws ShapeError if the masks differ in size, or a pixel has no such class
 */
export function maskAgreement(truth: Matrix, predicted: Matrix, classes: number): MaskAgreement {
  checkWhole(classes, 'classes', 1);
  const shape = checkMatrix(truth, 'truth');
  checkSameShape(checkMatrix(predicted, 'predicted'), shape, 'predicted', 'that of truth');
  const [inTruth, inPrediction, inBoth] = [0, 0, 0].map(() => new Array<number>(classes).fill(0));
  truth.forEach((row, y) => {
    row.forEach((label, x) => {
      const guess = predicted[y][x];
      checkClass(label, classes, 'truth', y, x);
      checkClass(guess, classes, 'predicted', y, x);
      inTruth[label]++;
      inPrediction[guess]++;
      if (label === guess) inBoth[label]++;
    });
  });
  const iou = inBoth.map((both, c) => ratio(both, inTruth[c] + inPrediction[c] - both));
  const dice = inBoth.map((both, c) => ratio(2 * both, inTruth[c] + inPrediction[c]));
  const pixels = shape[0] * shape[1];
  const pixelAccuracy = inBoth.reduce((sum, both) => sum + both, 0) / pixels;
  return { iou, dice, meanIou: meanOf(iou), meanDice: meanOf(dice), pixelAccuracy };
}

/**
 * Dice coefficient of two masks of 0 and 1, `2·|A ∩ B| / (|A| + |B|)`: from 0 (nothing shared) to 1 (the same). Two empty masks are the same.
 * @param truth `[height, width]`
 * @param predicted `[height, width]`
 * @see Dice, Measures of the amount of ecologic association between species, 1945
 */
export function dice(truth: Matrix, predicted: Matrix): number {
  return maskAgreement(truth, predicted, 2).dice[1] ?? 1;
}

/** Mean over the classes of the IoU of two masks of class numbers, `[height, width]` each. */
export function meanIou(truth: Matrix, predicted: Matrix, classes: number): number {
  return maskAgreement(truth, predicted, classes).meanIou;
}

function checkClass(label: number, classes: number, name: string, y: number, x: number): void {
  if (Number.isInteger(label) && label >= 0 && label < classes) return;
  throw new ShapeError(`${name}[${y}][${x}]: expected a class from 0 to ${classes - 1}, got ${label}.`);
}

function ratio(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}

function meanOf(values: (number | null)[]): number {
  const known = values.filter((value) => value !== null);
  return known.reduce((sum, value) => sum + value, 0) / known.length;
}
