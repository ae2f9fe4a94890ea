import type { Box, Detection, DetectionGrid, LabelledBox, Mistake } from 'convolab';
import { someNumber } from '../look';

/** The numbers of which a cell is made. */
interface Place {
  x: number;
  y: number;
  width: number;
  height: number;
  column: number;
  row: number;
  grid: DetectionGrid;
}

/** Where a mistaken encoding departs from the right one. */
interface EncodingSlip {
  /** the point that decides on the cell */
  point?: (box: Box) => [x: number, y: number];
  offset?: (place: Place) => [number, number];
  size?: (place: Place) => [number, number];
  /** the cell that gets the answer */
  cell?: (row: number, column: number) => [number, number];
  /** what stays in a cell where two objects meet */
  meet?: (before: number[], cell: number[]) => number[];
}

const middle = ([left, top, right, bottom]: Box): [number, number] => [(left + right) / 2, (top + bottom) / 2];

function encoding(slip: EncodingSlip): (objects: LabelledBox[], grid: DetectionGrid) => number[][][] {
  return (objects, grid) => {
    const { cells, size, classes } = grid;
    const target = Array.from({ length: cells }, () =>
      Array.from({ length: cells }, () => new Array<number>(5 + classes).fill(0)),
    );
    for (const { box, label } of objects) {
      const [x, y] = (slip.point ?? middle)(box);
      const [column, row] = [Math.floor((x * cells) / size), Math.floor((y * cells) / size)];
      const place: Place = { x, y, width: box[2] - box[0], height: box[3] - box[1], column, row, grid };
      const [right, down] = (slip.offset ?? (() => [(x * cells) / size - column, (y * cells) / size - row]))(place);
      const sides = slip.size ?? (({ width, height }) => [Math.sqrt(width / size), Math.sqrt(height / size)]);
      const cell = [1, right, down, ...sides(place), ...new Array<number>(classes).fill(0)];
      cell[5 + label] = 1;
      const [i, j] = (slip.cell ?? ((a, b) => [a, b]))(row, column);
      target[i][j] = target[i][j][0] > 0 && slip.meet ? slip.meet(target[i][j], cell) : cell;
    }
    return target;
  };
}

/** Where a mistaken decoding departs from the right one. */
interface DecodingSlip {
  middle?: (offset: [number, number], place: [column: number, row: number], step: number) => [number, number];
  side?: (root: number, size: number) => number;
  score?: (objectness: number, best: number) => number;
  box?: (x: number, y: number, width: number, height: number) => Box;
  keeps?: (score: number, threshold: number) => boolean;
}

function decoding(slip: DecodingSlip) {
  return (output: number[][][], { cells, size }: DetectionGrid, threshold: number): Detection[] =>
    output.flatMap((line, row) =>
      line.flatMap(([objectness, right, down, rootWidth, rootHeight, ...classes], column): Detection[] => {
        const best = Math.max(...classes);
        const score = (slip.score ?? ((there, which) => there * which))(objectness, best);
        if (!(slip.keeps ?? ((s, t) => s >= t))(score, threshold)) return [];
        const centre = slip.middle ?? (([dx, dy], [i, j], step) => [(i + dx) * step, (j + dy) * step]);
        const [x, y] = centre([right, down], [column, row], size / cells);
        const side = slip.side ?? ((root, whole) => root * root * whole);
        const [width, height] = [side(rootWidth, size), side(rootHeight, size)];
        const corners = slip.box ?? ((a, b, w, h): Box => [a - w / 2, b - h / 2, a + w / 2, b + h / 2]);
        return [{ box: corners(x, y, width, height), label: classes.indexOf(best), score }];
      }),
    );
}

const encode = (name: string, slip: EncodingSlip, hint: string): Mistake => ({
  name: `encode: ${name}`,
  only: 'encode',
  behaves: encoding(slip),
  hint,
});
const decode = (name: string, slip: DecodingSlip, hint: string): Mistake => ({
  name: `decode: ${name}`,
  only: 'decode',
  behaves: decoding(slip),
  hint,
});

export const mistakenTargets: Mistake[] = [
  encode(
    'row and column changed places',
    { cell: (row, column) => [column, row] },
    'Row and column changed places: y decides on the row, which comes first, `target[row][column]`.',
  ),
  encode(
    'corner in place of the middle',
    { point: ([left, top]) => [left, top] },
    'You take the upper left corner. The cell in which the **middle** of the box lies is responsible.',
  ),
  encode(
    'middle of the image',
    { offset: ({ x, y, grid: { size } }) => [x / size, y / size] },
    'The middle is given as a share of the image. Give it as a share of the **cell**: `x * cells / size - column`.',
  ),
  encode(
    'middle in pixels',
    {
      offset: ({ x, y, column, row, grid: { cells, size } }) => [x - (column * size) / cells, y - (row * size) / cells],
    },
    'The middle is given in pixels from the corner of the cell. Divide by the side of a cell, so that it is between 0 and 1.',
  ),
  encode(
    'cell not taken away',
    { offset: ({ x, y, grid: { cells, size } }) => [(x * cells) / size, (y * cells) / size] },
    'Take the number of the cell away from the middle, so that what is left says where in the cell it lies.',
  ),
  encode(
    'no root',
    { size: ({ width, height, grid: { size } }) => [width / size, height / size] },
    'Width and height lack the square root, which makes a pixel count more in a small box.',
  ),
  encode(
    'size by cell',
    {
      size: ({ width, height, grid: { cells, size } }) => [
        Math.sqrt((width * cells) / size),
        Math.sqrt((height * cells) / size),
      ],
    },
    'Width and height are shares of the **image**, not of a cell: divide by `size` alone.',
  ),
  encode(
    'size in pixels',
    { size: ({ width, height }) => [Math.sqrt(width), Math.sqrt(height)] },
    'Divide width and height by the side of the image before you take the root, so that they are between 0 and 1.',
  ),
  encode(
    'size of the other side',
    { size: ({ width, height, grid: { size } }) => [Math.sqrt(height / size), Math.sqrt(width / size)] },
    'Width and height changed places: the width comes first.',
  ),
  encode(
    'first of two objects',
    { meet: (before) => before },
    'Where two objects meet in one cell, the first one stays. The one that is named **later** is the answer.',
  ),
  encode(
    'two classes in one cell',
    { meet: (before, cell) => cell.map((value, k) => (k < 5 ? value : Math.max(value, before[k]))) },
    'Where two objects meet in one cell, the class of the first one is left behind: begin each answer with zeros.',
  ),
  encode(
    'added up',
    { meet: (before, cell) => cell.map((value, k) => value + before[k]) },
    'Where two objects meet in one cell, you add them up. The one that is named **later** is the answer alone.',
  ),
  decode(
    'cell not added',
    { middle: ([dx, dy], _place, step) => [dx * step, dy * step] },
    'All boxes lie in the first cell. Add the column and the row before you multiply by the side of a cell.',
  ),
  decode(
    'row and column changed places',
    { middle: ([dx, dy], [column, row], step) => [(row + dx) * step, (column + dy) * step] },
    'Row and column changed places: `output[row][column]`, and the column belongs to x.',
  ),
  decode(
    'not squared',
    { side: (root, size) => root * size },
    'Width and height are still roots: square them before you multiply by `size`.',
  ),
  decode(
    'corner in place of the middle',
    { box: (x, y, width, height) => [x, y, x + width, y + height] },
    'The box begins at its middle. Go half the width to the left and half the height up.',
  ),
  decode(
    'width in place of right',
    { box: (x, y, width, height) => [x - width / 2, y - height / 2, width, height] },
    'A box is `[left, top, right, bottom]`: you return width and height in place of the right and the lower side.',
  ),
  decode(
    'score without class',
    { score: (objectness) => objectness },
    'The score is the probability of an object **times** that of its best class.',
  ),
  decode(
    'score without object',
    { score: (_objectness, best) => best },
    'The score is the probability of the best class **times** that there is an object at all, the first number of the cell.',
  ),
  decode(
    'at the threshold',
    { keeps: (score, threshold) => score > threshold },
    'A cell whose score equals the threshold speaks, too: leave out only what is **below** it.',
  ),
  decode(
    'nothing dropped',
    { keeps: () => true },
    'Each cell gives a box. Leave out those whose score is below `threshold`.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a cell holds objectness, right, down, width, height, and then the classes.',
  },
];
