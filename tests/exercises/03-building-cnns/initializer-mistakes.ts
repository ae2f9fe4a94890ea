import { fans, type Given, type Mistake, type WeightShape } from 'convolab';
import { someNumber } from '../look';

const last = (shape: number[]): [number, number] => [shape[shape.length - 2], shape[shape.length - 1]];

/** Name, mistaken fans, hint. */
const fanRows: [string, (shape: number[]) => { fanIn: number; fanOut: number }, string][] = [
  [
    'kernel forgotten',
    (shape) => ({ fanIn: last(shape)[0], fanOut: last(shape)[1] }),
    'In a convolution every cell of the kernel counts: multiply both channels by `kernelHeight * kernelWidth`.',
  ],
  [
    'kernel only for the inputs',
    (shape) => ({ fanIn: fans(shape as WeightShape).fanIn, fanOut: last(shape)[1] }),
    'One input pixel goes into an output at every cell of the kernel, so the kernel multiplies `fanOut`, too.',
  ],
  [
    'swapped',
    (shape) => ({ fanIn: fans(shape as WeightShape).fanOut, fanOut: fans(shape as WeightShape).fanIn }),
    '`fanIn` and `fanOut` are swapped: the last size of a shape is the number of outputs, the one before it the number of inputs.',
  ],
  [
    'first two sizes',
    (shape) => ({ fanIn: shape[0], fanOut: shape[1] }),
    'In a convolution the first two sizes are those of the kernel. Inputs and outputs are the last two.',
  ],
  [
    'one side of the kernel',
    (shape) => {
      const side = shape.length === 4 ? shape[0] : 1;
      return { fanIn: side * last(shape)[0], fanOut: side * last(shape)[1] };
    },
    'A kernel has height times width cells; you counted one side of it.',
  ],
  [
    'all weights',
    (shape) => {
      const all = shape.reduce((product, length) => product * length, 1);
      return { fanIn: all, fanOut: all };
    },
    'That is the number of all weights. `fanIn` counts only those that go into one output.',
  ],
];

type Spread = (fanIn: number, fanOut: number) => number;

/** Name, functions concerned, mistaken factor of the draws, hint. */
const normalRows: [string, string, Spread, string][] = [
  [
    'variance for deviation',
    'xavierNormal',
    (i, o) => 2 / (i + o),
    'That is the variance. The draws are multiplied by the standard deviation: take the square root.',
  ],
  [
    'factor 2 missing',
    'xavierNormal',
    (i, o) => Math.sqrt(1 / (i + o)),
    'The numerator is 2: Xavier divides by the mean of both fans, (fanIn + fanOut) / 2.',
  ],
  [
    'limit of the uniform one',
    'xavierNormal',
    (i, o) => Math.sqrt(6 / (i + o)),
    'The 6 belongs to the uniform distribution. The normal one has the standard deviation √(2 / (fanIn + fanOut)).',
  ],
  ['He', 'xavierNormal', (i) => Math.sqrt(2 / i), 'That is He, which looks at `fanIn` only. Xavier adds both fans.'],
  [
    'variance for deviation',
    'heNormal',
    (i) => 2 / i,
    'That is the variance. The draws are multiplied by the standard deviation: take the square root.',
  ],
  [
    'factor 2 missing',
    'heNormal',
    (i) => Math.sqrt(1 / i),
    'The numerator is 2: ReLU sets half of its inputs to 0, and He makes up for it.',
  ],
  [
    'fan-out',
    'heNormal',
    (_i, o) => Math.sqrt(2 / o),
    'He divides by the number of inputs, `fanIn`; you took `fanOut`.',
  ],
  ['Xavier', 'heNormal', (i, o) => Math.sqrt(2 / (i + o)), 'That is Xavier. He looks at `fanIn` only.'],
];

const limits: Record<'xavierUniform' | 'heUniform', Spread> = {
  xavierUniform: (i, o) => Math.sqrt(6 / (i + o)),
  heUniform: (i) => Math.sqrt(6 / i),
};

/** Name, what becomes of a number from 0 to 1 and the right limit, hint. */
const uniformRows: [string, (u: number, limit: number) => number, string][] = [
  [
    'positive only',
    (u, limit) => limit * u,
    'All of your weights are positive. Stretch the numbers from 0…1 to −1…1 first: `2 * u - 1`.',
  ],
  [
    'deviation for limit',
    (u, limit) => (limit / Math.sqrt(3)) * (2 * u - 1),
    'You used the standard deviation as the limit. A uniform distribution from −a to a has the deviation a / √3, so the numerator under the root is 6, not 2.',
  ],
  [
    'half the width',
    (u, limit) => limit * (u - 0.5),
    'Your weights reach only half of the way: from −limit/2 to limit/2. The numbers must be stretched by 2: `2 * u - 1`.',
  ],
  ['square root missing', (u, limit) => limit ** 2 * (2 * u - 1), 'The square root is missing: the limit is √(6 / …).'],
];

const isNested = (got: Given): boolean => Array.isArray(got) && got.length > 0 && Array.isArray(got[0]);

export const mistakenInitializers: Mistake[] = [
  ...fanRows.map(([name, behaves, hint]) => ({ name: `fans: ${name}`, only: 'fans', behaves, hint })),
  ...normalRows.map(([name, only, spread, hint]) => ({
    name: `${only}: ${name}`,
    only,
    behaves: (shape: WeightShape, draws: number[]) => {
      const { fanIn, fanOut } = fans(shape);
      return draws.map((z) => z * spread(fanIn, fanOut));
    },
    hint,
  })),
  ...(['xavierUniform', 'heUniform'] as const).flatMap((only) =>
    uniformRows.map(([name, weight, hint]) => ({
      name: `${only}: ${name}`,
      only,
      behaves: (shape: WeightShape, draws: number[]) => {
        const { fanIn, fanOut } = fans(shape);
        return draws.map((u) => weight(u, limits[only](fanIn, fanOut)));
      },
      hint,
    })),
  ),
  {
    name: 'draws returned as they are',
    only: ['xavierNormal', 'xavierUniform', 'heNormal', 'heUniform'],
    behaves: (_shape: WeightShape, draws: number[]) => draws,
    hint: 'The draws come back unchanged. Multiply each of them by what the scheme says.',
  },
  {
    name: 'nested arrays',
    when: isNested,
    hint: 'Return the weights as one flat list, one for each draw and in the same order: `draws.map(…)`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`: a shape has two or four sizes, so count from its end.',
  },
];
