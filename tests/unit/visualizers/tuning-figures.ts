import { dropoutMask, random } from '../../../lib/src/maths';
import { cosineDecay, exponentialDecay, stepDecay, warmUp } from '../../../lib/src/training/schedules';
import { ablation } from '../../../lib/src/visualizers/ablation';
import { blockDiagram } from '../../../lib/src/visualizers/block-diagram';
import type { ConnectedLayer } from '../../../lib/src/visualizers/block-graph';
import { dropoutMasks } from '../../../lib/src/visualizers/dropout-masks';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { type LearningCurve, learningCurves } from '../../../lib/src/visualizers/learning-curves';
import { learningRateSchedule } from '../../../lib/src/visualizers/learning-rate-schedule';
import type { WeightSnapshot } from '../../../lib/src/visualizers/model-weights';
import { weightChange } from '../../../lib/src/visualizers/weight-change';
import { weightHistogram } from '../../../lib/src/visualizers/weight-histogram';

/** Accuracies over 5 … 500 examples of a class, three seeds each. */
export const fewAndMany: LearningCurve[] = [
  {
    name: 'from scratch',
    points: [
      { examples: 5, values: [0.42, 0.51, 0.47] },
      { examples: 20, values: [0.58, 0.61, 0.63] },
      { examples: 100, values: [0.72, 0.74, 0.735] },
      { examples: 500, values: [0.815, 0.82, 0.83] },
    ],
  },
  {
    name: 'frozen features',
    points: [
      { examples: 5, values: [0.61, 0.66, 0.64] },
      { examples: 20, values: [0.71, 0.73, 0.72] },
      { examples: 100, values: [0.785, 0.79, 0.78] },
      { examples: 500, values: [0.82, 0.825, 0.823] },
    ],
  },
  {
    name: 'fine-tuned',
    points: [
      { examples: 5, values: [0.6, 0.65, 0.62] },
      { examples: 20, values: [0.73, 0.75, 0.74] },
      { examples: 100, values: [0.83, 0.84, 0.835] },
      { examples: 500, values: [0.88, 0.884, 0.887] },
    ],
  },
];

/** Normal weights of these layers, each moved by a share of its size. */
function movedWeights(names: readonly string[], share: (index: number) => number): [WeightSnapshot, WeightSnapshot] {
  const draw = random(21);
  const start = names.map((layer, i) => ({
    layer,
    weights: Float32Array.from({ length: 200 }, () => 0.1 * draw.normal()),
    frozen: share(i) === 0,
  }));
  const end = start.map((one, i) => ({
    ...one,
    weights: one.weights.map((weight) => weight + 0.1 * share(i) * draw.normal()),
  }));
  return [start, end];
}

/** A layer as TensorFlow.js has it, after others. */
function after(
  inboundLayers: ConnectedLayer[],
  name: string,
  type: string,
  outputShape: number[],
  config: Record<string, unknown> = {},
  weights: number[][] = [],
): ConnectedLayer {
  return {
    name,
    outputShape: [null, ...outputShape],
    weights: weights.map((shape) => ({ shape })),
    inboundNodes: [{ inboundLayers }],
    getClassName: () => type,
    getConfig: () => config,
  };
}

/** A residual block with a stride, as in the second stage of a ResNet-18. */
export function residualBlock() {
  const image = after([], 'image', 'InputLayer', [56, 56, 64]);
  const conv = (source: ConnectedLayer, name: string, kernel: number, stride: number, channels: number) => {
    const shape = [56 / 2, 56 / 2, 128];
    const config = { kernelSize: [kernel, kernel], strides: [stride, stride] };
    const layer = after([source], `block_${name}_conv`, 'Conv2D', shape, config, [[kernel, kernel, channels, 128]]);
    return after([layer], `block_${name}_norm`, 'BatchNormalization', shape, {}, [[128], [128], [128], [128]]);
  };
  const pad = after([image], 'block_first_pad', 'ZeroPadding2D', [58, 58, 64]);
  const first = conv(pad, 'first', 3, 2, 64);
  const relu = after([first], 'block_first_relu', 'ReLU', [28, 28, 128]);
  const second = conv(relu, 'second', 3, 1, 128);
  const shortcut = conv(image, 'shortcut', 1, 2, 64);
  const add = after([shortcut, second], 'block_add', 'Add', [28, 28, 128]);
  const last = after([add], 'block_relu', 'ReLU', [28, 28, 128]);
  const of = (layer: ConnectedLayer) => layer.inboundNodes[0].inboundLayers[0] as ConnectedLayer;
  const layers = [image, pad, of(first), first, relu, of(second), second, of(shortcut), shortcut, add, last];
  return { name: 'residual', layers, inputs: [{ shape: [null, 56, 56, 64] }] };
}

/** Weights as penalties leave them: normal; most of them shrunk to nothing; all smaller; some larger. */
function penalized(): Record<string, WeightSnapshot> {
  const draw = random(22);
  const layer = (make: (weight: number) => number) => [
    { layer: 'dense', frozen: false, weights: Float32Array.from({ length: 5000 }, () => make(0.08 * draw.normal())) },
  ];
  return {
    'no penalty': layer((weight) => weight),
    L1: layer((weight) => Math.sign(weight) * Math.max(0, Math.abs(weight) - 0.1)),
    L2: layer((weight) => 0.4 * weight),
    'dropout 0.5': layer((weight) => 1.3 * weight),
  };
}

/** A bright ring as the input, and units of a hidden layer of which a third are off by themselves. */
function maskedLayers() {
  const draw = random(23);
  const ring = (row: number, column: number) => Math.hypot(row - 13.5, column - 13.5);
  const image = Array.from({ length: 28 }, (_, row) =>
    Array.from({ length: 28 }, (_, column) => [Math.exp(-(((ring(row, column) - 8) / 2.5) ** 2))]),
  );
  const units = Array.from({ length: 120 }, () => Math.max(0, 0.4 + draw.normal()));
  const masks = (shape: number[], rate: number) => Array.from({ length: 5 }, () => dropoutMask(shape, rate, draw));
  return [
    { name: 'input', values: image, masks: masks([28, 28, 1], 0.2), rate: 0.2 },
    { name: 'hidden layer', values: units, masks: masks([120], 0.5), rate: 0.5 },
  ];
}

const stages = Array.from({ length: 50 }, (_, i) => `stage${1 + Math.floor(i / 10)}_block${1 + (i % 10)}_depthwise`);

/** One example of each figure about fine-tuning and improving networks: a tool to look at them, and the input of tests. */
export const tuningFigures: Record<string, () => Figure> = {
  'learning-curves': () => learningCurves(fewAndMany, { xTitle: 'labelled images of a class', chance: 0.1 }),
  'learning-rate-schedule': () =>
    learningRateSchedule(
      {
        'half a cosine': cosineDecay(0.01),
        'warm-up, then half a cosine': warmUp(0.1, cosineDecay(0.01)),
        'a tenth after 5 and 8 epochs': stepDecay(0.01, [5, 8]),
        exponential: exponentialDecay(0.01, 0.0005),
        constant: 0.004,
      },
      { steps: 1000, epochs: 10, title: 'Five schedules' },
    ),
  'learning-rate-groups': () =>
    learningRateSchedule(
      { Adam: warmUp(20, cosineDecay(0.002)) },
      { steps: 200, groups: { 'stages 1–3': 0.01, 'stage 4': 0.1, head: 1 }, scale: 'log', title: 'Rates by group' },
    ),
  'weight-change': () =>
    weightChange(...movedWeights(['C1', 'C3', 'C5', 'F6', 'output'], (i) => [0, 0, 0.08, 0.13, 0.52][i]), {
      title: 'LeNet-5 after fine-tuning',
    }),
  'weight-change-deep': () => {
    const [start, low] = movedWeights(stages, (i) => (i < 20 ? 0 : 0.001 * 1.06 ** i));
    const [, high] = movedWeights(stages, (i) => (i < 20 ? 0 : 0.02 * 1.03 ** i));
    return weightChange(start, { 'learning rate 0.0001': low, 'learning rate 0.001': high }, { scale: 'log' });
  },
  ablation: () =>
    ablation(
      [
        { name: 'baseline', values: [0.871, 0.866, 0.874] },
        { name: '+ batch normalization', values: [0.884, 0.882, 0.886] },
        { name: '+ cosine decay', values: [0.893, 0.892, 0.894] },
        { name: '+ dropout 0.2', values: [0.894, 0.891, 0.896] },
        { name: '+ cutout', values: [0.889, 0.885, 0.893] },
        { name: '+ flip, 30 epochs, 16 filters', values: [0.911, 0.909, 0.914] },
      ],
      { title: 'Small VGG on Fashion-MNIST' },
    ),
  'weight-histogram': () => weightHistogram(penalized(), { layer: 'dense' }),
  'weight-histogram-rows': () => {
    const five = { ...penalized(), 'early stopping': penalized()['no penalty'] };
    return weightHistogram(five, { nearZero: 0.001, title: 'All weights' });
  },
  'block-diagram': () => blockDiagram(residualBlock(), { block: 'block', title: 'Residual block' }),
  'dropout-masks': () => dropoutMasks(maskedLayers()),
};
