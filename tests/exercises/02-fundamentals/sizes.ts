import { type Case, outputSize, type ValueExercise } from 'convolab';

interface Layer {
  size: number;
  kernel: number;
  stride: number;
  padding: number;
}

/** The table of the notebook: input size, kernel, stride, padding on each side. */
const layers: Record<string, Layer> = {
  a: { size: 28, kernel: 5, stride: 1, padding: 0 },
  b: { size: 32, kernel: 5, stride: 1, padding: 2 },
  c: { size: 224, kernel: 7, stride: 2, padding: 3 },
  d: { size: 55, kernel: 3, stride: 2, padding: 0 },
  e: { size: 227, kernel: 11, stride: 4, padding: 0 },
  f: { size: 15, kernel: 4, stride: 3, padding: 1 },
};

const publicCases: Case[] = Object.entries(layers).map(([part, { size, ...window }]) => ({
  name: `layer ${part}: ${size} pixels, kernel ${window.kernel}, stride ${window.stride}, padding ${window.padding}`,
  part,
  expected: outputSize(size, window),
  given: { size, ...window },
}));

const positions = ({ size, kernel, stride, padding }: Layer): number => (size + 2 * padding - kernel) / stride;

export const outputSizes: ValueExercise = {
  id: '2.5',
  title: 'Output sizes',
  points: 3,
  kind: 'value',
  entry: 'outputSizes',
  publicCases,
  tolerance: { relative: 0, absolute: 0 },
  mistakes: [
    {
      name: 'forgotten + 1',
      behaves: (layer: Layer) => Math.floor(positions(layer)),
      hint: 'The + 1 is missing: the formula counts the steps after the first position, and the first position counts too.',
    },
    {
      name: 'rounded up',
      behaves: (layer: Layer) => Math.ceil(positions(layer)) + 1,
      hint: 'Round down: a window that does not fit any more is dropped.',
    },
    {
      name: 'not rounded',
      behaves: (layer: Layer) => positions(layer) + 1,
      hint: 'A map has a whole number of pixels: round down.',
    },
    {
      name: 'padding on one side',
      behaves: (layer: Layer) => Math.floor(positions({ ...layer, padding: layer.padding / 2 })) + 1,
      hint: 'The padding is added on both sides: it is 2p in the formula.',
    },
    {
      name: 'padding ignored',
      behaves: (layer: Layer) => Math.floor(positions({ ...layer, padding: 0 })) + 1,
      hint: 'The padding makes the input larger: add 2p to its size before you subtract the kernel.',
    },
    {
      name: 'stride ignored',
      behaves: (layer: Layer) => positions({ ...layer, stride: 1 }) + 1,
      hint: 'The stride is missing: divide by it before you add 1.',
    },
    {
      name: 'kernel ignored',
      behaves: ({ size, stride, padding }: Layer) => Math.floor((size + 2 * padding) / stride),
      hint: 'Subtract the kernel size first: the window must fit into the input.',
    },
    {
      name: 'kernel halved',
      behaves: ({ size, kernel, stride, padding }: Layer) =>
        Math.floor((size + 2 * padding - Math.floor(kernel / 2)) / stride) + 1,
      hint: 'Subtract the whole kernel size, not half of it.',
    },
    {
      name: 'text',
      when: (got) => typeof got === 'string',
      hint: 'Write a number without quotes.',
    },
  ],
  firstStep:
    'For layer a: the first window starts at pixel 0, the last one at pixel 28 − 5 = 23. How many positions is that?',
};
