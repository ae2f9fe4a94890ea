import { type Case, type FunctionExercise, type Mistake, type Random, samePadding } from 'convolab';
import { someNumber } from '../look';

const publicCases: Case[] = [
  { name: '28 pixels, kernel 3: one zero on each side', args: [28, 3, 1] },
  { name: '28 pixels, kernel 5: two zeros on each side', args: [28, 5, 1] },
  { name: 'an even kernel: 10 pixels, kernel 2', args: [10, 2, 1] },
  { name: 'an odd total with stride: 8 pixels, kernel 3, stride 2', args: [8, 3, 2] },
  { name: '224 pixels, kernel 7, stride 2', args: [224, 7, 2] },
  { name: 'a kernel of 1 needs none', args: [9, 1, 1] },
  { name: 'stride larger than kernel: 9 pixels, kernel 2, stride 3', args: [9, 2, 3] },
  { name: 'a size that is no multiple of the stride: 13 pixels, kernel 4, stride 3', args: [13, 4, 3] },
];

const total = (size: number, kernel: number, stride: number): number =>
  Math.max((Math.ceil(size / stride) - 1) * stride + kernel - size, 0);
const split = (sum: number): { before: number; after: number } => ({
  before: Math.floor(sum / 2),
  after: sum - Math.floor(sum / 2),
});

const mistakes: Mistake[] = [
  {
    name: 'split the wrong side',
    behaves: (size: number, kernel: number, stride: number) => {
      const { before, after } = samePadding(size, kernel, stride);
      return { before: after, after: before };
    },
    hint: 'An odd total puts the extra zero at the end (bottom, right): `before` is rounded down, `after` gets the rest.',
  },
  {
    name: 'both rounded up',
    behaves: (size: number, kernel: number, stride: number) => {
      const half = Math.ceil(total(size, kernel, stride) / 2);
      return { before: half, after: half };
    },
    hint: 'Both sides are rounded up, so there is one zero too many. `before + after` must be the total: `after = total - before`.',
  },
  {
    name: 'both rounded down',
    behaves: (size: number, kernel: number, stride: number) => {
      const half = Math.floor(total(size, kernel, stride) / 2);
      return { before: half, after: half };
    },
    hint: 'Both sides are rounded down, so one zero is missing. `before + after` must be the total: `after = total - before`.',
  },
  {
    name: 'not rounded',
    behaves: (size: number, kernel: number, stride: number) => {
      const half = total(size, kernel, stride) / 2;
      return { before: half, after: half };
    },
    hint: 'There is no half a pixel: round `before` down and give the rest to `after`.',
  },
  {
    name: 'stride ignored',
    behaves: (_size: number, kernel: number) => split(kernel - 1),
    hint: 'The total is kernel − 1 only for stride 1. With a stride it is `(outputs - 1) * stride + kernel - size`, where `outputs = Math.ceil(size / stride)`.',
  },
  {
    name: 'symmetric half kernel',
    behaves: (_size: number, kernel: number) => ({ before: Math.floor(kernel / 2), after: Math.floor(kernel / 2) }),
    hint: 'Half a kernel on each side is right only for odd kernels and stride 1. Compute the total first: `(outputs - 1) * stride + kernel - size`, then split it.',
  },
  {
    name: 'negative total',
    behaves: (size: number, kernel: number, stride: number) =>
      split((Math.ceil(size / stride) - 1) * stride + kernel - size),
    hint: 'The total can come out negative, where the stride jumps over pixels. Padding cannot: take at least 0, with `Math.max`.',
  },
  {
    name: 'outputs rounded down',
    behaves: (size: number, kernel: number, stride: number) =>
      split(Math.max((Math.floor(size / stride) - 1) * stride + kernel - size, 0)),
    hint: 'The number of outputs is rounded up: `Math.ceil(size / stride)`.',
  },
  {
    name: 'one step too many',
    behaves: (size: number, kernel: number, stride: number) =>
      split(Math.max(Math.ceil(size / stride) * stride + kernel - size, 0)),
    hint: 'Between n outputs there are n − 1 steps: `(outputs - 1) * stride`.',
  },
  {
    name: 'all on one side',
    behaves: (size: number, kernel: number, stride: number) => ({ before: 0, after: total(size, kernel, stride) }),
    hint: 'The total is right, but it all stands at the end. Half of it, rounded down, goes to `before`.',
  },
  {
    name: 'one number',
    when: (got) => typeof got === 'number',
    hint: 'Return both sides as an object: `{ before, after }`.',
  },
  {
    name: 'a list',
    when: (got) => Array.isArray(got),
    hint: 'Return an object, not a list: `{ before, after }`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: is every parameter, also `stride`, used under its own name?',
  },
];

export const samePaddingSplit: FunctionExercise = {
  id: '2.6',
  title: "The zeros of 'same' padding",
  points: 4,
  kind: 'function',
  entry: 'samePadding',
  reference: samePadding,
  publicCases,
  gradedCases: (random: Random) =>
    Array.from({ length: 20 }, (_, i) => {
      const kernel = 2 + random.integer(8);
      const stride = 1 + random.integer(Math.min(kernel, 4));
      const size = kernel + random.integer(200);
      return {
        name: `case ${i + 1}: ${size} pixels, kernel ${kernel}, stride ${stride}`,
        args: [size, kernel, stride],
      };
    }),
  tolerance: { relative: 0, absolute: 0 },
  mistakes,
  firstStep:
    'The output must have `Math.ceil(size / stride)` values. How many pixels does the window pass over until its last position ends? What is missing is the padding.',
};
