import {
  type Case,
  conv2d,
  type Filters,
  type FunctionExercise,
  type Image,
  makeFilters,
  makeImage,
  type Random,
} from 'convolab';
import { mistakenConvolutions } from './convolution-mistakes';

/** Whole numbers from −3 to 4 in a pattern without symmetry, so that every mix-up shows. */
const pattern = (...place: number[]): number => {
  const [a, b, c, d] = [...place, 0, 0, 0];
  return ((a * 5 + b * 3 + c * 7 + d * 2 + a * b + b * c) % 8) - 3;
};
const image = (height: number, width: number, channels: number): Image => makeImage(height, width, channels, pattern);
const filters = (height: number, width: number, channels: number, count: number): Filters =>
  makeFilters(height, width, channels, count, (a, b, c, o) => pattern(a + 1, b + o, c, o) || 1);

/** A bright disk on a slope from dark to bright. */
const scene = makeImage(20, 24, 1, (y, x) => ((y - 9) ** 2 + (x - 10) ** 2 < 36 ? 1 : x / 40));
const sobel: Filters = [
  [[[-1]], [[0]], [[1]]],
  [[[-2]], [[0]], [[2]]],
  [[[-1]], [[0]], [[1]]],
];

const publicCases: Case[] = [
  { name: 'a 5×5 image and one 3×3 filter', args: [image(5, 5, 1), filters(3, 3, 1, 1), {}] },
  { name: 'an image that is not square', args: [image(4, 7, 1), filters(3, 3, 1, 1), {}] },
  { name: 'a filter that is not square', args: [image(5, 6, 1), filters(2, 3, 1, 1), {}] },
  { name: 'three input channels', args: [image(5, 5, 3), filters(3, 3, 3, 1), {}] },
  { name: 'two filters with a bias each', args: [image(4, 5, 2), filters(2, 2, 2, 2), { bias: [0.5, -1] }] },
  { name: 'stride 2', args: [image(7, 9, 1), filters(3, 3, 1, 1), { stride: 2 }] },
  {
    name: 'stride 3 with pixels left over, three filters, bias',
    args: [image(8, 9, 2), filters(2, 2, 2, 3), { stride: 3, bias: [1, 2, 3] }],
  },
  { name: 'Sobel on a small picture', args: [scene, sobel, {}] },
];

function gradedCases(random: Random): Case[] {
  const value = (): number => Math.round(100 * random.normal()) / 100;
  return Array.from({ length: 12 }, (_, i) => {
    const channels = 1 + random.integer(3);
    const count = 1 + random.integer(3);
    const kernelHeight = 1 + random.integer(4);
    const kernelWidth = 1 + random.integer(4);
    const options: { stride?: number; bias?: number[] } = {};
    if (i % 3 > 0) options.stride = 1 + random.integer(3);
    if (i % 2 > 0) options.bias = Array.from({ length: count }, value);
    const height = kernelHeight + 3 + random.integer(6);
    const width = kernelWidth + 3 + random.integer(6);
    return {
      name: `random image ${i + 1}: ${height}×${width}×${channels}, ${count} filters of ${kernelHeight}×${kernelWidth}`,
      args: [
        makeImage(height, width, channels, value),
        makeFilters(kernelHeight, kernelWidth, channels, count, value),
        options,
      ],
    };
  });
}

export const convolution: FunctionExercise = {
  id: '2.1',
  title: 'Convolution from scratch',
  points: 8,
  kind: 'function',
  entry: 'conv2d',
  reference: conv2d,
  publicCases,
  gradedCases,
  mistakes: mistakenConvolutions,
  firstStep:
    'Work out the output size first: `Math.floor((height - kernelHeight) / stride) + 1`, and the same for the width. Then loop over rows, columns and filters, and sum the products in three inner loops.',
};
