import { type Case, expectedImprovement, type FunctionExercise, type Random } from 'convolab';
import { mistakenImprovements } from './improvement-mistakes';

/** The place of the largest expected improvement; of equals, the first. */
function nextTrial(means: number[], deviations: number[], best: number, margin: number): number {
  const gains = means.map((mean, i) => expectedImprovement(mean, deviations[i], best, margin));
  return gains.indexOf(Math.max(...gains));
}

type Call = [mean: number, deviation: number, best: number, margin: number];
const improvementCase = (name: string, ...each: Call[]): Case => ({ name, fn: 'expectedImprovement', each });
const nextCase = (name: string, ...each: [number[], number[], number, number][]): Case => ({
  name: `nextTrial: ${name}`,
  fn: 'nextTrial',
  each,
});

const publicCases: Case[] = [
  improvementCase('a mean equal to the best', [0.9, 0.05, 0.9, 0]),
  improvementCase('a mean above the best', [0.92, 0.02, 0.9, 0], [0.95, 0.1, 0.9, 0]),
  improvementCase('a mean below the best', [0.8, 0.1, 0.9, 0], [0.85, 0.02, 0.9, 0]),
  improvementCase('with a margin', [0.92, 0.05, 0.9, 0.01], [0.9, 0.2, 0.85, 0.05]),
  improvementCase('large numbers', [12, 3, 10, 0.5], [5, 4, 10, 0]),
  improvementCase('nothing unsure, σ = 0', [0.95, 0, 0.9, 0], [0.85, 0, 0.9, 0], [0.95, 0, 0.9, 0.02]),
  nextCase('the same means, other deviations', [[0.8, 0.8, 0.8], [0.02, 0.1, 0.05], 0.85, 0]),
  nextCase('the same deviations, other means', [[0.8, 0.84, 0.86, 0.81], [0.05, 0.05, 0.05, 0.05], 0.85, 0]),
  nextCase(
    'neither the largest mean nor the largest deviation',
    [[0.85, 0.84, 0.6], [0.01, 0.08, 0.11], 0.85, 0],
    [[0.5, 0.89, 0.8, 0.88], [0.2, 0, 0.01, 0.09], 0.9, 0],
  ),
  nextCase('a margin decides', [[0.9, 0.86], [0.005, 0.06], 0.88, 0], [[0.9, 0.86], [0.005, 0.06], 0.88, 0.02]),
];

function gradedCases(random: Random): Case[] {
  const share = (low: number, high: number): number => Number(random.uniform(low, high).toFixed(3));
  const call = (margin: number): Call => [share(0.7, 0.95), share(0.01, 0.15), share(0.75, 0.95), margin];
  const trials = (): [number[], number[], number, number] => {
    const count = 4 + random.integer(5);
    const list = (low: number, high: number): number[] => Array.from({ length: count }, () => share(low, high));
    return [list(0.7, 0.9), list(0.01, 0.15), share(0.85, 0.92), share(0, 0.02)];
  };
  const certain = (): Call => [share(0.85, 0.95), 0, share(0.8, 0.84), share(0, 0.01)];
  return [
    ...Array.from({ length: 5 }, (_, i) =>
      improvementCase(`candidates that the model is unsure of ${i + 1}`, call(0), call(share(0, 0.05))),
    ),
    improvementCase('candidates that the model is sure of', certain(), [share(0.7, 0.8), 0, share(0.85, 0.9), 0]),
    ...Array.from({ length: 4 }, (_, i) =>
      nextCase(`one of several candidates ${i + 1}`, ...Array.from({ length: 6 }, () => trials())),
    ),
  ];
}

export const improvement: FunctionExercise = {
  id: '5.3',
  title: 'Expected improvement',
  points: 2,
  kind: 'function',
  entry: 'acquisition',
  reference: { expectedImprovement, nextTrial },
  imports: ['normalDistribution'],
  publicCases,
  gradedCases,
  mistakes: mistakenImprovements,
  firstStep:
    'Work out `gain = mean - best - margin` and `z = gain / deviation`, then the two terms: `gain * normalDistribution(z)`, and `deviation` times the density of z.',
};
