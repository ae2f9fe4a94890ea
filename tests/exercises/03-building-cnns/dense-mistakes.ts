import { type DenseGradients, denseBackward, type Given, type Matrix, type Mistake, Odd } from 'convolab';
import { someNumber } from '../look';

type Change = (right: DenseGradients, input: Matrix, weights: Matrix, upstream: Matrix) => object;

const transpose = (matrix: Matrix): Matrix => matrix[0].map((_, c) => matrix.map((row) => row[c]));
const product = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0].map((_, c) => row.reduce((sum, value, k) => sum + value * b[k][c], 0)));
const scaled = (matrix: Matrix, factor: number): Matrix => matrix.map((row) => row.map((value) => value * factor));
const one = (input: Matrix, weights: Matrix, upstream: Matrix, n: number): DenseGradients =>
  denseBackward([input[n]], weights, [upstream[n]]);

/** Name, what is different from the right gradients, hint. */
const rows: [string, Change, string][] = [
  [
    'weights not transposed',
    (right, _input, weights, upstream) => {
      if (weights.length !== weights[0].length) throw new Error('the shapes do not fit');
      return { ...right, gradInput: product(upstream, weights) };
    },
    'In `gradInput` the weights are the wrong way round: input i went through the weights of its own row, so it is `upstream[n][o] * weights[i][o]`, added up over o.',
  ],
  [
    'transposed gradient of the weights',
    (right) => ({ ...right, gradWeights: transpose(right.gradWeights) }),
    '`gradWeights` has rows and columns swapped: it has the shape of `weights`, `[inputs][outputs]`.',
  ],
  [
    'transposed gradient of the input',
    (right) => ({ ...right, gradInput: transpose(right.gradInput) }),
    '`gradInput` has rows and columns swapped: it has the shape of `input`, one row an image.',
  ],
  [
    'mean over the batch',
    (right, input) => ({
      ...right,
      gradWeights: scaled(right.gradWeights, 1 / input.length),
      gradBias: scaled([right.gradBias], 1 / input.length)[0],
    }),
    'You divide by the size of the batch. The mean is taken in the loss, so `upstream` contains it already: here the images are added up.',
  ],
  [
    'mean of the bias over the batch',
    (right, input) => ({ ...right, gradBias: scaled([right.gradBias], 1 / input.length)[0] }),
    '`gradBias` is a sum over the batch, not a mean: the loss has divided already.',
  ],
  [
    'last image only',
    (right, input, weights, upstream) => {
      const { gradWeights, gradBias } = one(input, weights, upstream, input.length - 1);
      return { ...right, gradWeights, gradBias };
    },
    'Each image overwrites the one before it. All images share the weights, so their gradients add up: `+=`, not `=`.',
  ],
  [
    'first image only',
    (right, input, weights, upstream) => {
      const { gradWeights, gradBias } = one(input, weights, upstream, 0);
      return { ...right, gradWeights, gradBias };
    },
    'Only the first image counts. Weights and bias are shared by the whole batch: add up over all of its rows.',
  ],
  [
    'last weight only',
    (right, _input, weights, upstream) => ({
      ...right,
      gradInput: upstream.map((row) => weights.map((own) => (row.at(-1) as number) * (own.at(-1) as number))),
    }),
    'In `gradInput` each output overwrites the one before it. An input goes into all outputs, so what comes back from them adds up.',
  ],
  [
    'bias counts rows',
    (right, input) => ({ ...right, gradBias: right.gradBias.map(() => input.length) }),
    '`gradBias` counts the images. The bias goes into the output with the factor 1, so its gradient is the sum of `upstream` over the batch.',
  ],
  [
    'bias of ones',
    (right) => ({ ...right, gradBias: right.gradBias.map(() => 1) }),
    'The derivative of the output by the bias is 1, but the chain rule multiplies it by `upstream`: `gradBias[o] += upstream[n][o]`.',
  ],
  [
    'bias not added up',
    (right, _input, _weights, upstream) => ({ ...right, gradBias: upstream }),
    '`gradBias` has one number an output: add up `upstream` over the images.',
  ],
  [
    'bias forgotten',
    (right) => ({ ...right, gradBias: right.gradBias.map(() => 0) }),
    '`gradBias` stayed at 0: add `upstream[n][o]` to it for every image.',
  ],
  [
    'bias added for every input',
    (right, input) => ({ ...right, gradBias: scaled([right.gradBias], input[0].length)[0] }),
    'The line of `gradBias` stands inside of the loop over the inputs, so it is added once for each of them. Move it out.',
  ],
  [
    'upstream forgotten in the weights',
    (right, input, weights) => ({
      ...right,
      gradWeights: weights.map((row, i) => row.map(() => input.reduce((sum, image) => sum + image[i], 0))),
    }),
    'In `gradWeights` the factor `upstream[n][o]` is missing: the derivative by the weight is the input, times what comes from above.',
  ],
  [
    'upstream forgotten in the input',
    (right, input, weights) => ({
      ...right,
      gradInput: input.map(() => weights.map((row) => row.reduce((sum, value) => sum + value, 0))),
    }),
    'In `gradInput` the factor `upstream[n][o]` is missing: the derivative by the input is the weight, times what comes from above.',
  ],
  [
    'input and weights swapped',
    (right, input, weights, upstream) => ({
      ...right,
      gradInput: input.map((row, n) => row.map((value) => upstream[n].reduce((sum, g) => sum + g * value, 0))),
      gradWeights: weights.map((row) => row.map((weight, o) => upstream.reduce((sum, g) => sum + g[o] * weight, 0))),
    }),
    'Each factor gets the other one as its derivative: `gradInput` contains the weights, and `gradWeights` the input.',
  ],
];

const lacks = (got: Given): boolean =>
  got !== null &&
  typeof got === 'object' &&
  !(got instanceof Odd) &&
  !['gradInput', 'gradWeights', 'gradBias'].every((key) => Object.hasOwn(got, key));

export const mistakenDenseGradients: Mistake[] = [
  ...rows.map(([name, change, hint]) => ({
    name,
    behaves: (input: Matrix, weights: Matrix, upstream: Matrix) =>
      change(denseBackward(input, weights, upstream), input, weights, upstream),
    hint,
  })),
  {
    name: 'other names',
    when: lacks,
    hint: 'Return an object with exactly three entries: `{ gradInput, gradWeights, gradBias }`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: does each result start with zeros, and does each index stay inside of its matrix?',
  },
];
