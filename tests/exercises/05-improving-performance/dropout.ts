import { type Case, dropout, type FunctionExercise, type Random } from 'convolab';
import { mistakenDropouts } from './dropout-mistakes';

type Matrix = number[][];

const maskOf = (draws: Matrix, rate: number): Matrix => draws.map((row) => row.map((u) => (u < rate ? 0 : 1)));

const values: Matrix = [
  [1, -2, 3, 0.5],
  [4, 0.25, -1, 2],
];
const someMask: Matrix = [
  [1, 0, 1, 1],
  [0, 1, 1, 0],
];
const draws: Matrix = [
  [0.1, 0.62, 0.35, 0.9],
  [0.48, 0.05, 0.77, 0.29],
];

const forwardCases = (name: string, input: Matrix, mask: Matrix, rate: number): Case[] => [
  { name: `forward: ${name}`, fn: 'forward', args: [input, mask, rate] },
  { name: `backward: ${name}`, fn: 'backward', args: [input.map((row) => row.map((x) => 2 - x)), mask, rate] },
];

const publicCases: Case[] = [
  { name: 'mask: rate 0.5', fn: 'mask', args: [draws, 0.5] },
  { name: 'mask: rate 0.3', fn: 'mask', args: [draws, 0.3] },
  { name: 'mask: rate 0 drops nothing', fn: 'mask', args: [[[0, 0.4, 0.99]], 0] },
  ...forwardCases('rate 0.5', values, someMask, 0.5),
  ...forwardCases('rate 0.2', values, someMask, 0.2),
  ...forwardCases('all stay', [[3, -1]], [[1, 1]], 0.75),
  { name: 'inference: rate 0.5', fn: 'inference', args: [values, 0.5] },
  { name: 'inference: rate 0.2', fn: 'inference', args: [[[5, 1, -3]], 0.2] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 4 }, (_, i): Case[] => {
    const [batch, units] = [2 + random.integer(3), 3 + random.integer(5)];
    const matrix = (value: () => number): Matrix =>
      Array.from({ length: batch }, () => Array.from({ length: units }, () => Number(value().toFixed(3))));
    const rate = Number(random.uniform(0.15, 0.8).toFixed(2));
    const drawn = matrix(() => random.uniform());
    const about = `random ${batch}×${units} (${i + 1}), rate ${rate}`;
    return [
      { name: `mask: ${about}`, fn: 'mask', args: [drawn, rate] },
      ...forwardCases(
        about,
        matrix(() => random.normal()),
        maskOf(drawn, rate),
        rate,
      ),
      { name: `inference: ${about}`, fn: 'inference', args: [matrix(() => random.normal()), rate] },
    ];
  }).flat();
}

export const invertedDropout: FunctionExercise = {
  id: '5.5',
  title: 'Inverted dropout',
  points: 2,
  kind: 'function',
  entry: 'invertedDropout',
  // its gradient is the same function, applied to what comes back
  reference: { mask: maskOf, forward: dropout, backward: dropout, inference: (input: Matrix) => input },
  publicCases,
  gradedCases,
  mistakes: mistakenDropouts,
  firstStep:
    'Begin with `mask`: go through rows and columns with `map`; a draw below `rate` becomes 0, any other one 1.',
};
