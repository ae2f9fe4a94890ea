import type { Case, FunctionExercise, Given, Matrix, Mistake, Random } from 'convolab';
import { someNumber } from '../look';

type Activation = 'linear' | 'relu' | 'sigmoid';

const activate: Record<Activation, (x: number) => number> = {
  linear: (x) => x,
  relu: (x) => Math.max(0, x),
  sigmoid: (x) => 1 / (1 + Math.exp(-x)),
};

const sums = (input: number[], weights: Matrix, bias: number[]): number[] =>
  bias.map((start, o) => input.reduce((sum, value, i) => sum + value * weights[i][o], start));

const denseLayer = (input: number[], weights: Matrix, bias: number[], activation: Activation): number[] =>
  sums(input, weights, bias).map(activate[activation]);

/** Numbers from −1 to 1 in a pattern without symmetry, so that every mix-up shows. */
const pattern = (inputs: number, outputs: number): Matrix =>
  Array.from({ length: inputs }, (_, i) =>
    Array.from({ length: outputs }, (_, o) => (((i * 7 + o * 5 + i * o * 3 + 4) % 11) - 5) / 5),
  );

const publicCases: Case[] = [
  { name: 'one input, one output', args: [[2], [[3]], [1], 'linear'] },
  { name: 'two inputs, three outputs', args: [[1, -2], pattern(2, 3), [0.5, 0, -0.5], 'linear'] },
  { name: 'as many outputs as inputs', args: [[1, 2, -1], pattern(3, 3), [0, 1, 2], 'linear'] },
  { name: 'ReLU', args: [[1, 2, -1, 0.5], pattern(4, 5), [0.2, -2, 1, 0, -0.1], 'relu'] },
  { name: 'sigmoid', args: [[0.5, -1, 2], pattern(3, 4), [0, 1, -1, 0.3], 'sigmoid'] },
  { name: 'all inputs 0: the bias is left', args: [[0, 0], pattern(2, 2), [3, -4], 'linear'] },
];

function gradedCases(random: Random): Case[] {
  const list = (length: number): number[] => Array.from({ length }, () => Math.round(100 * random.normal()) / 100);
  const names: Activation[] = ['linear', 'relu', 'sigmoid'];
  return Array.from({ length: 12 }, (_, i) => {
    const inputs = 1 + random.integer(7);
    const outputs = i % 4 ? 1 + random.integer(7) : inputs;
    const activation = names[i % 3];
    return {
      name: `random layer ${i + 1}: ${inputs} inputs, ${outputs} outputs, ${activation}`,
      args: [list(inputs), Array.from({ length: inputs }, () => list(outputs)), list(outputs), activation],
    };
  });
}

type Change = (input: number[], weights: Matrix, bias: number[], activation: Activation) => unknown;

const rows: [string, Change, string][] = [
  [
    'no bias',
    (input, weights, bias, activation) =>
      denseLayer(
        input,
        weights,
        bias.map(() => 0),
        activation,
      ),
    'The bias is missing: each output starts with its own `bias[o]`.',
  ],
  [
    'bias after the activation',
    (input, weights, bias, activation) =>
      denseLayer(
        input,
        weights,
        bias.map(() => 0),
        activation,
      ).map((value, o) => value + bias[o]),
    'The bias is added after the activation. It belongs to the sum, so the activation comes last.',
  ],
  [
    'no activation',
    (input, weights, bias) => sums(input, weights, bias),
    'The sums are right, but the activation is missing: apply it to each of them.',
  ],
  [
    'weights transposed',
    (input, weights, bias, activation) => {
      if (weights.length !== weights[0].length) throw new Error('the shapes do not fit');
      const turned = weights.map((_, i) => weights.map((row) => row[i]));
      return denseLayer(input, turned, bias, activation);
    },
    'The weights are the wrong way round: the weight from input i to output o is `weights[i][o]`.',
  ],
  [
    'first bias for all',
    (input, weights, bias, activation) =>
      denseLayer(
        input,
        weights,
        bias.map(() => bias[0]),
        activation,
      ),
    'All outputs get the same bias. There is one an output: `bias[o]`.',
  ],
  [
    'bias once an input',
    (input, weights, bias, activation) =>
      denseLayer(
        input,
        weights,
        bias.map((value) => value * input.length),
        activation,
      ),
    'The bias is added once for each input. Start the sum with it, before the loop over the inputs.',
  ],
  [
    'last input only',
    (input, weights, bias, activation) =>
      bias.map((start, o) => activate[activation](start + (input.at(-1) as number) * (weights.at(-1) as number[])[o])),
    'Only the last input counts: each one overwrites what was there. Add them up, with `+=`.',
  ],
  [
    'ReLU for all',
    (input, weights, bias, activation) =>
      denseLayer(input, weights, bias, activation === 'linear' ? 'relu' : activation),
    "With `'linear'`, the sums stay as they are: negative outputs are right.",
  ],
];

const mistakes: Mistake[] = [
  ...rows.map(([name, behaves, hint]): Mistake => ({ name, behaves, hint })),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: does a loop run to the number of inputs where it should run to that of the outputs?',
  },
  {
    name: 'a batch',
    when: (got: Given) => Array.isArray(got) && Array.isArray(got[0]),
    hint: 'Return one list with a number an output, not a list in a list: there is one input here, not a batch of them.',
  },
  {
    name: 'one number',
    when: (got) => typeof got === 'number',
    hint: 'Return a list with one number an output.',
  },
];

export const forwardOfDense: FunctionExercise = {
  id: '1.1',
  title: 'Forward pass of a dense layer',
  points: 4,
  kind: 'function',
  entry: 'denseLayer',
  reference: denseLayer,
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Loop over the outputs. For each one start with `bias[o]`, add `input[i] * weights[i][o]` for all inputs, and put the sum through the activation.',
};
