import { batchNorm, batchNormInference, type Case, type FunctionExercise, type Random } from 'convolab';
import { type Maps, mistakenNormalizations, type Parameters, type Settings } from './normalization-mistakes';

/** `[batch, height, width, channels]`; whole numbers without symmetry, each channel at another level. */
const maps = (batch: number, height: number, width: number, channels: number): Maps =>
  made(batch, height, width, channels, (n, y, x, c) => ((n * 7 + y * 5 + x * 3 + c * 4 + n * y * x) % 9) + 3 * c - 2);

function made(
  batch: number,
  height: number,
  width: number,
  channels: number,
  value: (n: number, y: number, x: number, c: number) => number,
): Maps {
  const count = <T>(length: number, entry: (index: number) => T): T[] => Array.from({ length }, (_, i) => entry(i));
  return count(batch, (n) => count(height, (y) => count(width, (x) => count(channels, (c) => value(n, y, x, c)))));
}

const plain = (channels: number): Parameters => ({
  gamma: new Array<number>(channels).fill(1),
  beta: new Array<number>(channels).fill(0),
  runningMean: new Array<number>(channels).fill(0),
  runningVariance: new Array<number>(channels).fill(1),
});
const usual = { epsilon: 0.001, momentum: 0.9 };
const learnt: Parameters = {
  gamma: [2, 0.5],
  beta: [-1, 3],
  runningMean: [0.5, 2],
  runningVariance: [4, 0.25],
};

const both = (name: string, input: Maps, parameters: Parameters, settings: Settings): Case[] =>
  ['forward', 'inference'].map((fn) => ({
    name: `${fn}: ${name}`,
    fn,
    args: [input, { ...parameters }, { ...settings }],
  }));

const publicCases: Case[] = [
  ...both('one channel, γ = 1, β = 0', maps(3, 1, 2, 1), plain(1), usual),
  ...both('two channels, γ and β', maps(2, 2, 3, 2), learnt, usual),
  ...both('a large ε', maps(4, 1, 1, 2), learnt, { epsilon: 0.5, momentum: 0.8 }),
  ...both(
    'a channel without any differences',
    made(3, 2, 2, 2, (n, y, x, c) => (c ? 5 : n + y - x)),
    learnt,
    usual,
  ),
];

function gradedCases(random: Random): Case[] {
  const round = (value: number): number => Number(value.toFixed(2));
  const upTo = (most: number): number => 1 + random.integer(most);
  return Array.from({ length: 6 }, (_, i) => {
    const [batch, height, width, channels] = [1 + upTo(4), upTo(3), 1 + upTo(3), upTo(3)];
    const list = (value: () => number): number[] => Array.from({ length: channels }, () => round(value()));
    const parameters: Parameters = {
      gamma: list(() => random.uniform(0.3, 2.5)),
      beta: list(() => random.normal()),
      runningMean: list(() => random.normal(0, 2)),
      runningVariance: list(() => random.uniform(0.2, 5)),
    };
    const input = made(batch, height, width, channels, (_n, _y, _x, c) => round(random.normal(3 * c, 1 + c)));
    const settings = { epsilon: [0.001, 0.1, 0.5][i % 3], momentum: round(random.uniform(0.6, 0.99)) };
    return both(`random maps ${i + 1}: ${batch}×${height}×${width}×${channels}`, input, parameters, settings);
  }).flat();
}

export const normalization: FunctionExercise = {
  id: '5.4',
  title: 'Batch normalization',
  points: 3,
  kind: 'function',
  entry: 'batchNormalization',
  reference: { forward: batchNorm, inference: batchNormInference } as unknown as FunctionExercise['reference'],
  publicCases,
  gradedCases,
  mistakes: mistakenNormalizations,
  firstStep:
    'Begin with `inference`: it needs no mean of its own. Go through images, rows and columns with `map`, and in each pixel through the channels, `pixel.map((x, c) => …)`.',
};
