import type { Given, Mistake } from 'convolab';
import { someNumber } from '../look';

type Matrix = number[][];
type OfMask = (u: number, rate: number) => number;
type OfValue = (value: number, keep: number, rate: number) => number;

const masks: [string, OfMask, string][] = [
  [
    'rate is what stays',
    (u, rate) => (u < rate ? 1 : 0),
    'The mask is turned round: `rate` is the share that is dropped, so a draw below it becomes 0.',
  ],
  ['half', (u) => (u < 0.5 ? 0 : 1), 'Compare each draw with `rate`, not with 0.5, and do not round it.'],
  [
    'scaled already',
    (u, rate) => (u < rate ? 0 : 1 / (1 - rate)),
    'The mask says only what stays, 1, and what is dropped, 0. The scaling belongs to `forward` and `backward`.',
  ],
];

const forwards: [string, OfValue, string][] = [
  [
    'not scaled',
    (value, keep) => value * keep,
    'What stays is not made larger. Divide it by `1 - rate`, so that the mean is what it was.',
  ],
  [
    'divided by the rate',
    (value, keep, rate) => (keep * value) / rate,
    'You divide by `rate`, the share that is dropped. Divide by the share that stays, `1 - rate`.',
  ],
  [
    'multiplied by what stays',
    (value, keep, rate) => keep * value * (1 - rate),
    'What stays gets smaller. Divide by `1 - rate` in place of multiplying.',
  ],
  ['mask ignored', (value, _keep, rate) => value / (1 - rate), 'Nothing is dropped: multiply by the mask, too.'],
  [
    'mask turned round',
    (value, keep, rate) => ((1 - keep) * value) / (1 - rate),
    'The mask is read the wrong way round: 1 stays, 0 is dropped.',
  ],
  [
    'dropped ones stay',
    (value, keep, rate) => (keep ? value / (1 - rate) : value),
    'What is dropped keeps its value. It becomes 0.',
  ],
];

const backwards: [string, OfValue, string][] = [
  [
    'mask ignored',
    (value) => value,
    'The gradient goes back unchanged. What was dropped gets none, and what stayed was divided by `1 - rate`, so its gradient is, too.',
  ],
  [
    'not scaled',
    (value, keep) => value * keep,
    'Forward divided by `1 - rate`, so the chain rule divides the gradient by it, too.',
  ],
  [
    'scaled the other way',
    (value, keep, rate) => value * keep * (1 - rate),
    'Forward divided by `1 - rate`. That is the derivative as well: divide, in place of multiplying.',
  ],
  [
    'scaled everywhere',
    (value, _keep, rate) => value / (1 - rate),
    'What was dropped gets no gradient: multiply by the mask, too.',
  ],
  [
    'divided by the rate',
    (value, keep, rate) => (keep * value) / rate,
    'You divide by `rate`, the share that is dropped. Divide by the share that stays, `1 - rate`.',
  ],
];

const inferences: [string, (value: number, rate: number) => number, string][] = [
  [
    'made smaller',
    (value, rate) => value * (1 - rate),
    'That belongs to dropout as it was first published. Inverted dropout has scaled in training, so nothing is left to do in use.',
  ],
  [
    'made larger',
    (value, rate) => value / (1 - rate),
    'In use nothing is dropped, so nothing has to be made larger: return the input as it is.',
  ],
  ['zeros', () => 0, 'In use nothing is dropped: return the input as it is.'],
];

const each = (input: Matrix, f: (value: number, i: number, j: number) => number): Matrix =>
  input.map((row, i) => row.map((value, j) => f(value, i, j)));
const masked =
  (of: OfValue) =>
  (input: Matrix, mask: Matrix, rate: number): Matrix =>
    each(input, (value, i, j) => of(value, mask[i][j], rate));

const holdsBooleans = (got: Given): boolean =>
  Array.isArray(got) && got.some((entry) => typeof entry === 'boolean' || holdsBooleans(entry));

export const mistakenDropouts: Mistake[] = [
  ...masks.map(
    ([name, of, hint]): Mistake => ({
      name: `mask: ${name}`,
      only: 'mask',
      behaves: (draws: Matrix, rate: number) => each(draws, (u) => of(u, rate)),
      hint,
    }),
  ),
  ...forwards.map(
    ([name, of, hint]): Mistake => ({ name: `forward: ${name}`, only: 'forward', behaves: masked(of), hint }),
  ),
  ...backwards.map(
    ([name, of, hint]): Mistake => ({ name: `backward: ${name}`, only: 'backward', behaves: masked(of), hint }),
  ),
  ...inferences.map(
    ([name, of, hint]): Mistake => ({
      name: `inference: ${name}`,
      only: 'inference',
      behaves: (input: Matrix, rate: number) => each(input, (value) => of(value, rate)),
      hint,
    }),
  ),
  {
    name: 'true and false',
    when: holdsBooleans,
    hint: 'The mask holds the numbers 1 and 0, so that it can be multiplied with: `u < rate ? 0 : 1`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: the mask has rows and columns as the input has, `mask[i][j]`.',
  },
];
