import { conv2d, type Image, kernels, mapImage, random, toFilters } from '../../../lib/src/maths';
import { activationHistogram } from '../../../lib/src/visualizers/activation-histogram';
import { augmentations } from '../../../lib/src/visualizers/augmentations';
import { contactSheet } from '../../../lib/src/visualizers/contact-sheet';
import { featureMaps } from '../../../lib/src/visualizers/feature-maps';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { filters } from '../../../lib/src/visualizers/filters';
import { paddingGrid } from '../../../lib/src/visualizers/padding-grid';
import { trainingCurves } from '../../../lib/src/visualizers/training-curves';

/** One example of each figure that shows images or measured values: a tool to look at them, and the input of tests. */
export const imageFigures: Record<string, () => Figure> = {
  filters: () =>
    filters(
      toFilters([
        kernels.identity,
        kernels.boxBlur,
        kernels.gaussianBlur,
        kernels.sharpen,
        kernels.sobelX,
        kernels.sobelY,
      ]),
      {
        labels: ['identity', 'box blur', 'Gaussian blur', 'sharpen', 'Sobel x', 'Sobel y'],
      },
    ),
  'filters-many': () => filters(noise(5, 5, 3, 16)),
  'feature-maps': () => {
    const input = scene(96, 96);
    const names = ['boxBlur', 'sharpen', 'sobelX', 'sobelY', 'laplacian', 'emboss'] as const;
    return featureMaps(conv2d(input, toFilters(names.map((name) => kernels[name]))), {
      labels: [...names],
      input,
      scale: 'shared',
    });
  },
  'feature-maps-relu': () =>
    featureMaps(
      conv2d(scene(24, 24), noise(3, 3, 1, 24)).map((row) => row.map((p) => p.map((v) => Math.max(0, v - 0.4)))),
    ),
  'contact-sheet': () =>
    contactSheet(
      Array.from({ length: 20 }, (_, i) => scene(28, 28, i)),
      { labels: Array.from({ length: 20 }, (_, i) => `scene ${i}`) },
    ),
  augmentations: () => {
    const image = scene(48, 64, 3, 3);
    const brighter = (by: number) => mapImage(image, (value) => Math.min(1, Math.max(0, value + by)));
    const shifted = (by: number) => image.map((row) => [...row.slice(by), ...row.slice(0, by).map(() => [0, 0, 0])]);
    return augmentations(image, [
      { name: 'horizontal flip', images: [image, image.map((row) => [...row].reverse()), image] },
      { name: 'brightness ±0.3', images: [-0.3, 0.1, 0.3].map(brighter) },
      { name: 'shift ±12 px', images: [2, 7, 12].map(shifted) },
    ]);
  },
  'contact-sheet-predicted': () =>
    contactSheet(
      Array.from({ length: 8 }, (_, i) => scene(32, 32, i, 3)),
      {
        labels: ['shirt', 'coat', 'bag', 'ankle boot', 'shirt', 'dress', 'T-shirt/top', 'sandal'],
        predicted: ['shirt', 'coat', 'bag', 'sneaker', 'T-shirt/top', 'dress', 'shirt', 'sandal'],
      },
    ),
  'activation-histogram': () => {
    const normal = random(7);
    const values = (f: (x: number) => number) =>
      Array.from({ length: 200 }, () => Array.from({ length: 30 }, (_, u) => f(normal.normal() * (u % 5))));
    return activationHistogram([
      { name: 'input', values: values((x) => x) },
      { name: 'dense 1, sigmoid', values: values((x) => 1 / (1 + Math.exp(-x))), activation: 'sigmoid' },
      { name: 'dense 2, tanh', values: values(Math.tanh), activation: 'tanh' },
      { name: 'dense 3, ReLU', values: values((x) => Math.max(0, x)), activation: 'relu' },
      { name: 'dense 4, ReLU', values: values((x) => Math.max(0, x - 1)), activation: 'relu' },
    ]);
  },
  'activation-histogram-steps': () => {
    const normal = random(8);
    const history = (spread: (step: number) => number, mean: (step: number) => number) =>
      Array.from({ length: 13 }, (_, i) => {
        const step = 10 * i;
        return { step, values: Array.from({ length: 400 }, () => mean(step) + spread(step) * normal.normal()) };
      });
    return activationHistogram(
      [
        {
          name: 'dense 1, plain',
          steps: history(
            (step) => 1 + step / 60,
            (step) => -step / 40,
          ),
        },
        {
          name: 'dense 1, normalized',
          steps: history(
            () => 1,
            (step) => 0.2 * Math.sin(step / 20),
          ),
        },
      ],
      { title: 'Inputs of the activation during training', range: [-9, 6] },
    );
  },
  'padding-grid': () => paddingGrid(scene(8, 8), { kernel: 3, stride: 2 }),
  'padding-grid-same': () => paddingGrid(scene(5, 5), { kernel: 2, padding: 'same' }),
  'padding-grid-large': () =>
    paddingGrid(scene(20, 14), { kernel: [5, 4], stride: [3, 2], padding: ['valid', 'same', 1] }),
  'training-curves': () => {
    const wave = random(3);
    const x = Array.from({ length: 200 }, (_, i) => (i + 1) / 40);
    const noisy = x.map((t) => 2.2 * Math.exp(-t) + 0.3 + 0.1 * wave.normal());
    return trainingCurves(
      [
        { name: 'training loss', x, y: noisy },
        { name: 'validation loss', x: [1, 2, 3, 4, 5], y: [1.3, 0.8, 0.6, 0.55, 0.54] },
        { name: 'validation accuracy', x: [1, 2, 3, 4, 5], y: [0.6, 0.75, 0.81, 0.84, 0.86], panel: 'accuracy' },
      ],
      { title: 'LeNet-5', subtitle: 'epoch 5 of 5, 42 s' },
    );
  },
  'training-curves-optimizers': () => {
    const wave = random(4);
    const x = Array.from({ length: 60 }, (_, i) => (i + 1) / 20);
    const rules = { SGD: 0.5, Momentum: 0.8, Adagrad: 1.1, Adadelta: 0.9, RMSprop: 1.6, Adam: 2 };
    const curves = Object.entries(rules).map(([name, rate]) => ({ name, x, rate }));
    return trainingCurves(
      [
        ...curves.map(({ rate, ...curve }) => ({
          ...curve,
          y: x.map((t) => 2 * Math.exp(-rate * t) + 0.3 + 0.02 * wave.normal()),
        })),
        ...curves.map(({ name, rate }) => ({
          name,
          x: [1, 2, 3],
          y: [1, 2, 3].map((t) => 0.9 - 0.8 * Math.exp(-rate * t)),
          panel: 'validation accuracy',
        })),
      ],
      { title: 'Six optimizers on one network' },
    );
  },
};

/** A picture with an edge, a disc and a gradient, a little different for each `variant`. */
export function scene(height: number, width: number, variant = 0, channels = 1): Image {
  return Array.from({ length: height }, (_, y) =>
    Array.from({ length: width }, (_, x) => {
      const disc = Math.hypot(y / height - 0.5, x / width - 0.35 - 0.03 * variant) < 0.22;
      const sky = (0.25 + (0.6 * y) / height + 0.05 * variant) % 1;
      return Array.from({ length: channels }, (_, c) =>
        disc ? 0.95 - 0.3 * c : x > width * 0.8 ? 0.1 + 0.3 * c : sky,
      );
    }),
  );
}

/** Random weights `[height, width, inChannels, outChannels]`. */
export function noise(height: number, width: number, inChannels: number, outChannels: number) {
  const generator = random(11);
  const list = <T>(length: number, make: () => T) => Array.from({ length }, make);
  return list(height, () =>
    list(width, () => list(inChannels, () => list(outChannels, () => 0.4 * generator.normal()))),
  );
}
