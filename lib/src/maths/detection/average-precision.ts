import { checkWhole } from '../options';
import { ShapeError } from '../shapes';
import { checkObjects, type Detection, type LabelledBox, overlap } from './boxes';
import { checkShare } from './suppression';

/** Precision over recall as the detections of one class are taken in one by one, best first. */
export interface PrecisionRecall {
  /** objects of the class in all images */
  objects: number;
  /** of the detections so far, the share that is right: `[detections]` */
  precision: number[];
  /** of the objects, the share that has been found: `[detections]` */
  recall: number[];
  /** `[detections]`, falling */
  scores: number[];
  /** whether each detection is right */
  hits: boolean[];
  /** average precision: the area under the curve; null if there is no object */
  averagePrecision: number | null;
}

export interface MeanAveragePrecision {
  /** mean over the classes that have objects */
  mAP: number;
  /** `[classes]` */
  perClass: PrecisionRecall[];
}

/**
 * How good detections are, for each class and over all: mAP.
 *
 * The detections of a class are taken from all images, best first. One is right if the object of that image and class which
 * it overlaps most has an IoU of at least the threshold and no better detection has taken it. Precision is the right ones over all so
 * far, recall the right ones over all objects. Average precision is the area under the curve, after precision has been raised to the
 * best that any higher recall has:
 *
 *     AP = Σ_k (r_k − r_{k−1}) · max_{j ≥ k} p_j
 *
 * @param truth for each image its objects
 * @param detections for each image what was detected, in any order
 * @param classes how many there are
 * @param iouThreshold 0.5 unless given: "mAP@0.5"
 * @throws ShapeError if the images don't match, a label is no class, or no image has an object
 * @see Everingham, Van Gool, Williams, Winn and Zisserman, The PASCAL visual object classes (VOC) challenge, 2010
 */
export function meanAveragePrecision(
  truth: readonly (readonly LabelledBox[])[],
  detections: readonly (readonly Detection[])[],
  classes: number,
  iouThreshold = 0.5,
): MeanAveragePrecision {
  checkImageLists(truth, detections, classes, iouThreshold);
  for (const [lists, name] of [
    [truth, 'truth'],
    [detections, 'detections'],
  ] as const) {
    lists.forEach((objects, i) => {
      checkObjects(objects, `${name}[${i}]`);
      const wrong = objects.find(({ label }) => label >= classes);
      if (wrong) throw new ShapeError(`${name}[${i}]: label ${wrong.label} is none of ${classes} classes.`);
    });
  }
  const byBox = (detection: Detection, object: LabelledBox) => overlap(detection.box, object.box);
  return overClasses(truth, detections, classes, iouThreshold, byBox);
}

/** Checks what boxes and masks have in common: one list of objects and one of detections for each image. */
export function checkImageLists(
  truth: readonly unknown[],
  detections: readonly unknown[],
  classes: number,
  iouThreshold: number,
): void {
  checkWhole(classes, 'classes', 1);
  checkShare(iouThreshold, 'iouThreshold');
  if (truth.length === detections.length) return;
  throw new ShapeError(
    `detections: expected a list for each of the ${truth.length} images, got ${detections.length} lists.`,
  );
}

/** How much of each other what was seen and what is there cover, 0 … 1. */
type Overlap<Seen, There> = (seen: Seen, there: There) => number;

/** {@link meanAveragePrecision} of whatever can overlap, boxes or masks, checked before. */
export function overClasses<Seen extends { label: number; score: number }, There extends { label: number }>(
  truth: readonly (readonly There[])[],
  detections: readonly (readonly Seen[])[],
  classes: number,
  iouThreshold: number,
  overlapOf: Overlap<Seen, There>,
): MeanAveragePrecision {
  const perClass = Array.from({ length: classes }, (_, label) =>
    precisionRecall(truth, detections, label, iouThreshold, overlapOf),
  );
  const known = perClass.flatMap(({ averagePrecision }) => averagePrecision ?? []);
  if (known.length === 0) throw new ShapeError('truth: expected at least one object in one image, got none.');
  return { mAP: known.reduce((sum, value) => sum + value, 0) / known.length, perClass };
}

/** The area under precision over recall, precision raised to the best of any higher recall. */
export function averagePrecision(precision: readonly number[], recall: readonly number[]): number {
  let area = 0;
  let best = 0;
  for (let k = precision.length - 1; k >= 0; k--) {
    best = Math.max(best, precision[k]);
    area += (recall[k] - (k > 0 ? recall[k - 1] : 0)) * best;
  }
  return area;
}

function precisionRecall<Seen extends { label: number; score: number }, There extends { label: number }>(
  truth: readonly (readonly There[])[],
  detections: readonly (readonly Seen[])[],
  label: number,
  iouThreshold: number,
  overlapOf: Overlap<Seen, There>,
): PrecisionRecall {
  const there = truth.map((objects) => objects.filter((object) => object.label === label));
  const taken = there.map((own) => own.map(() => false));
  const objects = there.reduce((sum, own) => sum + own.length, 0);
  const all = detections
    .flatMap((own, image) => own.map((seen) => ({ image, seen, score: seen.score })))
    .filter(({ seen }) => seen.label === label)
    .sort((a, b) => b.score - a.score);
  const hits = all.map(({ image, seen }) => {
    const nearest = mostOverlapping(seen, there[image], overlapOf);
    if (nearest.iou < iouThreshold || nearest.index < 0 || taken[image][nearest.index]) return false;
    taken[image][nearest.index] = true;
    return true;
  });
  let right = 0;
  const found = hits.map((hit) => {
    right += hit ? 1 : 0;
    return right;
  });
  const precision = found.map((count, k) => count / (k + 1));
  const recall = found.map((count) => (objects === 0 ? 0 : count / objects));
  return {
    objects,
    precision,
    recall,
    scores: all.map(({ score }) => score),
    hits,
    averagePrecision: objects === 0 ? null : averagePrecision(precision, recall),
  };
}

function mostOverlapping<Seen, There>(
  seen: Seen,
  objects: readonly There[],
  overlapOf: Overlap<Seen, There>,
): { index: number; iou: number } {
  const best = { index: -1, iou: 0 };
  objects.forEach((object, index) => {
    const shared = overlapOf(seen, object);
    if (best.index < 0 || shared > best.iou) Object.assign(best, { index, iou: shared });
  });
  return best;
}
