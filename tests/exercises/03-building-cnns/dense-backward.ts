import { type Case, denseBackward, type FunctionExercise, type Matrix, type Random } from 'convolab';
import { mistakenDenseGradients } from './dense-mistakes';

/** Whole numbers from −4 to 6 in a pattern without symmetry, so that every mix-up shows. */
const pattern = (rows: number, columns: number, start: number): Matrix =>
  Array.from({ length: rows }, (_, r) =>
    Array.from({ length: columns }, (_, c) => ((r * 7 + c * 5 + r * c * 3 + start * 4) % 11) - 4),
  );

/** Input, weights and upstream gradient of a layer. */
const layer = (batch: number, inputs: number, outputs: number): Matrix[] => [
  pattern(batch, inputs, 1),
  pattern(inputs, outputs, 2),
  pattern(batch, outputs, 4),
];

const publicCases: Case[] = [
  { name: 'one image, two inputs, three outputs', args: layer(1, 2, 3) },
  { name: 'one image, one input, one output', args: [[[3]], [[2]], [[5]]] },
  { name: 'as many inputs as outputs', args: layer(1, 3, 3) },
  { name: 'a batch of four', args: layer(4, 3, 2) },
  { name: 'a batch of three, four inputs and outputs', args: layer(3, 4, 4) },
  { name: 'one output for a batch of two', args: layer(2, 5, 1) },
  {
    name: 'nothing comes from above',
    args: [
      pattern(2, 3, 1),
      pattern(3, 2, 2),
      [
        [0, 0],
        [0, 0],
      ],
    ],
  },
];

function gradedCases(random: Random): Case[] {
  const matrix = (rows: number, columns: number): Matrix =>
    Array.from({ length: rows }, () => Array.from({ length: columns }, () => Math.round(100 * random.normal()) / 100));
  return Array.from({ length: 10 }, (_, i) => {
    const batch = 1 + random.integer(5);
    const inputs = 1 + random.integer(6);
    const outputs = i % 3 ? 1 + random.integer(6) : inputs;
    return {
      name: `random layer ${i + 1}: batch ${batch}, ${inputs} inputs, ${outputs} outputs`,
      args: [matrix(batch, inputs), matrix(inputs, outputs), matrix(batch, outputs)],
    };
  });
}

export const backwardOfDense: FunctionExercise = {
  id: '3.3',
  title: 'Backward pass of a dense layer',
  points: 4,
  kind: 'function',
  entry: 'denseBackward',
  reference: denseBackward,
  publicCases,
  gradedCases,
  mistakes: mistakenDenseGradients,
  firstStep:
    'Make the three results full of zeros first, each of the size of what it belongs to. Then loop over images, inputs and outputs, and add: `gradWeights[i][o] += input[n][i] * upstream[n][o]`.',
};
