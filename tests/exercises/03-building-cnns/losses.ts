import {
  type Case,
  type FunctionExercise,
  losses,
  type Matrix,
  type Random,
  sigmoidCrossEntropy,
  softmax,
  softmaxCrossEntropy,
} from 'convolab';
import { mistakenLosses } from './loss-mistakes';

const reference = { meanSquaredError: losses.meanSquaredError, sigmoidCrossEntropy, softmaxCrossEntropy };
const titles: Record<keyof typeof reference, string> = {
  meanSquaredError: 'mean squared error',
  sigmoidCrossEntropy: 'binary cross-entropy',
  softmaxCrossEntropy: 'categorical cross-entropy',
};
type Name = keyof typeof reference;

/** The loss and its gradient on the same numbers. */
function both(name: Name, about: string, predicted: Matrix, target: Matrix): Case[] {
  return [
    { name: `${titles[name]}: ${about}`, fn: `${name}.output`, args: [predicted, target] },
    { name: `${titles[name]}, gradient: ${about}`, fn: `${name}.gradient`, args: [predicted, target] },
  ];
}

const publicCases: Case[] = [
  ...both('meanSquaredError', 'one image', [[1, 2, 4]], [[0, 2, 1]]),
  ...both(
    'meanSquaredError',
    'two images',
    [
      [0.5, -1, 2],
      [3, 0, 1],
    ],
    [
      [1, 0, 0],
      [0, 0, 1],
    ],
  ),
  ...both('sigmoidCrossEntropy', 'one image', [[0.5, -1, 2]], [[1, 0, 1]]),
  ...both(
    'sigmoidCrossEntropy',
    'two images',
    [
      [1, -2, 0.5],
      [-0.5, 0, 3],
    ],
    [
      [0, 0, 1],
      [1, 0.25, 1],
    ],
  ),
  ...both('sigmoidCrossEntropy', 'logits of ±1000', [[1000, -1000, 1000, -1000]], [[1, 0, 0, 1]]),
  ...both('softmaxCrossEntropy', 'one image', [[2, 1, -1]], [[0, 1, 0]]),
  ...both(
    'softmaxCrossEntropy',
    'two images',
    [
      [0.5, 0, -2],
      [1, 3, 0],
    ],
    [
      [1, 0, 0],
      [0, 0, 1],
    ],
  ),
  ...both(
    'softmaxCrossEntropy',
    'logits of ±1000',
    [
      [1000, 0, -1000],
      [-1000, -1001, -1002],
    ],
    [
      [0, 0, 1],
      [1, 0, 0],
    ],
  ),
];

/** Rows of zeros with a single 1. */
function oneHot(random: Random, batch: number, classes: number): Matrix {
  return Array.from({ length: batch }, () => {
    const label = random.integer(classes);
    return Array.from({ length: classes }, (_, k) => Number(k === label));
  });
}

function gradedCases(random: Random): Case[] {
  const matrix = (batch: number, classes: number, value: () => number): Matrix =>
    Array.from({ length: batch }, () => Array.from({ length: classes }, value));
  return Array.from({ length: 4 }, (_, i) => {
    const [batch, classes] = [1 + random.integer(4), 2 + random.integer(5)];
    const spread = i === 3 ? 900 : 2;
    const normal = (): number => random.normal(0, spread);
    const about = `random ${batch}×${classes}${i === 3 ? ', large' : ''}`;
    const share = (): number => Math.round(random.uniform() * (i % 2 ? 1 : 10)) / (i % 2 ? 1 : 10);
    const labels = i % 2 ? oneHot(random, batch, classes) : matrix(batch, classes, () => random.normal()).map(softmax);
    return [
      ...both(
        'meanSquaredError',
        about,
        matrix(batch, classes, () => random.normal()),
        matrix(batch, classes, share),
      ),
      ...both('sigmoidCrossEntropy', about, matrix(batch, classes, normal), matrix(batch, classes, share)),
      ...both('softmaxCrossEntropy', about, matrix(batch, classes, normal), labels),
    ];
  }).flat();
}

export const threeLosses: FunctionExercise = {
  id: '3.5',
  title: 'Three losses that stay finite',
  points: 5,
  kind: 'function',
  entry: 'losses',
  reference: reference as unknown as FunctionExercise['reference'],
  publicCases,
  gradedCases,
  mistakes: mistakenLosses,
  firstStep:
    'Begin with `meanSquaredError.output`: go through all rows and columns, add up `(predicted[s][k] - target[s][k]) ** 2`, and divide by the number of all values.',
};
