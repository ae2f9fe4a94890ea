import { random } from '../../../lib/src/maths';
import { accuracyUnderShift } from '../../../lib/src/visualizers/accuracy-under-shift';
import { decisionBoundary } from '../../../lib/src/visualizers/decision-boundary';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { networkGraph } from '../../../lib/src/visualizers/network-graph';
import { parameterBudget } from '../../../lib/src/visualizers/parameter-budget';
import { predictions } from '../../../lib/src/visualizers/predictions';
import { saliency } from '../../../lib/src/visualizers/saliency';
import { taskGallery } from '../../../lib/src/visualizers/task-gallery';
import { timeline } from '../../../lib/src/visualizers/timeline';
import { scene } from './image-figures';
import { vgg16 } from './network-figures';

const noise = random(11);

/** Class 1 inside of a circle of radius 1, class 0 outside. */
export const ring = Array.from({ length: 120 }, () => [noise.normal(), noise.normal()]);
export const ringLabels = ring.map(([x, y]) => (Math.hypot(x, y) < 1 ? 1 : 0));
export const inCircle = (points: number[][]): number[] =>
  points.map(([x, y]) => 1 / (1 + Math.exp(6 * (Math.hypot(x, y) - 1))));

export const milestones = [
  { name: 'LeNet-5', year: 1998, parameters: 61706, depth: 5, source: 'LeCun et al. 1998' },
  { name: 'AlexNet', year: 2012, parameters: 61100840, depth: 8, top5Error: 0.153, note: 'test, ensemble' },
  { name: 'VGG16', year: 2014, parameters: 138357544, depth: 16, top5Error: 0.073 },
  { name: 'GoogLeNet', year: 2014, parameters: 6624904, depth: 22, top5Error: 0.067 },
  { name: 'ResNet-152', year: 2015, parameters: 60192808, depth: 152, top5Error: 0.0357 },
  { name: 'EfficientNet-B7', year: 2019, parameters: 66347960, depth: 81, top5Error: 0.029 },
];

const bump = (rows: number, columns: number, [y, x]: number[]) =>
  Array.from({ length: rows }, (_, i) =>
    Array.from({ length: columns }, (_, j) => Math.exp(-((i - y) ** 2 + (j - x) ** 2) / 4) - 0.1),
  );

/** One example of each figure of chapter 1: a tool to look at them, and the input of tests. */
export const introductionFigures: Record<string, () => Figure> = {
  predictions: () =>
    predictions(
      [
        { image: scene(120, 160, 1, 3), probabilities: [0.0002, 0.93, 0.04, 0.02, 0.005, 0.0048], truth: 'tabby cat' },
        { image: scene(90, 60, 2, 3), probabilities: [0.4, 0.1, 0.3, 0.15, 0.03, 0.02], truth: 'cup' },
      ],
      {
        classNames: [
          'space shuttle',
          'tabby cat',
          'tiger cat',
          'Egyptian cat',
          'cup',
          'a class with a long, long name',
        ],
      },
    ),
  saliency: () =>
    saliency(
      scene(96, 128, 3, 3),
      [
        { name: 'occlusion', map: bump(8, 10, [2, 3]) },
        { name: 'gradient', map: bump(24, 32, [6, 9]) },
        { name: 'Grad-CAM', map: bump(7, 7, [2, 2]) },
      ],
      { className: 'tabby cat' },
    ),
  'network-graph': () =>
    networkGraph(
      [
        {
          weights: [
            [1, -2, 0.5, 0],
            [0.3, 1.2, -1, 2],
          ],
          name: 'hidden',
        },
        { weights: [[1.5], [-0.7], [0.2], [-2]], name: 'output' },
      ],
      {
        inputNames: ['x₁', 'x₂'],
        outputNames: ['class 1'],
        activations: [[0.5, -1], [0.2, 0, 1.25, 0], [0.55]],
        title: '2 inputs, 4 hidden units, 1 output',
      },
    ),
  'network-graph-large': () =>
    networkGraph([
      { weights: Array.from({ length: 784 }, () => Array.from({ length: 32 }, () => noise.normal())) },
      { weights: Array.from({ length: 32 }, () => Array.from({ length: 10 }, () => noise.normal())) },
    ]),
  'decision-boundary': () => decisionBoundary(inCircle, ring, ringLabels, { classNames: ['outside', 'inside'] }),
  'accuracy-under-shift': () =>
    accuracyUnderShift(
      [
        {
          name: 'dense network',
          accuracy: [
            [0.86, 0.87],
            [0.7, 0.74],
            [0.42, 0.5],
            [0.25, 0.3],
          ],
        },
        {
          name: 'CNN',
          accuracy: [
            [0.88, 0.89],
            [0.85, 0.87],
            [0.74, 0.79],
            [0.55, 0.62],
          ],
        },
      ],
      [0, 1, 2, 3],
      { chance: 0.1 },
    ),
  timeline: () => timeline(milestones),
  'parameter-budget': () => parameterBudget(vgg16(), { title: 'VGG16' }),
  'task-gallery': () =>
    taskGallery([
      { task: 'classification', image: scene(90, 120, 4, 3), answer: 'tabby cat' },
      {
        task: 'detection',
        image: scene(120, 120, 5, 3),
        boxes: [
          { top: 20, left: 10, height: 60, width: 40, label: 'cup' },
          { top: 50, left: 60, height: 40, width: 50, label: 'spoon' },
        ],
      },
      {
        task: 'segmentation',
        image: scene(64, 64, 6),
        mask: Array.from({ length: 64 }, (_, y) =>
          Array.from({ length: 64 }, (_, x) =>
            Math.hypot(y - 20, x - 20) < 12 ? 1 : Math.hypot(y - 44, x - 40) < 9 ? 2 : 0,
          ),
        ),
      },
    ]),
};
