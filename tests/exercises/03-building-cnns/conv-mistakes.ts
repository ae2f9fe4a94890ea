import { type Filters, type Given, type Image, type Mistake, makeFilters, makeImage, Odd } from 'convolab';
import { someNumber } from '../look';

/** Where mistaken gradients depart from the right ones. */
interface Slip {
  stride?: (stride: number) => number;
  /** of a row or column, from position, stride, place in the kernel and padding */
  place?: (position: number, stride: number, cell: number, padding: number) => number;
  /** which cell of the kernel goes into the gradient of the image */
  cell?: (cell: number, size: number) => number;
  image?: (before: number, added: number) => number;
  filters?: (before: number, added: number) => number;
  bias?: (before: number, upstream: number) => number;
  /** what the result is in the end */
  after?: (gradients: { gradImage: Image; gradFilters: Filters; gradBias: number[] }, positions: number) => object;
  /** takes pixel, weight and upstream gradient: what is added to the gradients of image and filters */
  products?: (pixel: number, weight: number, upstream: number) => [number, number];
}

const add = (before: number, added: number): number => before + added;

function slipping(slip: Slip) {
  const toImage = slip.image ?? add;
  const toFilters = slip.filters ?? add;
  const toBias = slip.bias ?? add;
  const products = slip.products ?? ((pixel, weight, g) => [weight * g, pixel * g]);
  const place = slip.place ?? ((position, stride, cell, padding) => position * stride + cell - padding);
  const cellAt = slip.cell ?? ((cell) => cell);
  return (
    image: Image,
    filters: Filters,
    upstream: Image,
    options: { stride?: number; padding?: number } = {},
  ): object => {
    const stride = (slip.stride ?? ((s) => s))(options.stride ?? 1);
    const padding = options.padding ?? 0;
    const [inChannels, outChannels] = [filters[0][0].length, filters[0][0][0].length];
    const gradImage = makeImage(image.length, image[0].length, inChannels);
    const gradFilters = makeFilters(filters.length, filters[0].length, inChannels, outChannels);
    const gradBias = new Array<number>(outChannels).fill(0);
    for (const [i, row] of upstream.entries()) {
      for (const [j, gradients] of row.entries()) {
        for (const [o, g] of gradients.entries()) {
          gradBias[o] = toBias(gradBias[o], g);
          for (let a = 0; a < filters.length; a++) {
            for (let b = 0; b < filters[0].length; b++) {
              const [y, x] = [place(i, stride, a, padding), place(j, stride, b, padding)];
              if (image[y]?.[x] === undefined) continue;
              for (let c = 0; c < inChannels; c++) {
                const weight = filters[cellAt(a, filters.length)][cellAt(b, filters[0].length)][c][o];
                const [forImage, forFilters] = products(image[y][x][c], weight, g);
                gradImage[y][x][c] = toImage(gradImage[y][x][c], forImage);
                gradFilters[a][b][c][o] = toFilters(gradFilters[a][b][c][o], forFilters);
              }
            }
          }
        }
      }
    }
    const positions = upstream.length * upstream[0].length;
    return slip.after?.({ gradImage, gradFilters, gradBias }, positions) ?? { gradImage, gradFilters, gradBias };
  };
}

const flipFilters = (filters: Filters): Filters => [...filters].reverse().map((row) => [...row].reverse());
const divided = (filters: Filters, by: number): Filters =>
  filters.map((row) => row.map((cell) => cell.map((weights) => weights.map((weight) => weight / by))));

const rows: [string, Slip, string][] = [
  [
    'flipped kernel',
    { cell: (cell, size) => size - 1 - cell },
    'In `gradImage` the kernel is flipped. Pixel `[i·s + a][j·s + b]` went through weight `[a][b]`, so just that weight brings the gradient back. Seen from the pixel the kernel looks turned, but with these loops that happens by itself.',
  ],
  [
    'flipped gradient of the filters',
    { after: (grads) => ({ ...grads, gradFilters: flipFilters(grads.gradFilters) }) },
    '`gradFilters` is turned by 180°: weight `[a][b]` gets its gradient from the pixels `[i·s + a][j·s + b]`.',
  ],
  [
    'pixels overwritten',
    { image: (_before, added) => added },
    'In `gradImage` each window overwrites the one before it. Windows overlap, so a pixel gets a share from each that sees it: `+=`, not `=`.',
  ],
  [
    'weights overwritten',
    { filters: (_before, added) => added },
    'In `gradFilters` each position overwrites the one before it. A weight is used at all positions, so its gradient adds up over them: `+=`, not `=`.',
  ],
  [
    'bias overwritten',
    { bias: (_before, g) => g },
    '`gradBias` keeps only the last position. The bias goes into every value of its map: add up over all positions.',
  ],
  [
    'bias counts positions',
    { bias: (before) => before + 1 },
    '`gradBias` counts the positions: add `upstream[i][j][o]`, not 1.',
  ],
  [
    'bias forgotten',
    { bias: () => 0 },
    '`gradBias` stayed at 0: the bias is added at every position, so its gradient is the sum of `upstream` over them.',
  ],
  [
    'mean over positions',
    {
      after: (grads, positions) => ({
        ...grads,
        gradFilters: divided(grads.gradFilters, positions),
        gradBias: grads.gradBias.map((value) => value / positions),
      }),
    },
    'You divide by the number of positions. A shared weight gets the sum of its gradients, not their mean.',
  ],
  [
    'bias once for each weight',
    {
      after: (grads) => ({
        ...grads,
        gradBias: grads.gradBias.map(
          (value) => value * grads.gradFilters.length * grads.gradFilters[0].length * grads.gradFilters[0][0].length,
        ),
      }),
    },
    'The line of `gradBias` stands inside of the loops over the kernel, so it is added once for each weight. Move it out, to the loop over positions and filters.',
  ],
  ['stride ignored', { stride: () => 1 }, 'The stride is missing: window i starts at row `i * stride`.'],
  [
    'padding ignored',
    { place: (position, stride, cell) => position * stride + cell },
    'The padding is missing: window i starts at row `i * stride - padding`. Places outside of the image are left out.',
  ],
  [
    'padding added',
    { place: (position, stride, cell, padding) => position * stride + cell + padding },
    'The padding has the wrong sign: the first window starts before the image, at row `-padding`.',
  ],
  [
    'stride at the kernel',
    { place: (position, stride, cell, padding) => position + stride * cell - padding },
    'The stride belongs to the position, not to the cell of the kernel: `i * stride + a`.',
  ],
  [
    'pixel and weight swapped',
    { products: (pixel, weight, g) => [pixel * g, weight * g] },
    'Each factor gets the other one as its derivative: `gradImage` contains the weights, and `gradFilters` the pixels.',
  ],
  [
    'upstream forgotten',
    { products: (pixel, weight) => [weight, pixel] },
    'The factor `upstream[i][j][o]` is missing: the chain rule multiplies each derivative by what comes from above.',
  ],
  [
    'sign',
    { products: (pixel, weight, g) => [-weight * g, -pixel * g] },
    'The sign is wrong. The gradient points uphill; the minus comes later, in the step of the optimizer.',
  ],
];

const lacks = (got: Given): boolean =>
  got !== null &&
  typeof got === 'object' &&
  !(got instanceof Odd) &&
  !['gradImage', 'gradFilters', 'gradBias'].every((key) => Object.hasOwn(got, key));

export const mistakenConvolutionGradients: Mistake[] = [
  ...rows.map(([name, slip, hint]) => ({ name, behaves: slipping(slip), hint })),
  {
    name: 'other names',
    when: lacks,
    hint: 'Return an object with exactly three entries: `{ gradImage, gradFilters, gradBias }`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: do all results start with zeros, and are places outside of the image left out?',
  },
];
