import { checkWhole } from '../options';
import { describe, ShapeError } from '../shapes';
import {
  type Box,
  type CentredBox,
  centred,
  checkBox,
  checkBoxes,
  checkObjects,
  cornered,
  iouMatrix,
  type LabelledBox,
} from './boxes';

/** The anchors of one feature map: in the middle of each of `cells` × `cells` cells, one box of every scale and ratio. */
export interface AnchorLevel {
  cells: number;
  /** sides of a square, in pixels */
  scales: readonly number[];
  /** width over height; the area stays; [1] unless given */
  ratios?: readonly number[];
}

/** What an SSD network should answer for one anchor. */
export interface AnchorTarget {
  /** class of the object, or −1: nothing here */
  label: number;
  /** from the anchor to the box, see {@link encodeBox}; zeros where there is nothing */
  offsets: BoxOffsets;
}

/** `[x, y, width, height]`, relative to an anchor */
export type BoxOffsets = [x: number, y: number, width: number, height: number];

/** SSD's: they bring the four offsets to about the same spread. */
const variances = { middle: 0.1, size: 0.2 };

/**
 * Boxes laid over an image for a network to choose from and correct: level by level, row by row, cell by cell, scale by scale, ratio by
 * ratio.
 *
 *     width = scale · √ratio,   height = scale / √ratio
 *
 * @param size side of the square image, in pixels
 * @example anchorBoxes(64, [{ cells: 8, scales: [16] }, { cells: 4, scales: [32], ratios: [0.5, 1, 2] }]) // 64 + 48 boxes
 * @see Liu et al., SSD: single shot multibox detector, 2016
 */
export function anchorBoxes(size: number, levels: readonly AnchorLevel[]): Box[] {
  checkWhole(size, 'size', 1);
  return levels.flatMap(({ cells, scales, ratios = [1] }, level) => {
    checkWhole(cells, `levels[${level}].cells`, 1);
    checkPositive(scales, `levels[${level}].scales`);
    checkPositive(ratios, `levels[${level}].ratios`);
    const shapes = scales.flatMap((scale) =>
      ratios.map((ratio) => ({ width: scale * Math.sqrt(ratio), height: scale / Math.sqrt(ratio) })),
    );
    const middles = Array.from({ length: cells }, (_, i) => ((i + 0.5) * size) / cells);
    return middles.flatMap((y) => middles.flatMap((x) => shapes.map((shape) => cornered({ x, y, ...shape }))));
  });
}

/**
 * How to get from an anchor to a box, in numbers that mean the same at every scale:
 *
 *     [(x − xₐ) / (0.1·wₐ), (y − yₐ) / (0.1·hₐ), ln(w / wₐ) / 0.2, ln(h / hₐ) / 0.2]
 *
 * with the middles x, y of both.
 */
export function encodeBox(box: Box, anchor: Box): BoxOffsets {
  checkBox(box, 'box');
  checkBox(anchor, 'anchor');
  return offsetsBetween(centred(box), centred(anchor));
}

/** The way back from {@link encodeBox}: the box that an anchor and its offsets mean. */
export function decodeBox([x, y, width, height]: BoxOffsets, anchor: Box): Box {
  const from = centred(anchor);
  return cornered({
    x: from.x + x * variances.middle * from.width,
    y: from.y + y * variances.middle * from.height,
    width: from.width * Math.exp(width * variances.size),
    height: from.height * Math.exp(height * variances.size),
  });
}

/**
 * Which anchor answers for which object: the object that it overlaps most, if their IoU is at least the threshold. Besides, the best
 * anchor of each object answers for it in any case, so that no object is left out; where two objects have the same best anchor, the
 * later one has it.
 *
 * @returns for each anchor the number of its object, or −1
 */
export function matchAnchors(anchors: readonly Box[], boxes: readonly Box[], iouThreshold = 0.5): number[] {
  checkBoxes(anchors, 'anchors');
  const overlaps = iouMatrix(boxes, anchors); // [boxes, anchors]
  const matches = anchors.map((_, anchor) => {
    let best = -1;
    boxes.forEach((__, box) => {
      if (best < 0 || overlaps[box][anchor] > overlaps[best][anchor]) best = box;
    });
    return best >= 0 && overlaps[best][anchor] >= iouThreshold ? best : -1;
  });
  overlaps.forEach((row, box) => {
    let best = 0;
    row.forEach((value, anchor) => {
      if (value > row[best]) best = anchor;
    });
    if (row.length > 0) matches[best] = box;
  });
  return matches;
}

/** What the network should answer for each anchor: {@link matchAnchors}, then {@link encodeBox}. */
export function encodeAnchors(
  objects: readonly LabelledBox[],
  anchors: readonly Box[],
  iouThreshold = 0.5,
): AnchorTarget[] {
  checkObjects(objects, 'objects');
  const boxes = objects.map(({ box }) => box);
  return matchAnchors(anchors, boxes, iouThreshold).map((match, i) => {
    if (match < 0) return { label: -1, offsets: [0, 0, 0, 0] };
    return { label: objects[match].label, offsets: offsetsBetween(centred(boxes[match]), centred(anchors[i])) };
  });
}

function offsetsBetween(box: CentredBox, anchor: CentredBox): BoxOffsets {
  return [
    (box.x - anchor.x) / (variances.middle * anchor.width),
    (box.y - anchor.y) / (variances.middle * anchor.height),
    Math.log(box.width / anchor.width) / variances.size,
    Math.log(box.height / anchor.height) / variances.size,
  ];
}

function checkPositive(values: unknown, name: string): void {
  if (Array.isArray(values) && values.length > 0 && values.every((value) => value > 0)) return;
  throw new ShapeError(`${name}: expected numbers above 0, got ${describe(values)}.`);
}
