import {
  type Case,
  equivarianceGap,
  type FunctionExercise,
  type Image,
  type Mistake,
  makeImage,
  type Random,
  translate,
} from 'convolab';
import { someNumber } from '../look';

/** Numbers without symmetry and none of them 0, so that a zero that came in shows. */
const picture = (height: number, width: number, channels = 1): Image =>
  makeImage(height, width, channels, (y, x, c) => 1 + ((y * 5 + x * 3 + y * x + c * 7) % 9));
/** A moved picture with one pixel changed: the gap is the size of the change, if the pixel is not in the border. */
const almost = (image: Image, [down, right]: number[], [y, x]: number[], change: number): Image => {
  const moved = translate(image, down, right);
  moved[y][x][0] += change;
  return moved;
};

const shiftCase = (name: string, image: Image, down: number, right: number): Case => ({
  name: `shift ${name}`,
  fn: 'shift',
  args: [image, down, right],
});

const gapCase = (name: string, before: Image, after: Image, [down, right]: number[]): Case => ({
  name: `gap ${name}`,
  fn: 'gap',
  args: [before, after, down, right],
});

const [map, deep] = [picture(5, 6), picture(4, 4, 2)];

const publicCases: Case[] = [
  shiftCase('by one pixel to the right', picture(3, 4), 0, 1),
  shiftCase('down by two', picture(4, 3), 2, 0),
  shiftCase('up and to the left', picture(4, 5), -1, -2),
  shiftCase('two channels', picture(3, 3, 2), 1, 1),
  shiftCase('by nothing', picture(2, 3), 0, 0),
  shiftCase('out of the image', picture(2, 2), 0, 3),
  gapCase('of a map that is just moved', map, translate(map, 1, -1), [1, -1]),
  gapCase('of one pixel that differs by 3', map, almost(map, [0, 1], [2, 3], 3), [0, 1]),
  gapCase('of one pixel that differs by −2', map, almost(map, [-1, 0], [1, 1], -2), [-1, 0]),
  gapCase('with a difference in the border, which does not count', map, almost(map, [0, 2], [3, 1], 5), [0, 2]),
  gapCase('of two maps that have nothing in common', deep, picture(4, 4, 2).reverse(), [1, 1]),
  gapCase('up and to the left', deep, almost(deep, [-2, -1], [1, 2], 4), [-2, -1]),
];

function gradedCases(random: Random): Case[] {
  const image = (height: number, width: number, channels: number): Image =>
    makeImage(height, width, channels, () => Math.round(100 * random.normal()) / 100);
  const step = (): number => random.integer(5) - 2;
  return Array.from({ length: 14 }, (_, i): Case => {
    const [down, right] = [step(), step()];
    const [height, width, channels] = [3 + random.integer(4), 3 + random.integer(4), 1 + (i % 3)];
    const before = image(height, width, channels);
    const name = `${i + 1}: ${down} down, ${right} right`;
    if (i % 2 === 0) return shiftCase(name, before, down, right);
    return gapCase(name, before, image(height, width, channels), [down, right]);
  });
}

type Shift = (image: Image, down: number, right: number) => Image;

const wrapped: Shift = (image, down, right) =>
  image.map((row, y) =>
    row.map((_, x) => {
      const [from, at] = [image.length, row.length];
      return image[(((y - down) % from) + from) % from][(((x - right) % at) + at) % at].slice();
    }),
  );

const clamped: Shift = (image, down, right) =>
  image.map((row, y) =>
    row.map((_, x) => {
      const within = (value: number, length: number): number => Math.min(length - 1, Math.max(0, value));
      return image[within(y - down, image.length)][within(x - right, row.length)].slice();
    }),
  );

const differences = (before: Image, after: Image, down: number, right: number): number[] => {
  const moved = translate(before, down, right).flat(2);
  return after.flat(2).map((value, i) => moved[i] - value);
};

const shiftMistakes: [string, Shift, string][] = [
  [
    'the other way',
    (image, down, right) => translate(image, -down, -right),
    'The image moves the other way: what is at row y now was at row `y - down` before.',
  ],
  [
    'down and right swapped',
    (image, down, right) => translate(image, right, down),
    '`down` and `right` are swapped: `down` moves rows (the first index), `right` moves columns (the second).',
  ],
  ['wrapped around', wrapped, 'What leaves the image comes in again on the other side. It is lost, and zeros come in.'],
  ['border repeated', clamped, 'The pixels at the border are repeated where nothing comes in. Put zeros there.'],
  [
    'right only',
    (image, _down, right) => translate(image, 0, right),
    'The rows do not move: take `down` into account as well.',
  ],
  [
    'down only',
    (image, down) => translate(image, down, 0),
    'The columns do not move: take `right` into account as well.',
  ],
];

const mistakes: Mistake[] = [
  ...shiftMistakes.map(([name, behaves, hint]): Mistake => ({ name, only: 'shift', behaves, hint })),
  {
    name: 'border counted',
    only: 'gap',
    behaves: (before: Image, after: Image, down: number, right: number) =>
      Math.max(...differences(before, after, down, right).map(Math.abs)),
    hint: 'Your gap counts the border, where zeros came in. Leave out as many rows and columns as the shift is long, on the side where it comes in.',
  },
  {
    name: 'not moved',
    only: 'gap',
    behaves: (before: Image, after: Image) => Math.max(...differences(before, after, 0, 0).map(Math.abs)),
    hint: 'You compare the two maps as they are. Move `before` by the shift first.',
  },
  {
    name: 'moved the wrong one',
    only: 'gap',
    behaves: (before: Image, after: Image, down: number, right: number) => equivarianceGap(after, before, down, right),
    hint: 'You move `after`. It belongs to the image that was moved already: move `before`.',
  },
  {
    name: 'signed',
    only: 'gap',
    behaves: (before: Image, after: Image, down: number, right: number) => {
      const [height, width] = [before.length, before[0].length];
      const inside = (y: number, x: number): boolean =>
        y >= Math.max(0, down) &&
        y < height + Math.min(0, down) &&
        x >= Math.max(0, right) &&
        x < width + Math.min(0, right);
      const moved = translate(before, down, right);
      const all = moved.flatMap((row, y) =>
        row.flatMap((pixel, x) => (inside(y, x) ? pixel.map((value, c) => value - after[y][x][c]) : [])),
      );
      return Math.max(...all);
    },
    hint: 'A difference below zero is a difference too: take `Math.abs` before the largest.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a row or column outside of the image has been read.',
  },
  {
    name: 'channels lost',
    only: 'shift',
    when: (got) => Array.isArray(got) && Array.isArray(got[0]) && typeof got[0][0] === 'number',
    hint: 'The result has the shape of the image, `[height, width, channels]`: each pixel is a list of its channels, also where zeros come in.',
  },
];

export const shiftEquivariance: FunctionExercise = {
  id: '1.3',
  title: 'A shifted image has a shifted feature map',
  points: 4,
  kind: 'function',
  entry: 'equivariance',
  reference: { shift: translate, gap: equivarianceGap },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Write `shift` first: the pixel at row y and column x comes from row `y - down` and column `x - right`, and is 0 where that lies outside of the image.',
};
