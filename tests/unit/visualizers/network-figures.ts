import { fashionClasses } from '../../../lib/src/datasets';
import { buildGraph, random } from '../../../lib/src/maths';
import { architecture } from '../../../lib/src/visualizers/architecture';
import { comparison } from '../../../lib/src/visualizers/comparison';
import { computationGraph } from '../../../lib/src/visualizers/computation-graph';
import { confusionMatrix } from '../../../lib/src/visualizers/confusion-matrix';
import type { Figure } from '../../../lib/src/visualizers/figure';
import type { GraphData } from '../../../lib/src/visualizers/graph-data';
import type { LayerSummary } from '../../../lib/src/visualizers/layer-summary';
import { lossCurves } from '../../../lib/src/visualizers/loss-curves';
import { lossSurface } from '../../../lib/src/visualizers/loss-surface';
import { misclassified } from '../../../lib/src/visualizers/misclassified';
import { optimizerTrajectories } from '../../../lib/src/visualizers/optimizer-trajectories';
import { signalPropagation } from '../../../lib/src/visualizers/signal-propagation';
import { deepNetwork } from './deep-network';
import { scene } from './image-figures';

/** True and predicted classes as a mediocre model gives them, most right, neighbours confused; with probabilities. */
export function guesses(count: number, classes: number) {
  const generator = random(5);
  const trueLabels = Array.from({ length: count }, (_, i) => i % classes);
  const predictedLabels = trueLabels.map((label) =>
    generator.uniform() < 0.85 ? label : (label + 2 * Math.ceil(3 * generator.uniform() ** 3)) % classes,
  );
  const probabilities = predictedLabels.map((label) => {
    const sure = 0.4 + 0.6 * generator.uniform();
    return Array.from({ length: classes }, (_, k) => (k === label ? sure : (1 - sure) / (classes - 1)));
  });
  return { trueLabels, predictedLabels, probabilities };
}

const row = (name: string, type: string, outputShape: number[], parameters = 0, more: Partial<LayerSummary> = {}) => ({
  name,
  type,
  outputShape,
  parameters,
  ...more,
});

const tanh = { activation: 'tanh' };
const half = { setting: '2×2' };

/** LeNet-5 for 28 × 28 × 1, parameters by hand: 25 · 6 + 6, (25 · 6) · 16 + 16 and so on. */
export const lenet: LayerSummary[] = [
  row('input', 'InputLayer', [28, 28, 1]),
  row('C1', 'Conv2D', [28, 28, 6], 156, { setting: '5×5', ...tanh }),
  row('S2', 'AveragePooling2D', [14, 14, 6], 0, half),
  row('C3', 'Conv2D', [10, 10, 16], 2416, { setting: '5×5', ...tanh }),
  row('S4', 'AveragePooling2D', [5, 5, 16], 0, half),
  row('flatten', 'Flatten', [400]),
  row('C5', 'Dense', [120], 48120, tanh),
  row('F6', 'Dense', [84], 10164, tanh),
  row('output', 'Dense', [10], 850, { activation: 'softmax' }),
];

const node = (id: string, operation: string | null, value: number, gradient: number) => ({
  id,
  label: id,
  operation,
  value,
  gradient,
});

/** Two units in a row and an error: more steps than stand side by side. */
export const twoLayers: GraphData = buildGraph(
  { w1: 0.5, x: 2, b1: -0.5, w2: -1.5, b2: 0.25, y: 1 },
  ({ w1, x, b1, w2, b2, y }) => {
    const hidden = w1.times(x).plus(b1).tanh();
    const out = w2.times(hidden).plus(b2).plus(hidden).tanh();
    return out.minus(y).power(2);
  },
);

/** L = (tanh(w x + b) − y)² with its derivatives by the chain rule: 2 (p − y), then (1 − p²), then the factors. */
const [w, x, b, y] = [0.8, 1.5, -0.4, 1];
const p = Math.tanh(w * x + b);
const slope = 2 * (p - y);
const inner = slope * (1 - p ** 2);
export const neuron: GraphData = {
  nodes: [
    node('w', null, w, inner * x),
    node('x', null, x, inner * w),
    node('v1', '×', w * x, inner),
    node('b', null, b, inner),
    node('v2', '+', w * x + b, inner),
    node('v3', 'tanh', p, slope),
    node('y', null, y, -slope),
    node('v4', '−', p - y, slope),
    node('L', '^2', (p - y) ** 2, 1),
  ],
  edges: [
    ['w', 'v1'],
    ['x', 'v1'],
    ['v1', 'v2'],
    ['b', 'v2'],
    ['v2', 'v3'],
    ['v3', 'v4'],
    ['y', 'v4'],
    ['v4', 'L'],
  ].map(([from, to]) => ({ from, to })),
};

export function vgg16(): LayerSummary[] {
  const layers = [row('input', 'InputLayer', [224, 224, 3])];
  let [side, channels] = [224, 3];
  for (const [block, [count, filters]] of [
    [2, 64],
    [2, 128],
    [3, 256],
    [3, 512],
    [3, 512],
  ].entries()) {
    for (let i = 1; i <= count; i++) {
      const parameters = (9 * channels + 1) * filters;
      channels = filters;
      const more = { setting: '3×3', activation: 'relu', frozen: block < 3 };
      layers.push(row(`block${block + 1}_conv${i}`, 'Conv2D', [side, side, filters], parameters, more));
    }
    side /= 2;
    layers.push(row(`block${block + 1}_pool`, 'MaxPooling2D', [side, side, filters], 0, half));
  }
  layers.push(row('flatten', 'Flatten', [25088]));
  layers.push(row('fc1', 'Dense', [4096], 25089 * 4096, { activation: 'relu' }));
  layers.push(row('fc2', 'Dense', [4096], 4097 * 4096, { activation: 'relu' }));
  layers.push(row('predictions', 'Dense', [1000], 4097 * 1000, { activation: 'softmax' }));
  return layers;
}

/** One example of each figure about networks and their training: a tool to look at them, and the input of tests. */
export const networkFigures: Record<string, () => Figure> = {
  'loss-curves': () => lossCurves(),
  'loss-surface': () => lossSurface(),
  'trajectories-in-space': () => optimizerTrajectories({ surface: 'saddle', view: 'surface' }),
  comparison: () =>
    comparison(
      [
        {
          name: 'LeNet-5, tanh',
          accuracy: { values: [0.879, 0.884, 0.881] },
          parameters: 61706,
          seconds: [14, 15, 17],
        },
        {
          name: 'LeNet-5, ReLU, max pooling',
          accuracy: [0.889, 0.893, 0.886],
          parameters: 61706,
          seconds: [13, 13.5, 16],
        },
        { name: '32 filters of 5 × 5', accuracy: [0.896, 0.901, 0.903], parameters: 412778, seconds: [39, 42, 44] },
        { name: 'small VGG', accuracy: [0.905, 0.911, 0.914], parameters: 1288106, seconds: 95 },
        { name: 'dense only', accuracy: 0.852, parameters: 101770 },
      ],
      { title: 'Choices of architecture, test images of Fashion-MNIST' },
    ),
  'comparison-two': () =>
    comparison(
      [
        { name: 'mean squared error', accuracy: [0.71, 0.55, 0.78] },
        { name: 'cross-entropy', accuracy: [0.88, 0.87, 0.885] },
      ],
      { spread: 'deviation' },
    ),
  'computation-graph': () => computationGraph(neuron, { title: 'L = (tanh(w x + b) − y)²', output: 'L' }),
  'computation-graph-deep': () => computationGraph(twoLayers, { title: 'Two layers, one unit each', output: 'L' }),
  'computation-graph-forward': () =>
    computationGraph({ nodes: neuron.nodes.map(({ gradient: _, ...node }) => node), edges: neuron.edges }),
  'confusion-matrix': () => {
    const { trueLabels, predictedLabels } = guesses(2000, 10);
    return confusionMatrix(trueLabels, predictedLabels, { classNames: fashionClasses });
  },
  'confusion-matrix-two': () =>
    confusionMatrix(
      [
        [50, 3],
        [0, 47],
      ],
      { classNames: ['cat', 'dog'], title: 'Cats and dogs' },
    ),
  'confusion-matrix-many': () => {
    const { trueLabels, predictedLabels } = guesses(3000, 40);
    return confusionMatrix(trueLabels, predictedLabels);
  },
  misclassified: () => {
    const { trueLabels, probabilities } = guesses(400, 10);
    return misclassified((i) => scene(28, 28, i % 12), trueLabels, probabilities, {
      classNames: fashionClasses,
      count: 18,
    });
  },
  architecture: () => architecture(lenet, { title: 'LeNet-5' }),
  'architecture-vgg16': () => architecture(vgg16(), { title: 'VGG16' }),
  'architecture-small': () => architecture(lenet.slice(-3)),
  'signal-propagation': () =>
    signalPropagation([
      { name: 'normal, σ = 0.05', layers: deepNetwork(0.05) },
      { name: 'Xavier', layers: deepNetwork(Math.sqrt(1 / 100)) },
      { name: 'He', layers: deepNetwork(Math.sqrt(2 / 100)) },
      { name: 'normal, σ = 0.3', layers: deepNetwork(0.3) },
    ]),
  'signal-propagation-lines': () =>
    signalPropagation(
      ['tiny', 'large'].map((name, i) => ({
        name,
        layers: deepNetwork(i ? 0.2 : 0).map(({ layer, activations }) => ({ layer, activations })),
      })),
      { histograms: 'none' },
    ),
};
