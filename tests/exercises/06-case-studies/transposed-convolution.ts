import {
  type Case,
  conv2d,
  conv2dTranspose,
  type Filters,
  type FunctionExercise,
  type Image,
  type Mistake,
  makeFilters,
  makeImage,
  type Random,
} from 'convolab';
import { someNumber } from '../look';

/** Where a mistaken enlargement departs from the right one. */
interface Slip {
  sizes?: (height: number, width: number, kernel: [number, number], stride: number) => [number, number];
  stride?: (stride: number) => number;
  /** the place of the kernel whose weight lands at (a, b) */
  weight?: (a: number, b: number, kernel: [number, number]) => [number, number];
  /** what becomes of a pixel of the output when another stamp hits it */
  add?: (before: number, more: number) => number;
  channels?: (inChannels: number) => number;
}

const right = (image: Image, filters: Filters, stride: number): Image =>
  conv2dTranspose(image, filters, { stride, padding: 0 });

function slipping(slip: Slip): (image: Image, filters: Filters, stride: number) => Image {
  return (image, filters, stride) => {
    const kernel: [number, number] = [filters.length, filters[0].length];
    const [height, width] = [image.length, image[0].length];
    const step = (slip.stride ?? ((s) => s))(stride);
    const ends = slip.sizes ?? ((h, w, [kh, kw], s) => [(h - 1) * s + kh, (w - 1) * s + kw]);
    const [outHeight, outWidth] = ends(height, width, kernel, step);
    const output = makeImage(outHeight, outWidth, filters[0][0].length);
    const count = (slip.channels ?? ((all) => all))(image[0][0].length);
    for (let i = 0; i < height; i++) {
      for (let j = 0; j < width; j++) {
        for (let a = 0; a < kernel[0]; a++) {
          for (let b = 0; b < kernel[1]; b++) {
            const pixel = output[i * step + a]?.[j * step + b];
            if (!pixel) continue;
            const [u, v] = (slip.weight ?? ((y, x) => [y, x]))(a, b, kernel);
            filters[u][v].forEach((weights, o) => {
              let sum = 0;
              for (let c = 0; c < count; c++) sum += image[i][j][c] * weights[c];
              pixel[o] = (slip.add ?? ((before, more) => before + more))(pixel[o], sum);
            });
          }
        }
      }
    }
    return output;
  };
}

const mistakes: Mistake[] = [
  {
    name: 'overwritten',
    behaves: slipping({ add: (_before, more) => more }),
    hint: 'Where two stamps overlap, the later one wipes out the earlier. Add them: `+=` in place of `=`.',
  },
  {
    name: 'largest one',
    behaves: slipping({ add: (before, more) => Math.max(before, more) }),
    hint: 'Where two stamps overlap you keep the larger value. Add them.',
  },
  {
    name: 'stride ignored',
    behaves: slipping({ stride: () => 1 }),
    hint: 'The stamps lie side by side: the stamp of pixel (i, j) begins at row `i * stride` and column `j * stride`.',
  },
  {
    name: 'kernel turned round',
    behaves: slipping({ weight: (a, b, [kh, kw]) => [kh - 1 - a, kw - 1 - b] }),
    hint: 'The kernel is turned by 180°. It is stamped as it is: weight (a, b) lands at row `i * stride + a` and column `j * stride + b`.',
  },
  {
    name: 'kernel transposed',
    behaves: slipping({ weight: (a, b, [kh, kw]) => (b < kh && a < kw ? [b, a] : [a, b]) }),
    hint: 'Rows and columns of the kernel changed places: `filters[a][b]` belongs to row a and column b of the stamp.',
  },
  {
    name: 'cut off at height times stride',
    behaves: slipping({ sizes: (height, width, _kernel, stride) => [height * stride, width * stride] }),
    hint: 'The output has the wrong size. The last stamp begins at `(height - 1) * stride` and is as high as the kernel: `(height - 1) * stride + kernelHeight` rows.',
  },
  {
    name: 'one row and column too many',
    behaves: slipping({ sizes: (h, w, [kh, kw], stride) => [h * stride + kh, w * stride + kw] }),
    hint: 'The output is too large: the first stamp begins at 0, so the last one begins at `(height - 1) * stride`.',
  },
  {
    name: 'first channel only',
    behaves: slipping({ channels: () => 1 }),
    hint: 'Only the first channel of the image is used. Each output channel adds up all channels of the pixel, each times its own weight.',
  },
  {
    name: 'an ordinary convolution',
    behaves: (image: Image, filters: Filters, stride: number) =>
      conv2d(
        image,
        filters.map((row) => row.map((weights) => weights[0].map((_, c) => weights.map((one) => one[c])))),
        { stride },
      ),
    hint: 'That is the convolution of chapter 2, which makes the image smaller. Here each pixel of the input writes into the output, in place of reading from a window.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`. The filters are `[kernelHeight, kernelWidth, outChannels, inChannels]`: the output channel comes before the input channel.',
  },
];

const image = (height: number, width: number, channels = 1): Image =>
  makeImage(height, width, channels, (y, x, c) => ((y * 5 + x * 3 + c * 7) % 9) - 3);
const kernels = (height: number, width: number, outChannels: number, inChannels: number): Filters =>
  makeFilters(height, width, outChannels, inChannels, (a, b, o, c) => ((a * 4 + b * 2 + o * 5 + c * 3) % 7) - 2);

const publicCases: Case[] = [
  { name: 'one pixel is one stamp', args: [[[[2]]], kernels(2, 3, 1, 1), 2] },
  { name: 'stride 2, kernel 2: no overlap', args: [image(2, 3), kernels(2, 2, 1, 1), 2] },
  { name: 'stride 2, kernel 3: stamps overlap', args: [image(3, 2), kernels(3, 3, 1, 1), 2] },
  { name: 'stride 1', args: [image(3, 4), kernels(2, 3, 1, 1), 1] },
  { name: 'stride 3, kernel 2: gaps stay 0', args: [image(2, 2), kernels(2, 2, 1, 1), 3] },
  { name: 'two channels to three', args: [image(2, 3, 2), kernels(3, 2, 3, 2), 2] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 10 }, (_, i): Case => {
    const stride = 1 + (i % 3);
    const [height, width] = [1 + random.integer(4), 1 + random.integer(4)];
    const [inChannels, outChannels] = [1 + random.integer(3), 1 + random.integer(3)];
    const [kernelHeight, kernelWidth] = [1 + random.integer(4), 1 + random.integer(4)];
    const value = () => Number(random.normal().toFixed(2));
    const filters = makeFilters(kernelHeight, kernelWidth, outChannels, inChannels, value);
    const sizes = `${height}×${width}×${inChannels}, kernel ${kernelHeight}×${kernelWidth}`;
    return {
      name: `random ${i + 1}: ${sizes}, stride ${stride}`,
      args: [makeImage(height, width, inChannels, value), filters, stride],
    };
  });
}

export const transposedConvolution: FunctionExercise = {
  id: '6.4',
  title: 'Transposed convolution',
  points: 8,
  kind: 'function',
  entry: 'conv2dTranspose',
  reference: right,
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Make an output of zeros with `(height - 1) * stride + kernelHeight` rows, and as many columns in the same way. Then let each pixel stamp.',
};
