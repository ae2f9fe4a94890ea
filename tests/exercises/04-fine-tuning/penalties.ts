import { type Case, type FunctionExercise, type Matrix, type Mistake, penalties, type Random } from 'convolab';
import { someNumber } from '../look';

/** A penalty and its gradient on the same weights. */
function both(name: 'l1' | 'l2', about: string, weights: Matrix, strength: number): Case[] {
  const title = name.toUpperCase();
  return [
    { name: `${title}: ${about}`, fn: `${name}.output`, args: [weights, strength] },
    { name: `${title}, gradient: ${about}`, fn: `${name}.gradient`, args: [weights, strength] },
  ];
}

const mixed = [
  [0.5, -2, 3],
  [-0.25, 1, -1.5],
];

const publicCases: Case[] = (['l1', 'l2'] as const).flatMap((name) => [
  ...both(name, 'one weight', [[3]], 0.1),
  ...both(name, 'weights of both signs', mixed, 0.01),
  ...both(
    name,
    'weights that are 0',
    [
      [0, -1],
      [2, 0],
    ],
    0.5,
  ),
]);

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 6 }, (_, i) => {
    const [inputs, outputs] = [1 + random.integer(4), 2 + random.integer(4)];
    const weights = Array.from({ length: inputs }, () =>
      Array.from({ length: outputs }, () => (random.integer(6) === 0 ? 0 : Math.round(100 * random.normal()) / 100)),
    );
    const strength = (1 + random.integer(99)) / 1000;
    return both(i % 2 ? 'l2' : 'l1', `random ${inputs}×${outputs}, λ = ${strength}`, weights, strength);
  }).flat();
}

const each = (weights: Matrix, change: (w: number) => number): Matrix => weights.map((row) => row.map(change));
const sum = (weights: Matrix, term: (w: number) => number): number =>
  weights.flat().reduce((total, w) => total + term(w), 0);
const count = (weights: Matrix): number => weights.flat().length;
const square = (w: number): number => w * w;

/** Function concerned, name, mistaken code on weights and strength, hint. */
const rows: [string, string, (weights: Matrix, strength: number) => unknown, string][] = [
  [
    'l1.output',
    'signs kept',
    (weights, strength) => strength * sum(weights, (w) => w),
    'Negative weights lower your penalty: add up the absolute values, `Math.abs(w)`.',
  ],
  [
    'l1.output',
    'squares',
    (weights, strength) => strength * sum(weights, square),
    'That is L2. L1 adds up absolute values.',
  ],
  [
    'l1.output',
    'strength forgotten',
    (weights) => sum(weights, Math.abs),
    'The strength λ is missing: multiply the sum by `strength`.',
  ],
  [
    'l1.output',
    'mean',
    (weights, strength) => (strength * sum(weights, Math.abs)) / count(weights),
    'That is a mean. A penalty is the sum over all weights, not divided by their number.',
  ],
  [
    'l1.gradient',
    'sign forgotten',
    (weights, strength) => each(weights, () => strength),
    'This pulls every weight down. The gradient of |w| is −1 where w is negative: `Math.sign(w)`.',
  ],
  [
    'l1.gradient',
    '1 at 0',
    (weights, strength) => each(weights, (w) => (w < 0 ? -strength : strength)),
    'Where a weight is 0, nothing has to be pulled: the gradient of L1 is taken as 0 there.',
  ],
  [
    'l1.gradient',
    'absolute value',
    (weights, strength) => each(weights, (w) => strength * Math.abs(w)),
    'That is the penalty of each weight. Its gradient is the slope of |w|: 1 or −1, however large w is.',
  ],
  [
    'l1.gradient',
    'strength forgotten',
    (weights) => each(weights, Math.sign),
    'The strength λ is missing: it multiplies the gradient, too.',
  ],
  [
    'l1.gradient',
    'direction of descent',
    (weights, strength) => each(weights, (w) => -strength * Math.sign(w)),
    'The sign is wrong: a gradient points to where the penalty grows, away from 0. The optimizer goes against it.',
  ],
  [
    'l2.output',
    'half',
    (weights, strength) => (strength * sum(weights, square)) / 2,
    'Some books halve the squares; Keras, TensorFlow.js and this course do not: leave out the ½.',
  ],
  [
    'l2.output',
    'root',
    (weights, strength) => strength * Math.sqrt(sum(weights, square)),
    'That is the length of the weights. The penalty is the sum of the squares: leave out the square root.',
  ],
  [
    'l2.output',
    'absolute values',
    (weights, strength) => strength * sum(weights, Math.abs),
    'That is L1. L2 adds up squares.',
  ],
  [
    'l2.output',
    'square of the sum',
    (weights, strength) => strength * sum(weights, (w) => w) ** 2,
    'You square the sum. Square each weight first, then add up.',
  ],
  [
    'l2.output',
    'strength forgotten',
    (weights) => sum(weights, square),
    'The strength λ is missing: multiply the sum by `strength`.',
  ],
  [
    'l2.output',
    'mean',
    (weights, strength) => (strength * sum(weights, square)) / count(weights),
    'That is a mean. A penalty is the sum over all weights, not divided by their number.',
  ],
  [
    'l2.gradient',
    '2 missing',
    (weights, strength) => each(weights, (w) => strength * w),
    'The 2 of the derivative of a square is missing: 2 λ w.',
  ],
  [
    'l2.gradient',
    'strength forgotten',
    (weights) => each(weights, (w) => 2 * w),
    'The strength λ is missing: it multiplies the gradient, too.',
  ],
  [
    'l2.gradient',
    'absolute value',
    (weights, strength) => each(weights, (w) => 2 * strength * Math.abs(w)),
    'The gradient of w² has the sign of w: leave out the absolute value.',
  ],
  [
    'l2.gradient',
    'direction of descent',
    (weights, strength) => each(weights, (w) => -2 * strength * w),
    'The sign is wrong: a gradient points to where the penalty grows, away from 0. The optimizer goes against it.',
  ],
];

const mistakes: Mistake[] = [
  ...rows.map(([only, name, behaves, hint]): Mistake => ({ name: `${only}: ${name}`, only, behaves, hint })),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from 0 / 0: `w / Math.abs(w)` has no value where w is 0. `Math.sign(w)` has.',
  },
  {
    name: 'one number',
    only: ['l1.gradient', 'l2.gradient'],
    when: (got) => typeof got === 'number',
    hint: 'A gradient has one number for each weight: rows and columns as `weights` has them.',
  },
];

export const twoPenalties: FunctionExercise = {
  id: '4.5',
  title: 'L1 and L2 penalties',
  points: 2,
  kind: 'function',
  entry: 'penalties',
  reference: penalties as unknown as FunctionExercise['reference'],
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with `l1.output`: go through all rows and columns, add up `Math.abs(w)`, and multiply the sum by `strength`.',
};
