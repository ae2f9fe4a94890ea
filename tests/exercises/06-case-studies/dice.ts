import { type Case, dice, type FunctionExercise, type Matrix, type Mistake, meanIou, type Random } from 'convolab';

interface Counts {
  /** pixels of the class in the truth, in the prediction, in both */
  truth: number;
  predicted: number;
  both: number;
}

function countsOf(truth: Matrix, predicted: Matrix, label: number): Counts {
  const counts = { truth: 0, predicted: 0, both: 0 };
  truth.forEach((row, y) => {
    row.forEach((one, x) => {
      if (one === label) counts.truth++;
      if (predicted[y][x] === label) counts.predicted++;
      if (one === label && predicted[y][x] === label) counts.both++;
    });
  });
  return counts;
}

const diceBy =
  (of: (counts: Counts, pixels: number) => number) =>
  (truth: Matrix, predicted: Matrix): number =>
    of(countsOf(truth, predicted, 1), truth.length * truth[0].length);

const iouOf = ({ truth, predicted, both }: Counts): number => both / (truth + predicted - both);
const meanOf = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const classesOf = (truth: Matrix, predicted: Matrix, classes: number): Counts[] =>
  Array.from({ length: classes }, (_, label) => countsOf(truth, predicted, label));
const isThere = ({ truth, predicted }: Counts): boolean => truth + predicted > 0;
const pixelsOf = (truth: Matrix): number => truth.length * truth[0].length;

const mistakes: Mistake[] = [
  {
    name: 'dice: the IoU',
    only: 'dice',
    behaves: diceBy((counts) => (isThere(counts) ? iouOf(counts) : 1)),
    hint: 'That is the IoU. Dice divides **twice** the intersection by the sum of both areas.',
  },
  {
    name: 'dice: not doubled',
    only: 'dice',
    behaves: diceBy((counts) => (isThere(counts) ? counts.both / (counts.truth + counts.predicted) : 1)),
    hint: 'Two equal masks get 0.5: multiply the intersection by 2, because the sum of both areas counts it twice.',
  },
  {
    name: 'dice: empty masks are 0',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }) => (2 * both) / Math.max(1, truth + predicted)),
    hint: 'Two empty masks agree in everything: their Dice coefficient is 1.',
  },
  {
    name: 'dice: an empty truth is 1',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }) => (truth === 0 ? 1 : (2 * both) / (truth + predicted))),
    hint: 'Where nothing is true and something is predicted, the masks do not agree at all: 0. Only two empty masks get 1.',
  },
  {
    name: 'dice: an empty prediction is 1',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }) => (predicted === 0 ? 1 : (2 * both) / (truth + predicted))),
    hint: 'Where something is true and nothing is predicted, the masks do not agree at all: 0. Only two empty masks get 1.',
  },
  {
    name: 'dice: share of right pixels',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }, pixels) => (pixels - truth - predicted + 2 * both) / pixels),
    hint: 'You count all pixels that are right, also those of the background. Only pixels with a 1 count.',
  },
  {
    name: 'dice: precision',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }) => (truth + predicted === 0 ? 1 : both / Math.max(1, predicted))),
    hint: 'You divide by the predicted pixels alone, so that a mask of one right pixel gets 1. Divide by both areas together.',
  },
  {
    name: 'dice: recall',
    only: 'dice',
    behaves: diceBy(({ both, truth, predicted }) => (truth + predicted === 0 ? 1 : both / Math.max(1, truth))),
    hint: 'You divide by the true pixels alone, so that a mask of the whole image gets 1. Divide by both areas together.',
  },
  {
    name: 'meanIou: classes that are nowhere',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      meanOf(classesOf(truth, predicted, classes).map((counts) => (isThere(counts) ? iouOf(counts) : 0))),
    hint: 'A class that is in neither mask counts as 0. Leave it out of the mean.',
  },
  {
    name: 'meanIou: absent classes are right',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      meanOf(classesOf(truth, predicted, classes).map((counts) => (isThere(counts) ? iouOf(counts) : 1))),
    hint: 'A class that is in neither mask counts as 1. Leave it out of the mean.',
  },
  {
    name: 'meanIou: without the background',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      meanOf(classesOf(truth, predicted, classes).slice(1).filter(isThere).map(iouOf)),
    hint: 'Class 0 is missing. The background is a class like the others.',
  },
  {
    name: 'meanIou: classes of the truth only',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      meanOf(
        classesOf(truth, predicted, classes)
          .filter((counts) => counts.truth > 0)
          .map(iouOf),
      ),
    hint: 'A class that is predicted and not there has the IoU 0 and counts: leave out only what is in neither mask.',
  },
  {
    name: 'meanIou: weighted by size',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      classesOf(truth, predicted, classes)
        .filter(isThere)
        .reduce((sum, counts) => sum + (counts.truth / pixelsOf(truth)) * iouOf(counts), 0),
    hint: 'Large classes count more. In the mean each class counts the same, however few pixels it has.',
  },
  {
    name: 'meanIou: share of right pixels',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      classesOf(truth, predicted, classes).reduce((sum, { both }) => sum + both, 0) / pixelsOf(truth),
    hint: 'That is the share of right pixels. Compute the IoU of each class by itself, then their mean.',
  },
  {
    name: 'meanIou: Dice of each class',
    only: 'meanIou',
    behaves: (truth: Matrix, predicted: Matrix, classes: number) =>
      meanOf(
        classesOf(truth, predicted, classes)
          .filter(isThere)
          .map((counts) => (2 * counts.both) / (counts.truth + counts.predicted)),
      ),
    hint: 'That is the mean of the Dice coefficients. The IoU divides the intersection by the union.',
  },
  {
    name: 'NaN',
    when: (got) => typeof got === 'number' && Number.isNaN(got),
    hint: 'NaN comes from 0 / 0: think of a class, or a pair of masks, without a single pixel.',
  },
];

const cell: Matrix = [
  [0, 0, 0, 0, 0],
  [0, 1, 1, 1, 0],
  [0, 1, 1, 1, 0],
  [0, 0, 1, 0, 0],
];
const guess: Matrix = [
  [1, 0, 0, 0, 0],
  [0, 0, 1, 1, 1],
  [0, 0, 1, 1, 0],
  [0, 0, 0, 0, 0],
];
const empty: Matrix = cell.map((row) => row.map(() => 0));
const scene: Matrix = [
  [0, 0, 1, 1],
  [0, 2, 2, 1],
  [0, 2, 2, 0],
];
const seen: Matrix = [
  [0, 0, 1, 0],
  [0, 2, 2, 1],
  [0, 0, 2, 3],
];

const publicCases: Case[] = [
  { name: 'dice: a nucleus, half found', fn: 'dice', args: [cell, guess] },
  { name: 'dice: the same mask', fn: 'dice', args: [cell, cell] },
  { name: 'dice: nothing found', fn: 'dice', args: [cell, empty] },
  { name: 'dice: found where nothing is', fn: 'dice', args: [empty, guess] },
  { name: 'dice: the whole image', fn: 'dice', args: [cell, cell.map((row) => row.map(() => 1))] },
  { name: 'dice: two empty masks', fn: 'dice', args: [empty, empty] },
  { name: 'meanIou: three classes, and one that is nowhere true', fn: 'meanIou', args: [scene, seen, 4] },
  { name: 'meanIou: a class that is in neither mask', fn: 'meanIou', args: [cell, guess, 3] },
  { name: 'meanIou: the same mask', fn: 'meanIou', args: [scene, scene, 5] },
];

function gradedCases(random: Random): Case[] {
  const drawn = Array.from({ length: 6 }, (_, i): Case[] => {
    const [height, width] = [3 + random.integer(5), 3 + random.integer(5)];
    const classes = 3 + random.integer(3);
    const mask = (values: number): Matrix =>
      Array.from({ length: height }, () => Array.from({ length: width }, () => random.integer(values)));
    const noisy = (truth: Matrix, values: number): Matrix =>
      truth.map((row) => row.map((label) => (random.uniform() < 0.3 ? random.integer(values) : label)));
    const [two, many] = [mask(2), mask(classes - 1)]; // the last class is nowhere in the truth
    const about = `random ${height}×${width} (${i + 1})`;
    return [
      { name: `dice: ${about}`, fn: 'dice', args: [two, noisy(two, 2)] },
      { name: `meanIou: ${about}, ${classes} classes`, fn: 'meanIou', args: [many, noisy(many, classes), classes + 1] },
    ];
  }).flat();
  const [rows, columns] = [2 + random.integer(4), 2 + random.integer(4)];
  const full = Array.from({ length: rows }, () => new Array<number>(columns).fill(1));
  const bare = full.map((row) => row.map(() => 0));
  return [
    ...drawn,
    { name: 'dice: two empty masks of another size', fn: 'dice', args: [bare, bare] },
    { name: 'dice: all found where nothing is', fn: 'dice', args: [bare, full] },
  ];
}

export const diceAndIou: FunctionExercise = {
  id: '6.5',
  title: 'Dice and mean IoU',
  points: 4,
  kind: 'function',
  entry: 'maskAgreement',
  reference: { dice, meanIou },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with `dice`: go through all pixels and count three things: 1 in the truth, 1 in the prediction, 1 in both.',
};
