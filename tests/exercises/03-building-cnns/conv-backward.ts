import {
  type Case,
  conv2d,
  conv2dBackward,
  type Filters,
  type FunctionExercise,
  type Image,
  makeFilters,
  makeImage,
  type Random,
} from 'convolab';
import { mistakenConvolutionGradients } from './conv-mistakes';

interface Options {
  stride?: number;
  padding?: number;
}

/** Whole numbers from −3 to 4 in a pattern without symmetry, so that every mix-up shows. */
const pattern = (...place: number[]): number => {
  const [a, b, c, d] = [...place, 0, 0, 0];
  return ((a * 5 + b * 3 + c * 7 + d * 2 + a * b + b * c + a * d) % 8) - 3;
};
const image = (height: number, width: number, channels: number): Image =>
  makeImage(height, width, channels, (y, x, c) => pattern(y, x, c));
const filters = (height: number, width: number, channels: number, count: number): Filters =>
  makeFilters(height, width, channels, count, (a, b, c, o) => pattern(a + 2, b + o, c + 1, o) || 1);

/** A case whose upstream gradient has the size of the output. */
function given(name: string, picture: Image, kernels: Filters, options: Options, value = pattern): Case {
  const output = conv2d(picture, kernels, options);
  const upstream = makeImage(output.length, output[0].length, output[0][0].length, (y, x, c) => value(y + 1, x, c + 3));
  return { name, args: [picture, kernels, upstream, { ...options }] };
}

const publicCases: Case[] = [
  given('a 2×2 filter that fits once', image(2, 2, 1), filters(2, 2, 1, 1), {}),
  given('a 5×5 image and one 3×3 filter', image(5, 5, 1), filters(3, 3, 1, 1), {}),
  given('image and filter that are not square', image(4, 6, 1), filters(2, 3, 1, 1), {}),
  given('two input channels', image(4, 4, 2), filters(3, 3, 2, 1), {}),
  given('three filters', image(4, 5, 1), filters(2, 2, 1, 3), {}),
  given('stride 2', image(7, 5, 1), filters(3, 3, 1, 1), { stride: 2 }),
  given('padding 1', image(4, 4, 1), filters(3, 3, 1, 1), { padding: 1 }),
  given('stride 2, padding 1, two channels, two filters', image(6, 5, 2), filters(3, 3, 2, 2), {
    stride: 2,
    padding: 1,
  }),
  given('pixels that no window sees', image(6, 7, 1), filters(2, 2, 1, 1), { stride: 3 }),
];

function gradedCases(random: Random): Case[] {
  const value = (): number => Math.round(100 * random.normal()) / 100;
  return Array.from({ length: 12 }, (_, i) => {
    const [channels, count] = [1 + random.integer(3), 1 + random.integer(3)];
    const [kernelHeight, kernelWidth] = [1 + random.integer(3), 1 + random.integer(3)];
    const [height, width] = [kernelHeight + 2 + random.integer(4), kernelWidth + 2 + random.integer(4)];
    const options: Options = {};
    if (i % 2) options.stride = 1 + random.integer(3);
    if (i % 3) options.padding = random.integer(Math.min(kernelHeight, kernelWidth));
    return given(
      `random image ${i + 1}: ${height}×${width}×${channels}, ${count} filters of ${kernelHeight}×${kernelWidth}`,
      makeImage(height, width, channels, value),
      makeFilters(kernelHeight, kernelWidth, channels, count, value),
      options,
      value,
    );
  });
}

export const backwardOfConvolution: FunctionExercise = {
  id: '3.4',
  title: 'Backward pass of a convolution',
  points: 6,
  kind: 'function',
  entry: 'conv2dBackward',
  reference: conv2dBackward,
  publicCases,
  gradedCases,
  mistakes: mistakenConvolutionGradients,
  firstStep:
    'Write the loops of the forward pass as in exercise 2.1. In the innermost one the forward pass would say `output += pixel * weight`; write two lines in its place: `gradImage[y][x][c] += …` and `gradFilters[a][b][c][o] += …`.',
};
