import type { Image, Mistake } from 'convolab';
import { someNumber } from '../look';

type Kind = 'max' | 'average' | 'l2';

interface Options {
  kind: Kind;
  size: number;
  stride?: number;
  padding?: number;
}

/** Where a mistaken pooling departs from the right one. `n` is size², the number of places in a full window. */
interface Slip {
  kind?: (kind: Kind) => Kind;
  stride?: (options: Options) => number;
  padding?: (padding: number) => number;
  count?: (room: number, stride: number) => number;
  pool?: Partial<Record<Kind, (values: number[], n: number) => number>>;
  /** what a place outside of the image holds; undefined: it does not count */
  outside?: number;
  /** the channels whose values go into one window for channel c */
  channels?: (c: number, all: number[]) => number[];
  /** channels of the output */
  outChannels?: (count: number) => number;
}

const sum = (values: number[]): number => values.reduce((total, value) => total + value, 0);
const squares = (values: number[]): number => sum(values.map((value) => value * value));

const right: Record<Kind, (values: number[], n: number) => number> = {
  max: (values) => Math.max(...values),
  average: (values) => sum(values) / values.length,
  l2: (values) => Math.sqrt(squares(values)),
};

function slipping(slip: Slip): (image: Image, options: Options) => Image {
  return (image, options) => {
    const { size } = options;
    const kind = (slip.kind ?? ((k) => k))(options.kind);
    const stride = (slip.stride ?? (({ stride: given, size: window }) => given ?? window))(options);
    const padding = (slip.padding ?? ((p) => p))(options.padding ?? 0);
    const pool = slip.pool?.[kind] ?? right[kind];
    const positions = (length: number): number =>
      (slip.count ?? ((room, s) => Math.floor(room / s) + 1))(length + 2 * padding - size, stride);
    const all = image[0][0].map((_, c) => c);
    const channels = slip.channels ?? ((c) => [c]);
    const outChannels = (slip.outChannels ?? ((count) => count))(all.length);
    return Array.from({ length: positions(image.length) }, (_, i) =>
      Array.from({ length: positions(image[0].length) }, (__, j) =>
        Array.from({ length: outChannels }, (___, o) => {
          const values: number[] = [];
          for (let a = 0; a < size; a++) {
            for (let b = 0; b < size; b++) {
              const pixel = image[i * stride + a - padding]?.[j * stride + b - padding];
              if (pixel) for (const c of channels(o, all)) values.push(pixel[c]);
              else if (slip.outside !== undefined) values.push(slip.outside);
            }
          }
          return pool(values, size * size);
        }),
      ),
    );
  };
}

const correct = slipping({});
const transpose = (image: Image): Image => image[0].map((_, x) => image.map((row) => row[x]));

export const mistakenPoolings: Mistake[] = [
  {
    name: 'maximum starts at 0',
    behaves: slipping({ pool: { max: (values) => Math.max(0, ...values) } }),
    hint: 'Your maximum starts at 0, so a window of negative values gives 0. Start with -Infinity or with the first value.',
  },
  {
    name: 'average counts padding',
    behaves: slipping({ pool: { average: (values, n) => sum(values) / n } }),
    hint: 'At the border your average divides by size². Divide by the number of real pixels in the window; padded places do not count.',
  },
  {
    name: 'padding counts as 0',
    behaves: slipping({ outside: 0 }),
    hint: 'The padded places count as zeros. Here they do not count at all: the maximum ignores them, and an average divides by the number of real pixels in its window.',
  },
  {
    name: 'average not divided',
    behaves: slipping({ pool: { average: sum } }),
    hint: 'That is the sum of the window. Divide it by the number of its pixels.',
  },
  {
    name: 'L2 averaged',
    behaves: slipping({ pool: { l2: (values) => Math.sqrt(squares(values) / values.length) } }),
    hint: 'You divide by the number of pixels before the root: that is the root mean square. L2 pooling is √(Σ x²), not divided.',
  },
  {
    name: 'L2 without root',
    behaves: slipping({ pool: { l2: squares } }),
    hint: 'The square root is missing: L2 pooling is √(Σ x²).',
  },
  {
    name: 'L2 without squares',
    behaves: slipping({ pool: { l2: (values) => sum(values.map((value) => Math.abs(value))) } }),
    hint: 'You add up absolute values: that is the L1 norm. L2 squares each value, adds up, and takes the root.',
  },
  {
    name: 'always max',
    behaves: slipping({ kind: () => 'max' }),
    hint: 'You always take the maximum: look at `kind`, which is `max`, `average` or `l2`.',
  },
  {
    name: 'always average',
    behaves: slipping({ kind: () => 'average' }),
    hint: 'You always take the average: look at `kind`, which is `max`, `average` or `l2`.',
  },
  {
    name: 'stride 1 by default',
    behaves: slipping({ stride: (options) => options.stride ?? 1 }),
    hint: 'Without `stride` the windows stand side by side: the default is `stride = size`, not 1.',
  },
  {
    name: 'stride ignored',
    behaves: slipping({ stride: (options) => options.size }),
    hint: 'Your windows always move by their own size: where `stride` is given, move by that.',
  },
  {
    name: 'padding ignored',
    behaves: slipping({ padding: () => 0 }),
    hint: 'The padding has no effect: with padding p the first window starts at pixel −p, and there are (height + 2p − size) / stride + 1 rows, rounded down.',
  },
  {
    name: 'rounded up',
    behaves: slipping({ count: (room, stride) => Math.ceil(room / stride) + 1 }),
    hint: 'The last window hangs over the edge: the number of positions is rounded down, with `Math.floor`. Pixels left over are dropped.',
  },
  {
    name: 'one position too few',
    behaves: slipping({ count: (room, stride) => Math.floor(room / stride) }),
    hint: 'One row and one column are missing: there are `Math.floor((height + 2 * padding - size) / stride) + 1` positions.',
  },
  {
    name: 'axes swapped',
    behaves: (image: Image, options: Options) => transpose(correct(image, options)),
    hint: 'Height and width of your output are swapped: the outer loop goes over rows, the inner one over columns.',
  },
  {
    name: 'channels mixed',
    behaves: slipping({ channels: (_c, all) => all }),
    hint: 'Each window mixes all channels. Pooling works on every channel by itself and keeps their number.',
  },
  {
    name: 'one channel only',
    behaves: slipping({ outChannels: () => 1 }),
    hint: 'Only channel 0 comes out. Pool every channel by itself and keep their number.',
  },
  {
    name: 'no channel axis',
    when: (got) => Array.isArray(got) && Array.isArray(got[0]) && typeof got[0][0] === 'number',
    hint: 'The output needs its third axis even for one channel: `output[i][j]` is a list with one number for each channel.',
  },
  {
    name: 'NaN or Infinity',
    when: (got) => someNumber(got, (x) => !Number.isFinite(x)),
    hint: 'NaN comes from an index outside of the image, and -Infinity from the maximum of an empty window. Skip places outside, and give `stride` and `padding` their defaults.',
  },
];
