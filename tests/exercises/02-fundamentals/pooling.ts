import { type Case, type FunctionExercise, makeImage, type PoolingKind, pool2d, type Random } from 'convolab';
import { mistakenPoolings } from './pooling-mistakes';

/** Whole numbers from −4 to 9 without symmetry. */
const image = (height: number, width: number, channels = 1): number[][][] =>
  makeImage(height, width, channels, (y, x, c) => ((y * 5 + x * 3 + c * 7 + y * x * 2) % 14) - 4);
const dark = makeImage(4, 6, 1, (y, x) => -1 - ((y * 3 + x * 5) % 7));
/** A bright disk on a slope. */
const scene = makeImage(16, 16, 1, (y, x) => ((y - 7) ** 2 + (x - 8) ** 2 < 20 ? 1 : y / 30));

const publicCases: Case[] = [
  { name: 'max, 2×2', args: [image(4, 6), { kind: 'max', size: 2 }] },
  { name: 'max of negative values', args: [dark, { kind: 'max', size: 2 }] },
  { name: 'average, 2×2', args: [image(4, 6), { kind: 'average', size: 2 }] },
  { name: 'L2, 2×2', args: [image(4, 6), { kind: 'l2', size: 2 }] },
  {
    name: 'average, overlapping windows: size 3, stride 1',
    args: [image(5, 6), { kind: 'average', size: 3, stride: 1 }],
  },
  { name: 'max, three channels, pixels left over', args: [image(5, 7, 3), { kind: 'max', size: 2 }] },
  { name: 'max of negative values with padding 1', args: [dark, { kind: 'max', size: 2, stride: 2, padding: 1 }] },
  { name: 'average with padding 1', args: [image(4, 5), { kind: 'average', size: 3, stride: 2, padding: 1 }] },
  { name: 'L2, size 3, stride 2, two channels', args: [image(7, 5, 2), { kind: 'l2', size: 3, stride: 2 }] },
  { name: 'max on a small picture', args: [scene, { kind: 'max', size: 2 }] },
];

function gradedCases(random: Random): Case[] {
  const kinds: PoolingKind[] = ['max', 'average', 'l2'];
  return Array.from({ length: 15 }, (_, i) => {
    const kind = kinds[i % 3];
    const size = 2 + random.integer(2);
    const channels = 1 + random.integer(3);
    const [height, width] = [size + 2 + random.integer(5), size + 2 + random.integer(5)];
    const shift = i % 2 ? -3 : 0;
    const options: { kind: PoolingKind; size: number; stride?: number; padding?: number } = { kind, size };
    if (i % 4 > 0) options.stride = 1 + random.integer(3);
    if (i % 5 > 2) options.padding = 1;
    const values = makeImage(height, width, channels, () => Math.round(100 * random.normal(shift, 2)) / 100);
    return { name: `random image ${i + 1}: ${height}×${width}×${channels}, ${kind}`, args: [values, options] } as Case;
  });
}

export const pooling: FunctionExercise = {
  id: '2.4',
  title: 'Max, average and L2 pooling',
  points: 5,
  kind: 'function',
  entry: 'pool2d',
  reference: pool2d,
  publicCases,
  gradedCases,
  mistakes: mistakenPoolings,
  firstStep:
    'Write max pooling first: collect the values of one window of one channel in a list, then take `Math.max(...values)`.',
};
