import type { Filters, Image, Mistake } from 'convolab';
import { isFlat, someNumber } from '../look';

interface Options {
  stride?: number;
  bias?: number[];
}

/** Where a mistaken convolution departs from the right one; each part has the right one as its default. */
interface Slip {
  /** the stride that it works with */
  stride?: (stride: number) => number;
  /** output positions along an axis */
  count?: (size: number, kernel: number, stride: number) => number;
  /** first pixel of the window at position i */
  start?: (i: number, stride: number, kernel: number) => number;
  weight?: (filters: Filters, a: number, b: number, c: number, o: number) => number;
  channels?: (channels: number) => number;
  /** adds one product */
  add?: (sum: number, product: number, bias: number) => number;
  /** the sum, after all products, becomes the output */
  finish?: (sum: number, bias: number[], o: number, kernelSize: number) => number;
  /** what the sum starts with, given the sum of the position before */
  begin?: (before: number) => number;
}

function slipping(slip: Slip): (image: Image, filters: Filters, options?: Options) => Image {
  return (image, filters, options = {}) => {
    const stride = (slip.stride ?? ((s) => s))(options.stride ?? 1);
    const outChannels = filters[0][0][0].length;
    const bias = options.bias ?? new Array(outChannels).fill(0);
    const [kernelHeight, kernelWidth] = [filters.length, filters[0].length];
    const count = slip.count ?? ((size, kernel, s) => Math.floor((size - kernel) / s) + 1);
    const start = slip.start ?? ((i, s) => i * s);
    const weight = slip.weight ?? ((f, a, b, c, o) => f[a][b][c][o]);
    const add = slip.add ?? ((sum, product) => sum + product);
    const finish = slip.finish ?? ((sum, biases, o) => sum + biases[o]);
    const channels = (slip.channels ?? ((n) => n))(image[0][0].length);
    const output: Image = [];
    let sum = 0;
    for (let i = 0; i < count(image.length, kernelHeight, stride); i++) {
      output.push([]);
      for (let j = 0; j < count(image[0].length, kernelWidth, stride); j++) {
        output[i].push([]);
        for (let o = 0; o < outChannels; o++) {
          sum = slip.begin ? slip.begin(sum) : 0;
          for (let a = 0; a < kernelHeight; a++) {
            for (let b = 0; b < kernelWidth; b++) {
              for (let c = 0; c < channels; c++) {
                const y = start(i, stride, kernelHeight) + a;
                const x = start(j, stride, kernelWidth) + b;
                const pixel = image[y]?.[x]?.[c] ?? 0;
                sum = add(sum, pixel * weight(filters, a, b, c, o), bias[o]);
              }
            }
          }
          sum = finish(sum, bias, o, kernelHeight * kernelWidth * channels);
          output[i][j].push(sum);
        }
      }
    }
    return output;
  };
}

const right = slipping({});
const transpose = (image: Image): Image => image[0].map((_, x) => image.map((row) => row[x]));

export const mistakenConvolutions: Mistake[] = [
  {
    name: 'flipped kernel',
    behaves: slipping({ weight: (f, a, b, c, o) => f[f.length - 1 - a][f[0].length - 1 - b][c][o] }),
    hint: 'Your kernel is turned by 180°. That is the convolution of mathematics; deep-learning libraries do not flip. Multiply `image[y + a][x + b]` with `filters[a][b]`, both counting up.',
  },
  {
    name: 'kernel axes swapped',
    behaves: slipping({ weight: (f, a, b, c, o) => f[b][a][c][o] }),
    hint: 'The two axes of the kernel are swapped: `filters[a][b]` has the row `a` first and the column `b` second, like the image.',
  },
  {
    name: 'output axes swapped',
    behaves: (image: Image, filters: Filters, options?: Options) => transpose(right(image, filters, options)),
    hint: 'Height and width of your output are swapped. An image is `[height, width, channels]`: the outer loop goes over rows, the inner one over columns.',
  },
  {
    name: 'image axes swapped',
    behaves: (image: Image, filters: Filters, options?: Options) => right(transpose(image), filters, options),
    hint: 'Your code reads `image[x][y]`. The row comes first: `image[y][x]`.',
  },
  {
    name: 'one position too few',
    behaves: slipping({ count: (size, kernel, stride) => Math.floor((size - kernel) / stride) }),
    hint: 'One row and one column are missing: the number of positions is `Math.floor((size - kernel) / stride) + 1`. The first position counts too.',
  },
  {
    name: 'one row too few',
    behaves: (image: Image, filters: Filters, options?: Options) => right(image, filters, options).slice(0, -1),
    hint: 'The last row is missing: there are `Math.floor((height - kernelHeight) / stride) + 1` rows. The first one counts too.',
  },
  {
    name: 'one column too few',
    behaves: (image: Image, filters: Filters, options?: Options) =>
      right(image, filters, options).map((row) => row.slice(0, -1)),
    hint: 'The last column is missing: there are `Math.floor((width - kernelWidth) / stride) + 1` columns. The first one counts too.',
  },
  {
    name: 'one position too many',
    behaves: slipping({ count: (size, kernel, stride) => Math.floor((size - kernel) / stride) + 2 }),
    hint: 'There is one row and one column too many, read from outside of the image: the number of positions is `Math.floor((size - kernel) / stride) + 1`.',
  },
  {
    name: 'rounded up',
    behaves: slipping({ count: (size, kernel, stride) => Math.ceil((size - kernel) / stride) + 1 }),
    hint: 'The last window hangs over the edge: with pixels left over, the number of positions is rounded down, with `Math.floor`.',
  },
  {
    name: 'kernel size left out',
    behaves: slipping({ count: (size, _kernel, stride) => Math.ceil(size / stride) }),
    hint: 'Your output is as large as if the window could start at every pixel. Without padding it must fit into the image: `Math.floor((size - kernel) / stride) + 1` positions.',
  },
  {
    name: 'same padding',
    behaves: slipping({
      count: (size, _kernel, stride) => Math.ceil(size / stride),
      start: (i, stride, kernel) => i * stride - Math.floor((kernel - 1) / 2),
    }),
    hint: 'Your windows are centred on each pixel and see zeros outside of the image. That is padding; here there is none: the first window starts at pixel 0 and the last one ends inside.',
  },
  {
    name: 'stride ignored',
    behaves: slipping({ stride: () => 1 }),
    hint: 'The stride has no effect. From one position to the next the window moves by `stride` pixels, and there are fewer positions.',
  },
  {
    name: 'stride only in the size',
    behaves: slipping({ start: (i) => i }),
    hint: 'The output has the right size, but neighbouring windows are one pixel apart. The window at position i starts at pixel `i * stride`.',
  },
  {
    name: 'one pixel late',
    behaves: slipping({ start: (i, stride) => i * stride + 1 }),
    hint: 'Your windows start one pixel too far down and to the right. The first one starts at pixel 0: the window at position i covers the pixels from `i * stride` to `i * stride + kernel - 1`.',
  },
  {
    name: 'first position left out',
    behaves: slipping({
      count: (size, kernel, stride) => Math.floor((size - kernel - 1) / stride) + 1,
      start: (i, stride) => i * stride + 1,
    }),
    hint: 'Your first window starts at pixel 1, so the first row and the first column of the image are never its corner. Let the loops begin at 0.',
  },
  {
    name: 'forgotten bias',
    behaves: slipping({ finish: (sum) => sum }),
    hint: 'The bias is missing: add `bias[o]` once to every value of feature map o. Each of your values is off by exactly that.',
  },
  {
    name: 'bias added too often',
    behaves: slipping({ add: (sum, product, bias) => sum + product + bias, finish: (sum) => sum }),
    hint: 'The bias is added with every product. It belongs outside of the three inner loops: once for each output value.',
  },
  {
    name: 'first bias for all',
    behaves: slipping({ finish: (sum, bias) => sum + bias[0] }),
    hint: 'All feature maps get the bias of the first one: use `bias[o]` for filter o.',
  },
  {
    name: 'one channel only',
    behaves: slipping({ channels: () => 1 }),
    hint: 'Only channel 0 of the image is used. A filter looks at all input channels at once: loop over them, too, and add up.',
  },
  {
    name: 'first filter for all',
    behaves: slipping({ weight: (f, a, b, c) => f[a][b][c][0] }),
    hint: 'All feature maps come from the first filter: use `filters[a][b][c][o]` for map o.',
  },
  {
    name: 'channel axes swapped',
    behaves: slipping({ weight: (f, a, b, c, o) => f[a][b][o]?.[c] }),
    hint: 'The last two axes of `filters` are swapped: they are `[…, inChannels, outChannels]`, so it is `filters[a][b][c][o]`.',
  },
  {
    name: 'last product only',
    behaves: slipping({ add: (_sum, product) => product }),
    hint: 'Only the last product of each window is left: add up with `+=`, not `=`.',
  },
  {
    name: 'sum not reset',
    behaves: slipping({ begin: (before) => before }),
    hint: 'The sum of one window goes on into the next: set it back to 0 for every output value.',
  },
  {
    name: 'mean instead of sum',
    behaves: slipping({ finish: (sum, bias, o, kernelSize) => sum / kernelSize + bias[o] }),
    hint: 'You divide by the number of weights. A convolution is a sum; only a blur kernel has the division in its weights.',
  },
  {
    name: 'channels first',
    behaves: (image: Image, filters: Filters, options?: Options) => {
      const maps = right(image, filters, options);
      return maps[0][0].map((_, o) => maps.map((row) => row.map((pixel) => pixel[o])));
    },
    hint: 'Your output is `[outChannels, height, width]`. Here the channels come last: `output[i][j][o]`.',
  },
  {
    name: 'no channel axis',
    when: (got) => Array.isArray(got) && Array.isArray(got[0]) && typeof got[0][0] === 'number',
    hint: 'The output needs its third axis even for a single filter: each entry is a list of feature values, `output[i][j] = [value]`.',
  },
  {
    name: 'nothing added up',
    when: (got, expected) => isFlat(got) && !isFlat(expected) && !someNumber(got, Number.isNaN),
    hint: 'All your values are the same. Is the result of the inner loops written into the output?',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a sum without its `= 0`, an index outside of an array, or a `bias` that is missing. Give `stride` and `bias` defaults, and compare the loop limits with the sizes.',
  },
];
