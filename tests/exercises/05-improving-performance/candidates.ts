import {
  type Case,
  type ChoiceValue,
  choice,
  type FunctionExercise,
  gridCandidates,
  linearRange,
  logRange,
  type Random,
  randomCandidates,
  type Space,
  wholeRange,
} from 'convolab';
import { mistakenCandidates } from './candidate-mistakes';

/** A dimension and what it holds are data, though TypeScript does not take interfaces for it. */
type Args = NonNullable<Case['args']>;

const gridCase = (name: string, space: Space, points: number): Case => ({
  name: `grid: ${name}`,
  fn: 'grid',
  args: [space, points] as unknown as Args,
});

const randomCase = (name: string, space: Space, draws: number[][]): Case => ({
  name: `random: ${name}`,
  fn: 'random',
  args: [space, draws] as unknown as Args,
});

/** The library draws one number after the other; here they are given. */
function fromDraws(space: Space, draws: number[][]): { [name: string]: ChoiceValue }[] {
  const numbers = draws.flat();
  const given = { uniform: () => numbers.shift() as number } as Random;
  return randomCandidates(space, draws.length, given);
}

const rate = logRange(1e-4, 1e-1);
const all: Space = {
  learningRate: rate,
  dropout: linearRange(0, 0.6),
  layers: wholeRange(1, 4),
  kernel: choice([3, 5]),
};

const publicCases: Case[] = [
  gridCase('a linear range, 3 values', { dropout: linearRange(0.1, 0.5) }, 3),
  gridCase('a logarithmic range, 4 values', { learningRate: rate }, 4),
  gridCase('a choice gives all of its values', { kernel: choice([3, 5, 7]) }, 2),
  gridCase('whole numbers, each once', { layers: wholeRange(1, 4) }, 6),
  gridCase('one value from the middle', { learningRate: rate, dropout: linearRange(0, 0.6) }, 1),
  gridCase('two ranges', { learningRate: rate, dropout: linearRange(0, 0.6) }, 2),
  gridCase('four dimensions', all, 3),
  randomCase('a linear range', { dropout: linearRange(0.1, 0.5) }, [[0.25], [0.9]]),
  randomCase('a logarithmic range', { learningRate: rate }, [[0.5], [0.125]]),
  randomCase('a choice', { activation: choice(['relu', 'tanh', 'elu']) }, [[0.2], [0.6], [0.95], [0.3]]),
  randomCase('whole numbers', { layers: wholeRange(1, 4) }, [[0.05], [0.2], [0.45], [0.7], [0.97]]),
  randomCase('four dimensions', all, [
    [0.31, 0.87, 0.02, 0.55],
    [0.78, 0.12, 0.93, 0.49],
  ]),
];

function gradedCases(random: Random): Case[] {
  const rounded = (low: number, high: number): number => Number(random.uniform(low, high).toPrecision(3));
  const dimensions = (): Space => {
    const from = rounded(1e-4, 1e-2);
    const least = 1 + random.integer(4);
    const entries = Object.entries({
      learningRate: logRange(from, from * rounded(20, 500)),
      dropout: linearRange(rounded(0, 0.3), rounded(0.4, 0.8)),
      layers: wholeRange(least, least + 2 + random.integer(4)),
      kernel: choice(random.shuffle([3, 5, 7, 9]).slice(0, 2 + random.integer(2))),
    });
    return Object.fromEntries(random.shuffle(entries).slice(0, 2 + random.integer(3)));
  };
  return Array.from({ length: 12 }, (_, i): Case => {
    const space = dimensions();
    const names = Object.keys(space);
    const about = `random space ${i + 1}: ${names.join(', ')}`;
    if (i % 2 === 0) return gridCase(about, space, 2 + random.integer(3));
    const draws = Array.from({ length: 4 }, () => names.map(() => random.uniform()));
    return randomCase(about, space, draws);
  });
}

export const searchCandidates: FunctionExercise = {
  id: '5.2',
  title: 'Grid and random candidates',
  points: 3,
  kind: 'function',
  entry: 'candidates',
  reference: { grid: gridCandidates, random: fromDraws },
  publicCases,
  gradedCases,
  mistakes: mistakenCandidates,
  firstStep:
    'Begin with the values of one dimension: for place u of a linear range that is `from + u * (to - from)`, of a logarithmic one `from * (to / from) ** u`. Print them for the places 0, 0.5 and 1.',
};
