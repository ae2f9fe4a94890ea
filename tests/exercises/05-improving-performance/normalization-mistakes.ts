import { type Given, type Mistake, Odd } from 'convolab';
import { someNumber } from '../look';

export type Maps = number[][][][];
export interface Parameters {
  gamma: number[];
  beta: number[];
  runningMean: number[];
  runningVariance: number[];
}
export interface Settings {
  epsilon: number;
  momentum: number;
}

/** Where a mistaken batch normalization departs from the right one. */
interface Slip {
  /** which values have a mean and a variance together; those of a channel unless said */
  together?: (n: number, y: number, x: number, c: number) => string;
  /** what the sum of squares is divided by */
  degrees?: (count: number) => number;
  /** what the distance from the mean is divided by */
  deviation?: (variance: number, epsilon: number) => number;
  /** of the normalized value */
  output?: (normalized: number, gamma: number, beta: number) => number;
  /** in training: of what was remembered and what the batch has */
  running?: (before: number, batch: number, momentum: number) => number;
  /** the variance that is remembered, of the one of the batch */
  remembered?: (variance: number, count: number) => number;
}

const deviationOf = (variance: number, epsilon: number): number => Math.sqrt(variance + epsilon);
const shifted = (normalized: number, gamma: number, beta: number): number => gamma * normalized + beta;
const kept = (before: number, batch: number, momentum: number): number => momentum * before + (1 - momentum) * batch;
const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

function mapMaps(input: Maps, f: (x: number, n: number, y: number, x2: number, c: number) => number): Maps {
  return input.map((image, n) =>
    image.map((row, y) => row.map((pixel, x) => pixel.map((value, c) => f(value, n, y, x, c)))),
  );
}

function forward({ together, degrees, deviation, output, running, remembered }: Slip) {
  return (input: Maps, { gamma, beta, runningMean, runningVariance }: Parameters, { epsilon, momentum }: Settings) => {
    const groups = new Map<string, number[]>();
    const keyOf = together ?? ((_n, _y, _x, c) => String(c));
    mapMaps(input, (value, n, y, x, c) => {
      const key = keyOf(n, y, x, c);
      groups.set(key, [...(groups.get(key) ?? []), value]);
      return 0;
    });
    const momentsOf = (values: number[]): { mean: number; variance: number } => {
      const middle = mean(values);
      const sum = values.reduce((total, value) => total + (value - middle) ** 2, 0);
      return { mean: middle, variance: sum / (degrees ?? ((count) => count))(values.length) };
    };
    const moments = new Map([...groups].map(([key, values]) => [key, momentsOf(values)]));
    const of = (key: string): { mean: number; variance: number } => moments.get(key) ?? { mean: 0, variance: 0 };
    const channels = gamma.map((_, c) => of(keyOf(0, 0, 0, c)));
    const count = input.length * input[0].length * input[0][0].length;
    const next = running ?? kept;
    return {
      output: mapMaps(input, (value, n, y, x, c) => {
        const own = of(keyOf(n, y, x, c));
        const normalized = (value - own.mean) / (deviation ?? deviationOf)(own.variance, epsilon);
        return (output ?? shifted)(normalized, gamma[c], beta[c]);
      }),
      mean: channels.map((one) => one.mean),
      variance: channels.map((one) => one.variance),
      runningMean: runningMean.map((before, c) => next(before, channels[c].mean, momentum)),
      runningVariance: runningVariance.map((before, c) =>
        next(before, (remembered ?? ((variance) => variance))(channels[c].variance, count), momentum),
      ),
    };
  };
}

function inference({ deviation, output }: Pick<Slip, 'deviation' | 'output'>) {
  return (input: Maps, { gamma, beta, runningMean, runningVariance }: Parameters, { epsilon }: Settings): Maps =>
    mapMaps(input, (value, _n, _y, _x, c) => {
      const normalized = (value - runningMean[c]) / (deviation ?? deviationOf)(runningVariance[c], epsilon);
      return (output ?? shifted)(normalized, gamma[c], beta[c]);
    });
}

/** Mistakes of the formula that both functions share. */
const formulaRows: [string, Pick<Slip, 'deviation' | 'output'>, string][] = [
  [
    'ε outside of the root',
    { deviation: (variance, epsilon) => Math.sqrt(variance) + epsilon },
    'ε stands inside of the root: `Math.sqrt(variance + epsilon)`.',
  ],
  [
    'ε forgotten',
    { deviation: (variance) => Math.sqrt(variance) },
    'ε is missing: `Math.sqrt(variance + epsilon)`. Without it a channel whose values are all equal divides by 0.',
  ],
  [
    'root forgotten',
    { deviation: (variance, epsilon) => variance + epsilon },
    'You divide by the variance. Take its root, the standard deviation: `Math.sqrt(variance + epsilon)`.',
  ],
  [
    'γ and β forgotten',
    { output: (normalized) => normalized },
    'That is x̂. The scale and the shift are missing: `gamma[c] * normalized + beta[c]`.',
  ],
  ['β forgotten', { output: (normalized, gamma) => gamma * normalized }, 'The shift is missing: add `beta[c]`.'],
  [
    'γ forgotten',
    { output: (normalized, _gamma, beta) => normalized + beta },
    'The scale is missing: multiply by `gamma[c]` first.',
  ],
  [
    'γ and β swapped',
    { output: (normalized, gamma, beta) => beta * normalized + gamma },
    'γ and β are swapped: γ multiplies, β is added.',
  ],
  [
    'shift before scale',
    { output: (normalized, gamma, beta) => gamma * (normalized + beta) },
    'β is multiplied by γ, too. Scale first and shift then: `gamma[c] * normalized + beta[c]`.',
  ],
];

const forwardRows: [string, Slip, string][] = [
  [
    'divided by n − 1',
    { degrees: (count) => count - 1 },
    'You divide by n − 1. Batch normalization takes the mean of the squares: divide by n, the number of all values of the channel.',
  ],
  ['not divided', { degrees: () => 1 }, 'The variance is the mean of the squared distances: divide their sum by n.'],
  [
    'each place by itself',
    { together: (_n, y, x, c) => [y, x, c].join() },
    'Each place has its own mean. A filter looks for the same thing everywhere, so a channel has one mean, over all images and all places.',
  ],
  [
    'each image by itself',
    { together: (n, _y, _x, c) => [n, c].join() },
    'Each image has its own mean. A channel has one mean, over all images of the batch.',
  ],
  [
    'each pixel by itself',
    { together: (n, y, x) => [n, y, x].join() },
    'You take the mean over the channels of a pixel. The mean belongs to a channel, over all images and all places.',
  ],
  [
    'all channels together',
    { together: () => '' },
    'All channels share one mean and variance. Each channel (the last axis) has its own.',
  ],
  [
    'momentum swapped',
    { running: (before, batch, momentum) => (1 - momentum) * before + momentum * batch },
    '`momentum` is the share of what was remembered: `momentum * running + (1 - momentum) * batch`.',
  ],
  [
    'running statistics unchanged',
    { running: (before) => before },
    'The running statistics stay as they were. Mix in those of this batch: `momentum * running + (1 - momentum) * batch`.',
  ],
  [
    'running statistics of this batch only',
    { running: (_before, batch) => batch },
    'The running statistics forget all earlier batches: `momentum * running + (1 - momentum) * batch`.',
  ],
  [
    'remembered with n − 1',
    { remembered: (variance, count) => (variance * count) / (count - 1) },
    'The running variance takes the variance that you divided by, with n. PyTorch remembers the one with n − 1; TensorFlow and this exercise do not.',
  ],
];

const isObject = (got: Given): got is { [name: string]: Given } =>
  got !== null && typeof got === 'object' && !Array.isArray(got) && !(got instanceof Odd);
const names = ['output', 'mean', 'variance', 'runningMean', 'runningVariance'];

export const mistakenNormalizations: Mistake[] = [
  ...formulaRows.flatMap(([name, slip, hint]): Mistake[] => [
    { name: `forward: ${name}`, only: 'forward', behaves: forward(slip), hint },
    { name: `inference: ${name}`, only: 'inference', behaves: inference(slip), hint },
  ]),
  ...forwardRows.map(
    ([name, slip, hint]): Mistake => ({ name: `forward: ${name}`, only: 'forward', behaves: forward(slip), hint }),
  ),
  {
    name: 'forward: with the running statistics',
    only: 'forward',
    behaves: (input: Maps, numbers: Parameters, settings: Settings) => ({
      ...forward({})(input, numbers, settings),
      output: inference({})(input, numbers, settings),
    }),
    hint: 'In training the output uses mean and variance of this batch. The running ones are for later, when the network is used.',
  },
  {
    name: 'inference: with the statistics of the batch',
    only: 'inference',
    behaves: (input: Maps, numbers: Parameters, settings: Settings) => forward({})(input, numbers, settings).output,
    hint: 'In use the statistics are the running ones: the result for an image must not depend on what else is in its batch.',
  },
  {
    name: 'forward: the output alone',
    only: 'forward',
    when: (got) => Array.isArray(got),
    hint: 'Return an object with all five parts: `{ output, mean, variance, runningMean, runningVariance }`.',
  },
  {
    name: 'forward: other names',
    only: 'forward',
    when: (got) => isObject(got) && names.some((name) => !(name in got)),
    hint: 'Return exactly these names: `{ output, mean, variance, runningMean, runningVariance }`.',
  },
  {
    name: 'NaN',
    when: (got) => someNumber(got, Number.isNaN),
    hint: 'NaN comes from computing with `undefined`, or from 0 / 0: mind ε, and that there is one number for each channel.',
  },
];
