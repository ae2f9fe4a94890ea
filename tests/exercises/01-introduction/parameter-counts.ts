import { type Case, convolutionCost, denseCost, type FunctionExercise, type Mistake, type Random } from 'convolab';

type Pair = [number, number];

const reference = {
  dense: (inputs: number, units: number, bias = true): number => denseCost({ inputs, units, bias }).parameters,
  conv2d: (kernel: Pair, inChannels: number, filters: number, bias = true): number =>
    convolutionCost({ height: kernel[0], width: kernel[1], kernel, inChannels, filters, bias }).parameters,
};

const publicCases: Case[] = [
  { name: 'a dense layer: 784 inputs, 128 units', fn: 'dense', args: [784, 128] },
  { name: 'F6 of LeNet-5: 120 inputs, 84 units', fn: 'dense', args: [120, 84] },
  { name: 'a dense layer without bias', fn: 'dense', args: [64, 10, false] },
  { name: 'C1 of LeNet-5: 5×5, one channel, 6 filters', fn: 'conv2d', args: [[5, 5], 1, 6] },
  { name: 'a first layer on colours: 3×3, 3 channels, 64 filters', fn: 'conv2d', args: [[3, 3], 3, 64] },
  { name: 'a kernel that is not square: 1×7, 16 channels, 24 filters', fn: 'conv2d', args: [[1, 7], 16, 24] },
  { name: 'before batch normalization, without bias', fn: 'conv2d', args: [[3, 3], 32, 32, false] },
];

function gradedCases(random: Random): Case[] {
  const size = (most: number): number => 1 + random.integer(most);
  const flag = (): boolean => random.uniform() < 0.7;
  return Array.from({ length: 12 }, (_, i): Case => {
    if (i % 2) return { name: `layer ${i}, dense`, fn: 'dense', args: [size(3000), size(500), flag()] };
    return { name: `layer ${i}, convolution`, fn: 'conv2d', args: [[size(7), size(7)], size(96), size(96), flag()] };
  });
}

const onlyConv = 'conv2d';

const mistakes: Mistake[] = [
  {
    name: 'no bias in dense',
    only: 'dense',
    behaves: (inputs: number, units: number) => inputs * units,
    hint: 'The biases are missing: one for each unit, unless `bias` is `false`.',
  },
  {
    name: 'one bias in dense',
    only: 'dense',
    behaves: (inputs: number, units: number, bias = true) => inputs * units + (bias ? 1 : 0),
    hint: 'There is one bias for each unit, not one for the layer.',
  },
  {
    name: 'bias for the inputs',
    only: 'dense',
    behaves: (inputs: number, units: number, bias = true) => inputs * units + (bias ? inputs : 0),
    hint: 'A bias belongs to a unit, not to an input: there are `units` of them.',
  },
  {
    name: 'bias always, in dense',
    only: 'dense',
    behaves: (inputs: number, units: number) => (inputs + 1) * units,
    hint: 'With `bias` `false` there are no biases: count the weights alone.',
  },
  {
    name: 'no bias',
    only: onlyConv,
    behaves: (kernel: Pair, inChannels: number, filters: number) =>
      reference.conv2d(kernel, inChannels, filters, false),
    hint: 'The biases are missing: one for each filter, unless `bias` is `false`.',
  },
  {
    name: 'bias always',
    only: onlyConv,
    behaves: (kernel: Pair, inChannels: number, filters: number) => reference.conv2d(kernel, inChannels, filters),
    hint: 'With `bias` `false` there are no biases: count the weights alone.',
  },
  {
    name: 'one bias',
    only: onlyConv,
    behaves: (kernel: Pair, inChannels: number, filters: number, bias = true) =>
      reference.conv2d(kernel, inChannels, filters, false) + (bias ? 1 : 0),
    hint: 'There is one bias for each filter, not one for the layer.',
  },
  {
    name: 'channels forgotten',
    only: onlyConv,
    behaves: (kernel: Pair, _inChannels: number, filters: number, bias = true) =>
      reference.conv2d(kernel, 1, filters, bias),
    hint: 'A filter reaches through all channels of its input: it has kernelHeight · kernelWidth · inChannels weights.',
  },
  {
    name: 'filters forgotten',
    only: onlyConv,
    behaves: (kernel: Pair, inChannels: number, _filters: number, bias = true) =>
      reference.conv2d(kernel, inChannels, 1, bias),
    hint: 'That is one filter. The layer has `filters` of them, each with its own weights and bias.',
  },
  {
    name: 'square kernel',
    only: onlyConv,
    behaves: ([height]: Pair, inChannels: number, filters: number, bias = true) =>
      reference.conv2d([height, height], inChannels, filters, bias),
    hint: 'The kernel need not be square: multiply `kernel[0]` by `kernel[1]`.',
  },
  {
    name: 'a bias for each channel',
    only: onlyConv,
    behaves: (kernel: Pair, inChannels: number, filters: number, bias = true) =>
      reference.conv2d(kernel, inChannels, filters, false) + (bias ? inChannels * filters : 0),
    hint: 'A filter adds up all channels and then adds its one bias: there are `filters` biases, not one a channel.',
  },
  {
    name: 'text',
    when: (got) => typeof got === 'string',
    hint: 'Return a number, not a text.',
  },
];

export const parameterCounts: FunctionExercise = {
  id: '1.2',
  title: 'Count the parameters',
  points: 4,
  kind: 'function',
  entry: 'parameterCount',
  reference,
  publicCases,
  gradedCases,
  tolerance: { relative: 0, absolute: 0 },
  mistakes,
  firstStep:
    'Begin with one unit of the dense layer: it has a weight for each input, and a bias. Then multiply by the number of units.',
};
