import { describe, ShapeError } from '../shapes';

/** `[left, top, right, bottom]` in pixels; places are continuous: the first pixel reaches from 0 to 1. */
export type Box = [left: number, top: number, right: number, bottom: number];

/** An object in an image: where it is, and the number of its class. */
export interface LabelledBox {
  box: Box;
  label: number;
}

/** An object as a detector sees it. */
export interface Detection extends LabelledBox {
  /** how sure the detector is, 0 … 1 */
  score: number;
}

/** A box by its middle and its size, in pixels. */
export interface CentredBox {
  x: number;
  y: number;
  width: number;
  height: number;
}

/**
 * Intersection over union: how well two boxes agree, from 0 (apart) to 1 (the same).
 *
 *     IoU = |A ∩ B| / |A ∪ B|,   |A ∪ B| = |A| + |B| − |A ∩ B|
 *
 * Two boxes without any area have 0.
 * @throws ShapeError if one is not four finite numbers, left before right and top before bottom
 * @example iou([0, 0, 2, 2], [1, 1, 3, 3]) // 1/7
 */
export function iou(a: Box, b: Box): number {
  checkBox(a, 'a');
  checkBox(b, 'b');
  return overlap(a, b);
}

/**
 * The IoU of every box with every other: row i, column j is `iou(a[i], b[j])`.
 * @returns `[a.length, b.length]`
 */
export function iouMatrix(a: readonly Box[], b: readonly Box[]): number[][] {
  checkBoxes(a, 'a');
  checkBoxes(b, 'b');
  return a.map((one) => b.map((other) => overlap(one, other)));
}

/** Width times height. */
export function boxArea([left, top, right, bottom]: Box): number {
  return (right - left) * (bottom - top);
}

/** @example centred([0, 0, 4, 2]) // { x: 2, y: 1, width: 4, height: 2 } */
export function centred([left, top, right, bottom]: Box): CentredBox {
  return { x: (left + right) / 2, y: (top + bottom) / 2, width: right - left, height: bottom - top };
}

/** The way back from {@link centred}. */
export function cornered({ x, y, width, height }: CentredBox): Box {
  return [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
}

/** The part of a box within an image. */
export function clipBox([left, top, right, bottom]: Box, width: number, height: number): Box {
  const within = (place: number, end: number) => Math.min(end, Math.max(0, place));
  return [within(left, width), within(top, height), within(right, width), within(bottom, height)];
}

/** The IoU of boxes that were checked before: detectors compare thousands. */
export function overlap(a: Box, b: Box): number {
  const width = Math.min(a[2], b[2]) - Math.max(a[0], b[0]);
  const height = Math.min(a[3], b[3]) - Math.max(a[1], b[1]);
  if (width <= 0 || height <= 0) return 0;
  const shared = width * height;
  return shared / (boxArea(a) + boxArea(b) - shared);
}

export function checkBox(box: unknown, name: string): void {
  if (!Array.isArray(box) || box.length !== 4 || !box.every(Number.isFinite)) {
    throw new ShapeError(`${name}: expected a box [left, top, right, bottom], got ${describe(box)}.`);
  }
  const [left, top, right, bottom] = box;
  if (right < left || bottom < top) {
    throw new ShapeError(
      `${name}: expected left ≤ right and top ≤ bottom, got [${box.join(', ')}]; is it [left, top, width, height]?`,
    );
  }
}

export function checkBoxes(boxes: unknown, name: string): void {
  if (!Array.isArray(boxes)) throw new ShapeError(`${name}: expected a list of boxes, got ${describe(boxes)}.`);
  boxes.forEach((box, i) => {
    checkBox(box, `${name}[${i}]`);
  });
}

/** Checks objects with a box and a whole class number each. */
export function checkObjects(objects: unknown, name: string): void {
  if (!Array.isArray(objects)) throw new ShapeError(`${name}: expected a list of objects, got ${describe(objects)}.`);
  objects.forEach(({ box, label }, i) => {
    checkBox(box, `${name}[${i}].box`);
    if (!Number.isInteger(label) || label < 0) {
      throw new ShapeError(`${name}[${i}].label: expected a class number from 0, got ${describe(label)}.`);
    }
  });
}
