import { type Case, conv1d, type FunctionExercise, type Matrix, type Mistake, type Random } from 'convolab';
import { someNumber } from '../look';

type Filters = number[][][];

/** Where a mistaken convolution departs from the right one: the step that weight `a` stands on for output `t`. */
type Place = (t: number, a: number, size: number, dilation: number) => number;

const at =
  (place: Place) =>
  (sequence: Matrix, filters: Filters, dilation: number): Matrix =>
    sequence.map((_, t) =>
      filters[0][0].map((__, o) =>
        filters.reduce((sum, weights, a) => {
          const step = sequence[place(t, a, filters.length, dilation)];
          return step ? sum + step.reduce((total, value, c) => total + value * weights[c][o], 0) : sum;
        }, 0),
      ),
    );

const convolve = (name: string, place: Place, hint: string): Mistake => ({
  name: `convolve: ${name}`,
  only: 'convolve',
  behaves: at(place),
  hint,
});
const field = (name: string, behaves: (size: number, dilations: number[]) => number, hint: string): Mistake => ({
  name: `receptiveField: ${name}`,
  only: 'receptiveField',
  behaves,
  hint,
});
const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const receptiveField = (size: number, dilations: number[]): number => 1 + (size - 1) * sum(dilations);

const mistakes: Mistake[] = [
  convolve(
    'looks ahead',
    (t, a, _size, dilation) => t + a * dilation,
    'The output at step t uses later steps, which a forecast does not know. The **last** weight stands on t, the others on earlier steps.',
  ),
  convolve(
    'in the middle',
    (t, a, size, dilation) => t + (a - Math.floor((size - 1) / 2)) * dilation,
    'The kernel stands with its middle on t, so half of it looks ahead. Its last weight belongs on t.',
  ),
  convolve(
    'turned round',
    (t, a, _size, dilation) => t - a * dilation,
    'The weights are in the wrong order: the **last** one, `filters[size - 1]`, belongs to step t and the first one to the earliest step.',
  ),
  convolve(
    'dilation ignored',
    (t, a, size) => t - (size - 1 - a),
    'Neighbouring steps are used. From one weight to the next the step goes back by `dilation`.',
  ),
  convolve(
    'one step late',
    (t, a, size, dilation) => t - 1 - (size - 1 - a) * dilation,
    'The output comes one step late: it may use step t itself, only nothing after it.',
  ),
  convolve(
    'first step repeated',
    (t, a, size, dilation) => Math.max(0, t - (size - 1 - a) * dilation),
    'Before the first step there are zeros: you repeat the first step there.',
  ),
  {
    name: 'convolve: cut off at the start',
    only: 'convolve',
    behaves: (sequence: Matrix, filters: Filters, dilation: number) => conv1d(sequence, filters, { dilation }),
    hint: 'The output is shorter than the sequence. Every step has an output: what lies before the first step counts as 0.',
  },
  field(
    'one layer',
    (size, dilations) => 1 + (size - 1) * dilations[dilations.length - 1],
    'That is the last layer alone. Each layer adds `(size - 1) * dilation` to what the layers before it see.',
  ),
  field(
    'without the step itself',
    (size, dilations) => (size - 1) * sum(dilations),
    'One step is missing: the output sees its own step, too. Begin with 1.',
  ),
  field(
    'kernel sizes added',
    (size, dilations) => size * sum(dilations),
    'A kernel of `size` weights has `size - 1` gaps between them, and each gap is `dilation` wide.',
  ),
  field(
    'dilation ignored',
    (size, dilations) => 1 + (size - 1) * dilations.length,
    'The dilations are missing: a layer with dilation d adds `(size - 1) * d`.',
  ),
  field(
    'multiplied',
    (size, dilations) => dilations.reduce((product, dilation) => product * (1 + (size - 1) * dilation), 1),
    'You multiply the layers. Each layer **adds** `(size - 1) * dilation`.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: steps before the first one are not in the list and count as 0.',
  },
];

const rising: Matrix = [[1], [2], [4], [8], [16], [32]];
const weather: Matrix = Array.from({ length: 7 }, (_, t) => [((t * 5) % 7) - 2, ((t * 3) % 5) - 1]);
const filters = (size: number, inChannels: number, outChannels: number): Filters =>
  Array.from({ length: size }, (_, a) =>
    Array.from({ length: inChannels }, (__, c) =>
      Array.from({ length: outChannels }, (___, o) => ((a * 5 + c * 3 + o * 4) % 6) - 2),
    ),
  );

const publicCases: Case[] = [
  { name: 'convolve: what each step added', fn: 'convolve', args: [rising, [[[-1]], [[1]]], 1] },
  { name: 'convolve: dilation 2', fn: 'convolve', args: [rising, [[[-1]], [[3]], [[1]]], 2] },
  { name: 'convolve: dilation 4, longer than the start', fn: 'convolve', args: [rising, [[[1]], [[10]]], 4] },
  { name: 'convolve: two channels to three', fn: 'convolve', args: [weather, filters(3, 2, 3), 2] },
  { name: 'convolve: a kernel of one step', fn: 'convolve', args: [weather, filters(1, 2, 2), 3] },
  { name: 'receptiveField: one layer', fn: 'receptiveField', args: [3, [1]] },
  { name: 'receptiveField: 1, 2, 4, 8 with kernels of 2', fn: 'receptiveField', args: [2, [1, 2, 4, 8]] },
  { name: 'receptiveField: kernels of 3', fn: 'receptiveField', args: [3, [1, 2, 4]] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 6 }, (_, i): Case[] => {
    const size = 1 + random.integer(4);
    const [steps, inChannels, outChannels] = [3 + random.integer(9), 1 + random.integer(3), 1 + random.integer(3)];
    const dilation = 2 ** random.integer(4);
    const value = () => Number(random.normal().toFixed(2));
    const matrix = (rows: number, columns: number): Matrix =>
      Array.from({ length: rows }, () => Array.from({ length: columns }, value));
    const drawn = Array.from({ length: size }, () => matrix(inChannels, outChannels));
    const dilations = Array.from({ length: 1 + random.integer(5) }, () => 1 + random.integer(9));
    return [
      {
        name: `convolve: random ${steps} steps, kernel ${size}, dilation ${dilation} (${i + 1})`,
        fn: 'convolve',
        args: [matrix(steps, inChannels), drawn, dilation],
      },
      {
        name: `receptiveField: ${dilations.length} layers (${i + 1})`,
        fn: 'receptiveField',
        args: [2 + size, dilations],
      },
    ];
  }).flat();
}

export const causalConvolution: FunctionExercise = {
  id: '6.7',
  title: 'A causal, dilated convolution',
  points: 6,
  kind: 'function',
  entry: 'causal',
  reference: {
    convolve: (sequence: Matrix, kernels: Filters, dilation: number) =>
      conv1d(sequence, kernels, { padding: 'causal', dilation }),
    receptiveField,
  },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Which steps does output t see? Weight a stands on step `t - (size - 1 - a) * dilation`; if there is no such step, it adds nothing.',
};
