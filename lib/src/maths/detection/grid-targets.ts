import { checkWhole } from '../options';
import { checkImage, describe, type Image, ShapeError } from '../shapes';
import { type Box, centred, checkObjects, cornered, type Detection, type LabelledBox } from './boxes';
import { checkShare } from './suppression';

/** How YOLO divides an image. */
export interface DetectionGrid {
  /** cells along each side, S */
  cells: number;
  /** side of the square image, in pixels */
  size: number;
  /** C */
  classes: number;
}

/**
 * What a YOLO network should answer: the cell in which the middle of an object lies is responsible for it.
 *
 *     cell = [1, x·S/size − column, y·S/size − row, √(width/size), √(height/size), one-hot class]
 *
 * The root makes an error of a pixel count more in a small box than in a large one. Cells without an object hold zeros. Of two objects in
 * one cell, the one named later is the answer: YOLO with one box a cell cannot say both.
 *
 * @returns `[cells, cells, 5 + classes]`
 * @throws ShapeError if the middle of a box lies outside of the image, or a label is no class
 * @see Redmon, Divvala, Girshick and Farhadi, You only look once: unified, real-time object detection, 2016
 */
export function encodeGrid(objects: readonly LabelledBox[], grid: DetectionGrid): Image {
  const { cells, size, classes } = checkGrid(grid);
  checkObjects(objects, 'objects');
  const target: Image = Array.from({ length: cells }, () =>
    Array.from({ length: cells }, () => new Array<number>(5 + classes).fill(0)),
  );
  objects.forEach(({ box, label }, i) => {
    const { x, y, width, height } = centred(box);
    if (x < 0 || y < 0 || x >= size || y >= size) {
      throw new ShapeError(`objects[${i}].box: expected its middle within ${size} × ${size} pixels, got ${x}, ${y}.`);
    }
    if (label >= classes) throw new ShapeError(`objects[${i}].label: ${label} is none of ${classes} classes.`);
    const [right, down] = [(x * cells) / size, (y * cells) / size];
    const [column, row] = [Math.floor(right), Math.floor(down)];
    const answer = new Array<number>(5 + classes).fill(0);
    answer.splice(0, 5, 1, right - column, down - row, Math.sqrt(width / size), Math.sqrt(height / size));
    answer[5 + label] = 1;
    target[row][column] = answer;
  });
  return target; // [cells, cells, 5 + classes]
}

/**
 * The way back: what a network's answer says. A cell's score is the probability that there is an object, times that of its best class.
 *
 * @param output `[cells, cells, 5 + classes]`, probabilities and shares, as {@link encodeGrid} has them
 * @param scoreThreshold cells below say nothing; 0.5 unless given
 * @returns in the order of the cells, before any suppression
 */
export function decodeGrid(output: Image, grid: DetectionGrid, scoreThreshold = 0.5): Detection[] {
  const { cells, size, classes } = checkGrid(grid);
  checkShare(scoreThreshold, 'scoreThreshold');
  const shape = checkImage(output, 'output');
  if (shape[0] !== cells || shape[1] !== cells || shape[2] !== 5 + classes) {
    throw new ShapeError(`output: expected shape [${cells}, ${cells}, ${5 + classes}], got ${describe(output)}.`);
  }
  const found: Detection[] = [];
  output.forEach((line, row) => {
    line.forEach(([objectness, right, down, rootWidth, rootHeight, ...probabilities], column) => {
      const label = probabilities.indexOf(Math.max(...probabilities));
      const score = objectness * probabilities[label];
      if (score < scoreThreshold) return;
      const box: Box = cornered({
        x: ((column + right) * size) / cells,
        y: ((row + down) * size) / cells,
        width: rootWidth ** 2 * size,
        height: rootHeight ** 2 * size,
      });
      found.push({ box, label, score });
    });
  });
  return found;
}

function checkGrid(grid: DetectionGrid): DetectionGrid {
  checkWhole(grid?.cells, 'cells', 1);
  checkWhole(grid.size, 'size', 1);
  checkWhole(grid.classes, 'classes', 1);
  return grid;
}
