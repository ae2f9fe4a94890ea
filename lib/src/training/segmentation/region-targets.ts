import type { SceneDataset } from '../../datasets/scenes/scene-dataset';
import { type Box, encodeBox, iouMatrix } from '../../maths/detection';

/** Regions of an image that are learnt from; with an object in them, and in all. */
export const regionsPerImage = { objects: 6, all: 12 };

/** A region is that of an object if their boxes have this IoU. */
const enough = 0.5;

/** One region and what the heads should answer for it. */
export interface RegionTarget {
  box: Box;
  /** 0 for nothing, else the class + 1 */
  label: number;
  /** to the box of its object */
  offsets: readonly number[];
  /** the number of its object in the scene; −1 for none */
  object: number;
  /** 0 for a region that only fills up the list */
  weight: 0 | 1;
}

/**
 * Regions to learn from: the boxes of the objects and proposals around them, at most 6, first; then, up to 12, the surest proposals that are
 * wrong. The list has always the same length.
 *
 * @param objects of the scene
 * @param proposals of the network as it is, surest first
 */
export function regionTargets(objects: SceneDataset['objects'][number], proposals: readonly Box[]): RegionTarget[] {
  const boxes = objects.map(({ box }) => box);
  const ious = iouMatrix(proposals, boxes); // [proposals, objects]
  const targets: RegionTarget[] = [];
  const add = (box: Box, object: number) => {
    const isThere = object >= 0;
    targets.push({
      box,
      label: isThere ? objects[object].label + 1 : 0,
      offsets: isThere ? encodeBox(boxes[object], box) : [0, 0, 0, 0],
      object,
      weight: 1,
    });
  };
  boxes.slice(0, regionsPerImage.objects).forEach(add);
  const best = ious.map((row) => row.reduce((one, value, i) => (value > (row[one] ?? 0) ? i : one), -1));
  const isRight = best.map((object, i) => object >= 0 && ious[i][object] >= enough);
  proposals.forEach((box, i) => {
    if (isRight[i] && targets.length < regionsPerImage.objects) add(box, best[i]);
  });
  proposals.forEach((box, i) => {
    if (!isRight[i] && targets.length < regionsPerImage.all) add(box, -1);
  });
  while (targets.length < regionsPerImage.all)
    targets.push({ box: [0, 0, 1, 1], label: 0, offsets: [0, 0, 0, 0], object: -1, weight: 0 });
  return targets;
}

/**
 * The mask of an object within a region: in each of cells × cells places the pixel below its middle.
 *
 * @param instances `[size, size]` flat: k + 1 where object k is
 * @returns `[cells, cells]` flat, 0 and 1
 */
export function maskWithin(
  instances: Uint8Array,
  size: number,
  object: number,
  [left, top, right, bottom]: Box,
  cells: number,
): Float32Array {
  const pixel = (from: number, to: number, i: number) =>
    Math.min(size - 1, Math.max(0, Math.floor(from + ((i + 0.5) * (to - from)) / cells)));
  return Float32Array.from({ length: cells * cells }, (_, at) => {
    const y = pixel(top, bottom, Math.floor(at / cells));
    return Number(instances[y * size + pixel(left, right, at % cells)] === object + 1);
  });
}
