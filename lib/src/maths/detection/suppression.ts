import { checkOptions } from '../options';
import { checkVector, describe, ShapeError } from '../shapes';
import { type Box, checkBoxes, type Detection, overlap } from './boxes';

/** How soft suppression lowers a score. */
export interface SoftNmsOptions {
  /** 'gaussian' unless given */
  decay?: 'gaussian' | 'linear';
  /** of the Gaussian: the larger, the milder; 0.5 unless given */
  sigma?: number;
  /** of the linear decay: boxes that overlap less keep their score; 0.3 unless given */
  iouThreshold?: number;
  /** boxes whose score has fallen below are dropped; 0.001 unless given */
  scoreThreshold?: number;
}

/**
 * Non-maximum suppression: of boxes that overlap, only the best one stays. The box with the highest score is kept and all that
 * overlap it by more than the threshold go; then the best of the rest, and so on. Of equal scores the first comes first.
 *
 * @param scores one for each box
 * @param iouThreshold a box is dropped only if its IoU is larger than this
 * @returns the numbers of the boxes that stay, best first
 * @example nms([[0, 0, 10, 10], [1, 1, 11, 11], [20, 20, 30, 30]], [0.9, 0.8, 0.7], 0.5) // [0, 2]
 */
export function nms(boxes: readonly Box[], scores: readonly number[], iouThreshold = 0.5): number[] {
  checkScored(boxes, scores);
  checkShare(iouThreshold, 'iouThreshold');
  const kept: number[] = [];
  for (const candidate of byScore(scores)) {
    if (kept.every((better) => overlap(boxes[better], boxes[candidate]) <= iouThreshold)) kept.push(candidate);
  }
  return kept;
}

/**
 * Soft suppression: boxes that overlap a better one are not dropped, their scores fall.
 *
 *     gaussian: s_i ← s_i · exp(−IoU² / σ)
 *     linear:   s_i ← s_i · (1 − IoU)  where IoU is above the threshold
 *
 * So a second object, half behind the first one, still has a chance.
 * @returns the boxes that stay and their new scores, best first
 * @see Bodla, Singh, Chellappa and Davis, Soft-NMS: improving object detection with one line of code, 2017
 */
export function softNms(
  boxes: readonly Box[],
  scores: readonly number[],
  options: SoftNmsOptions = {},
): { index: number; score: number }[] {
  checkScored(boxes, scores);
  checkOptions(options, ['decay', 'sigma', 'iouThreshold', 'scoreThreshold'], 'softNms');
  const { decay = 'gaussian', sigma = 0.5, iouThreshold = 0.3, scoreThreshold = 0.001 } = options;
  if (decay !== 'gaussian' && decay !== 'linear') {
    throw new ShapeError(`decay: expected 'gaussian' or 'linear', got ${describe(decay)}.`);
  }
  if (!(sigma > 0)) throw new ShapeError(`sigma: expected more than 0, got ${describe(sigma)}.`);
  checkShare(iouThreshold, 'iouThreshold');
  const factor = (shared: number) => {
    if (decay === 'gaussian') return Math.exp(-(shared * shared) / sigma);
    return shared > iouThreshold ? 1 - shared : 1;
  };
  let left = scores.map((score, index) => ({ index, score })).filter(({ score }) => score >= scoreThreshold);
  const kept: { index: number; score: number }[] = [];
  while (left.length > 0) {
    const best = left.reduce((one, other) => (other.score > one.score ? other : one));
    kept.push(best);
    left = left
      .filter((other) => other !== best)
      .map(({ index, score }) => ({ index, score: score * factor(overlap(boxes[best.index], boxes[index])) }))
      .filter(({ score }) => score >= scoreThreshold);
  }
  return kept;
}

/** {@link nms} among the detections of each class by itself: a bag does not hide a boot. Best first. */
export function suppress<T extends Detection>(detections: readonly T[], iouThreshold = 0.5): T[] {
  const kept = [...new Set(detections.map(({ label }) => label))].flatMap((label) => {
    const own = detections.filter((detection) => detection.label === label);
    const boxes = own.map(({ box }) => box);
    return nms(
      boxes,
      own.map(({ score }) => score),
      iouThreshold,
    ).map((index) => own[index]);
  });
  return kept.sort((a, b) => b.score - a.score);
}

/** Places of the scores from the highest to the lowest; sorting keeps the order of equal ones. */
function byScore(scores: readonly number[]): number[] {
  return scores.map((_, index) => index).sort((a, b) => scores[b] - scores[a]);
}

function checkScored(boxes: readonly Box[], scores: readonly number[]): void {
  checkBoxes(boxes, 'boxes');
  if (boxes.length > 0 || scores?.length > 0) checkVector(scores, 'scores', boxes.length, 'scores, one for each box');
}

export function checkShare(value: unknown, name: string): void {
  if (typeof value === 'number' && value >= 0 && value <= 1) return;
  throw new ShapeError(`${name}: expected a number from 0 to 1, got ${describe(value)}.`);
}
