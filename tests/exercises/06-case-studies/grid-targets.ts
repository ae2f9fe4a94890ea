import {
  type Box,
  type Case,
  type DetectionGrid,
  decodeGrid,
  encodeGrid,
  type FunctionExercise,
  type LabelledBox,
  type Random,
} from 'convolab';
import { mistakenTargets } from './grid-mistakes';

const grid: DetectionGrid = { cells: 4, size: 64, classes: 3 };
const coarse: DetectionGrid = { cells: 3, size: 30, classes: 2 };

const boot: LabelledBox = { box: [4, 20, 24, 36], label: 1 };
const bag: LabelledBox = { box: [34, 2, 60, 40], label: 2 };
const corner: LabelledBox = { box: [0, 50, 6, 62], label: 0 };
/** Its middle lies in the cell of the boot's. */
const sandal: LabelledBox = { box: [2, 17, 22, 27], label: 0 };

/** What a network may have said: a little beside the targets, and weak everywhere else. */
const answer = (objects: LabelledBox[], of: DetectionGrid, change: () => number): number[][][] =>
  encodeGrid(objects, of).map((row) =>
    row.map((cell) =>
      cell.map((value, k) => {
        const moved = k > 0 && k < 5 ? value + change() : 0.08 + 0.8 * value + change();
        return Number(Math.min(1, Math.max(0, moved)).toFixed(3));
      }),
    ),
  );

/** Numbers that repeat after a while, from −0.03 to 0.03. */
function wave(): () => number {
  let k = 0;
  return () => 0.03 * Math.sin(12.9 * ++k);
}

const publicCases: Case[] = [
  { name: 'encode: a boot', fn: 'encode', args: [[boot], grid] as never[] },
  { name: 'encode: three objects', fn: 'encode', args: [[boot, bag, corner], grid] as never[] },
  {
    name: 'encode: the middle on the border of two cells',
    fn: 'encode',
    args: [[{ box: [8, 12, 24, 20], label: 0 }], grid] as never[],
  },
  { name: 'encode: two objects in one cell', fn: 'encode', args: [[boot, sandal], grid] as never[] },
  { name: 'encode: another grid', fn: 'encode', args: [[{ box: [11, 3, 29, 9], label: 1 }], coarse] as never[] },
  { name: 'encode: an empty image', fn: 'encode', args: [[], coarse] as never[] },
  { name: 'decode: exact targets', fn: 'decode', args: [encodeGrid([boot, bag], grid), grid, 0.5] as never[] },
  {
    name: 'decode: scores that equal the threshold',
    fn: 'decode',
    args: [encodeGrid([boot, corner], grid), grid, 1] as never[],
  },
  {
    name: 'decode: an unsure network',
    fn: 'decode',
    args: [answer([boot, corner], grid, wave()), grid, 0.5] as never[],
  },
  { name: 'decode: a low threshold', fn: 'decode', args: [answer([bag], grid, wave()), grid, 0.02] as never[] },
  { name: 'decode: nothing is there', fn: 'decode', args: [encodeGrid([], coarse), coarse, 0.5] as never[] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 6 }, (_, i): Case[] => {
    const cells = 2 + random.integer(4);
    const size = cells * (8 + random.integer(9));
    const classes = 2 + random.integer(4);
    const of: DetectionGrid = { cells, size, classes };
    const objects = random
      .shuffle(Array.from({ length: cells * cells }, (_cell, k) => k))
      .slice(0, 1 + random.integer(3))
      .map((cell): LabelledBox => {
        const side = size / cells;
        const x = ((cell % cells) + random.uniform(0.05, 0.95)) * side;
        const y = (Math.floor(cell / cells) + random.uniform(0.05, 0.95)) * side;
        const [width, height] = [random.uniform(3, size / 2), random.uniform(3, size / 2)];
        const box: Box = [x - width / 2, y - height / 2, x + width / 2, y + height / 2];
        return { box, label: random.integer(classes) };
      });
    const about = `${objects.length} objects, ${cells}×${cells} cells (${i + 1})`;
    const [{ box, label }] = objects;
    // in the cell of the first one, half as large on each side of the same middle
    const double: LabelledBox = {
      box: [(3 * box[0] + box[2]) / 4, (3 * box[1] + box[3]) / 4, (box[0] + 3 * box[2]) / 4, (box[1] + 3 * box[3]) / 4],
      label: (label + 1) % classes,
    };
    const said = answer(objects, of, () => random.uniform(-0.05, 0.05));
    return [
      { name: `encode: ${about}`, fn: 'encode', args: [i % 3 === 2 ? [...objects, double] : objects, of] as never[] },
      { name: `decode: ${about}`, fn: 'decode', args: [said, of, [0.3, 0.5][i % 2]] as never[] },
    ];
  }).flat();
}

export const gridTargets: FunctionExercise = {
  id: '6.3',
  title: 'Targets of YOLO, there and back',
  points: 8,
  kind: 'function',
  entry: 'yolo',
  reference: { encode: encodeGrid, decode: decodeGrid },
  publicCases,
  gradedCases,
  mistakes: mistakenTargets,
  firstStep:
    'Begin with `encode`: fill a grid with zeros, then find the middle of each box, and `Math.floor(x * cells / size)` is its column.',
};
