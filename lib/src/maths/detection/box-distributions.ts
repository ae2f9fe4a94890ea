import { checkWhole } from '../options';
import { checkMatrix, checkVector, describe, ShapeError } from '../shapes';
import { softmax } from '../softmax';
import type { Box, Detection } from './boxes';
import { checkShare } from './suppression';

/** One map of a detector without anchors: points on a grid over the image, each of which may answer for an object around it. */
export interface PointLevel {
  /** pixels from a point to the next */
  stride: number;
  /** `[points, classes]`, 0 … 1, row by row of a square grid */
  probabilities: readonly (readonly number[])[];
  /** `[points, 4 · bins]`, logits: left, top, right, bottom */
  distributions: readonly (readonly number[])[];
}

/**
 * The distance that a distribution over 0, 1, …, bins − 1 means: its mean, in units of the stride.
 *
 *     distance = stride · Σ k · softmax(logits)_k
 *
 * A network that answers with a distribution can say "between 3 and 4" exactly, and "3 or 7" where an edge is in doubt.
 *
 * @param logits `[bins]`
 * @example distanceOf([0, 9, 9, 0], 8) // 12: between the first and the second step, and sure of it
 * @see Li et al., Generalized focal loss: learning qualified and distributed bounding boxes, 2020
 */
export function distanceOf(logits: readonly number[], stride: number): number {
  checkVector(logits, 'logits');
  return stride * softmax([...logits]).reduce((sum, share, k) => sum + k * share, 0);
}

/**
 * What a detector without anchors says: each point takes its most probable class, and from the point it is so far to the left, top, right
 * and bottom of the box. The points stand in the middles of squares of `stride` × `stride` pixels.
 *
 * @param scoreThreshold points below say nothing; 0.4 unless given
 * @returns boxes in pixels of the image that the network saw, before any suppression
 * @throws ShapeError unless the points of a level fill a square and have a distribution each
 */
export function decodePoints(levels: readonly PointLevel[], scoreThreshold = 0.4): Detection[] {
  checkShare(scoreThreshold, 'scoreThreshold');
  return levels.flatMap(({ stride, probabilities, distributions }, level) => {
    checkWhole(stride, `levels[${level}].stride`, 1);
    const [points] = checkMatrix(probabilities, `levels[${level}].probabilities`, ['points', 'classes']);
    const side = Math.sqrt(points);
    if (!Number.isInteger(side))
      throw new ShapeError(`levels[${level}]: expected the points of a square grid, got ${points}.`);
    if (distributions?.length !== points || distributions.some(({ length }) => length % 4 !== 0 || length === 0))
      throw new ShapeError(
        `levels[${level}].distributions: expected [${points}, 4 · bins], got ${describe(distributions)}.`,
      );
    return probabilities.flatMap((classes, point): Detection[] => {
      const score = Math.max(...classes);
      if (score < scoreThreshold) return [];
      const [x, y] = [((point % side) + 0.5) * stride, (Math.floor(point / side) + 0.5) * stride];
      const bins = distributions[point].length / 4;
      const [left, top, right, bottom] = [0, 1, 2, 3].map((i) =>
        distanceOf(distributions[point].slice(i * bins, (i + 1) * bins), stride),
      );
      const box: Box = [x - left, y - top, x + right, y + bottom];
      return [{ box, label: classes.indexOf(score), score }];
    });
  });
}
