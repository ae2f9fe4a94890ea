import {
  applyMask,
  type Case,
  dequantize,
  type FunctionExercise,
  type Matrix,
  type Mistake,
  magnitudeMask,
  quantizationParameters,
  quantize,
  type Random,
} from 'convolab';
import { someNumber } from '../look';

interface Scale {
  scale: number;
  zeroPoint: number;
}

const int8 = (of: Scale) => ({ ...of, lowest: -128, highest: 127 });
const parameters = (values: number[]): Scale => {
  const { scale, zeroPoint } = quantizationParameters(values, { scheme: 'affine' });
  return { scale, zeroPoint };
};
const range = (values: number[]): [number, number] => [Math.min(0, ...values), Math.max(0, ...values)];
const clamp = (q: number): number => Math.min(127, Math.max(-128, q));
const whole = (value: number): number => Math.round(value) + 0; // no −0

const inParameters = (name: string, behaves: (values: number[]) => Scale, hint: string): Mistake => ({
  name: `parameters: ${name}`,
  only: 'parameters',
  behaves,
  hint,
});
const inQuantize = (name: string, f: (x: number, of: Scale) => number, hint: string): Mistake => ({
  name: `quantize: ${name}`,
  only: 'quantize',
  behaves: (values: number[], of: Scale) => values.map((x) => f(x, of)),
  hint,
});
const inPrune = (name: string, behaves: (weights: Matrix, sparsity: number) => Matrix, hint: string): Mistake => ({
  name: `prune: ${name}`,
  only: 'prune',
  behaves,
  hint,
});
const countOf = (weights: Matrix, sparsity: number): number => Math.round(sparsity * weights.flat().length);
/** The weights with those set to 0 that stand first in an order. */
const without = (weights: Matrix, sparsity: number, key: (w: number) => number): Matrix => {
  const sorted = weights.flat().sort((a, b) => key(a) - key(b));
  const gone = new Set(sorted.slice(0, countOf(weights, sparsity)));
  return weights.map((row) => row.map((w) => (gone.has(w) ? 0 : w)));
};

const mistakes: Mistake[] = [
  inParameters(
    '0 is not in the range',
    (values) => {
      const [least, most] = [Math.min(...values), Math.max(...values)];
      const scale = (most - least) / 255 || 1;
      return { scale, zeroPoint: clamp(whole(-128 - least / scale)) };
    },
    'Where all values lie on one side of 0, the range must still reach to 0: m is at most 0, and M at least 0.',
  ),
  inParameters(
    '256 steps',
    (values) => {
      const [least, most] = range(values);
      const scale = (most - least) / 256 || 1;
      return { scale, zeroPoint: clamp(whole(-128 - least / scale)) };
    },
    'From −128 to 127 there are 256 numbers, and 255 steps between them: divide by 255.',
  ),
  inParameters(
    'symmetric',
    (values) => ({ scale: Math.max(...values.map(Math.abs)) / 127 || 1, zeroPoint: 0 }),
    'That is the symmetric scheme. The affine one spreads the range from m to M over all 256 numbers.',
  ),
  inParameters(
    'unsigned',
    (values) => {
      const { scale, zeroPoint } = parameters(values);
      return { scale, zeroPoint: zeroPoint + 128 };
    },
    'Your whole numbers go from 0 to 255. Here they go from −128 to 127: the least value becomes −128.',
  ),
  inParameters(
    'zero point not rounded',
    (values) => {
      const [least, most] = range(values);
      const scale = (most - least) / 255 || 1;
      return { scale, zeroPoint: -128 - least / scale };
    },
    'The zero point is a whole number: round it, so that 0 comes back as exactly 0.',
  ),
  inQuantize(
    'not rounded',
    (x, { scale, zeroPoint }) => clamp(x / scale + zeroPoint),
    'The results are no whole numbers: `Math.round`.',
  ),
  inQuantize(
    'rounded down',
    (x, { scale, zeroPoint }) => clamp(Math.floor(x / scale) + zeroPoint + 0),
    'You round down, which makes all numbers a little smaller. Take the nearest whole number, `Math.round`.',
  ),
  inQuantize(
    'not cut off',
    (x, { scale, zeroPoint }) => whole(x / scale) + zeroPoint,
    'A number outside of the range becomes less than −128 or more than 127, which 8 bits cannot hold. Cut it off there.',
  ),
  inQuantize(
    'zero point left out',
    (x, { scale }) => clamp(whole(x / scale)),
    'The zero point is missing: add it after rounding.',
  ),
  inQuantize(
    'zero point taken away',
    (x, { scale, zeroPoint }) => clamp(whole(x / scale) - zeroPoint),
    'You take the zero point away. It is **added** here, and taken away on the way back.',
  ),
  inQuantize(
    'multiplied',
    (x, { scale, zeroPoint }) => clamp(whole(x * scale) + zeroPoint),
    'You multiply by `scale`. One step is worth `scale`, so divide by it.',
  ),
  {
    name: 'dequantize: zero point left out',
    only: 'dequantize',
    behaves: (quantized: number[], { scale }: Scale) => quantized.map((q) => q * scale),
    hint: 'The zero point is missing: take it away before you multiply by `scale`.',
  },
  {
    name: 'dequantize: zero point added',
    only: 'dequantize',
    behaves: (quantized: number[], { scale, zeroPoint }: Scale) => quantized.map((q) => scale * (q + zeroPoint)),
    hint: 'You add the zero point. On the way back it is taken away.',
  },
  {
    name: 'dequantize: zero point taken away too late',
    only: 'dequantize',
    behaves: (quantized: number[], { scale, zeroPoint }: Scale) => quantized.map((q) => q * scale - zeroPoint),
    hint: 'The zero point is a whole number: take it away from q **before** you multiply by `scale`.',
  },
  inPrune(
    'smallest values',
    (weights, sparsity) => without(weights, sparsity, (w) => w),
    'You take away the most negative weights, which may be the most important ones. The smallest **magnitudes** go: compare `Math.abs(w)`.',
  ),
  inPrune(
    'largest magnitudes',
    (weights, sparsity) => without(weights, sparsity, (w) => -Math.abs(w)),
    'You take away the largest weights. Those closest to 0 go.',
  ),
  inPrune(
    'what stays',
    (weights, sparsity) => without(weights, 1 - sparsity, Math.abs),
    '`sparsity` is the share of weights that become 0, not of those that stay.',
  ),
  inPrune(
    'by threshold',
    (weights, sparsity) => weights.map((row) => row.map((w) => (Math.abs(w) < sparsity ? 0 : w))),
    'You compare each weight with `sparsity`. It is a share: sort the magnitudes, and see which ones are among the first `sparsity` of them.',
  ),
  inPrune(
    'row by row',
    (weights, sparsity) => weights.map((row) => without([row], sparsity, Math.abs)[0]),
    'You take the same share of each row. The smallest weights of the whole matrix go, wherever they are.',
  ),
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from 0 / 0: where all values are 0, the scale is 1.',
  },
];

const activations = [0, 0.4, 1.31, 2.77, 0.05];
const weights: Matrix = [
  [0.31, -0.12, 0.45],
  [-1.4, 0.05, 0.22],
];

const publicCases: Case[] = [
  { name: 'parameters: on both sides of 0', fn: 'parameters', args: [[-1.1, 0.3, 2.1, -0.4]] },
  { name: 'parameters: after a ReLU', fn: 'parameters', args: [activations] },
  { name: 'parameters: all above 0', fn: 'parameters', args: [[0.8, 1.7, 3.1]] },
  { name: 'parameters: all below 0', fn: 'parameters', args: [[-2.3, -0.7]] },
  { name: 'parameters: nothing but zeros', fn: 'parameters', args: [[0, 0, 0]] },
  { name: 'quantize: within the range', fn: 'quantize', args: [activations, { scale: 0.013, zeroPoint: -128 }] },
  {
    name: 'quantize: beyond both ends',
    fn: 'quantize',
    args: [[-9, -0.327, 0, 0.413, 9], { scale: 0.02, zeroPoint: 17 }],
  },
  { name: 'dequantize', fn: 'dequantize', args: [[-128, -3, 17, 18, 127], { scale: 0.02, zeroPoint: 17 }] },
  { name: 'prune: half of the weights', fn: 'prune', args: [weights, 0.5] },
  { name: 'prune: a sixth', fn: 'prune', args: [weights, 1 / 6] },
  { name: 'prune: nothing', fn: 'prune', args: [weights, 0] },
  { name: 'prune: everything', fn: 'prune', args: [weights, 1] },
];

function gradedCases(random: Random): Case[] {
  return Array.from({ length: 5 }, (_, i): Case[] => {
    const shift = [-2, -0.5, 0, 0.5, 2][i];
    const values = Array.from({ length: 4 + random.integer(8) }, () => Number(random.normal(shift, 0.8).toFixed(4)));
    const of = { scale: Number(random.uniform(0.011, 0.03).toFixed(5)), zeroPoint: random.integer(200) - 100 };
    // a third of a step beside a whole one: what is just in the middle is not asked
    const numbers = Array.from(
      { length: 8 },
      () => of.scale * (random.integer(400) - 200 + random.uniform(-0.33, 0.33)),
    );
    const [rows, columns] = [2 + random.integer(3), 3 + random.integer(4)];
    // no two magnitudes alike
    const magnitudes = random.shuffle(Array.from({ length: rows * columns }, (_entry, k) => 0.05 * (k + 1)));
    const matrix = Array.from({ length: rows }, (_row, r) =>
      Array.from({ length: columns }, (_column, c) => magnitudes[r * columns + c] * (random.uniform() < 0.5 ? -1 : 1)),
    );
    const gone = (1 + random.integer(rows * columns - 1)) / (rows * columns);
    return [
      { name: `parameters: random (${i + 1})`, fn: 'parameters', args: [values] },
      { name: `quantize: random (${i + 1})`, fn: 'quantize', args: [numbers, of] },
      {
        name: `dequantize: random (${i + 1})`,
        fn: 'dequantize',
        args: [numbers.map(() => random.integer(256) - 128), of],
      },
      { name: `prune: random ${rows}×${columns} (${i + 1})`, fn: 'prune', args: [matrix, gone] },
    ];
  }).flat();
}

export const compression: FunctionExercise = {
  id: '7.2',
  title: 'Quantize and prune',
  points: 8,
  kind: 'function',
  entry: 'compression',
  reference: {
    parameters,
    quantize: (values: number[], of: Scale) => quantize(values, int8(of)),
    dequantize: (quantized: number[], of: Scale) => dequantize(quantized, int8(of)),
    prune: (matrix: Matrix, sparsity: number) => applyMask(matrix, magnitudeMask(matrix, sparsity)),
  },
  // a scale of 0.01 beside a zero point of 100: the usual tolerance would not see it
  tolerance: { relative: 1e-8, absolute: 1e-9 },
  publicCases,
  gradedCases,
  mistakes,
  firstStep:
    'Begin with `parameters`: m is `Math.min(0, ...values)`, M is `Math.max(0, ...values)`, and the scale is (M − m) / 255.',
};
