import { type Box, clipBox, decodeBox, nms } from '../../maths/detection';
import type { Matrix } from '../../maths/shapes';

/** A place where something may be. */
export interface Proposal {
  box: Box;
  /** how sure the backbone is, 0 … 1 */
  score: number;
}

/** What is narrower, in pixels, is no region. */
const least = 3;

/**
 * The regions that the anchors of one image propose: boxes decoded and cut at the border, and of those that overlap by more than 0.7 the surest.
 *
 * @param answers `[anchors, 4 + 2]`: offsets, logits of "nothing" and "something"
 * @param count the surest ones, at most
 */
export function proposeRegions(answers: Matrix, anchors: readonly Box[], size: number, count: number): Proposal[] {
  const all = answers.flatMap(([x, y, width, height, nothing, something], i): Proposal[] => {
    const box = clipBox(decodeBox([x, y, width, height], anchors[i]), size, size);
    if (box[2] - box[0] < least || box[3] - box[1] < least) return [];
    return [{ box, score: 1 / (1 + Math.exp(nothing - something)) }];
  });
  // The surest of many: nobody waits for the others to be compared.
  const surest = all.sort((a, b) => b.score - a.score).slice(0, 6 * count);
  const kept = nms(
    surest.map(({ box }) => box),
    surest.map(({ score }) => score),
    0.7,
  );
  return kept.slice(0, count).map((i) => surest[i]);
}
