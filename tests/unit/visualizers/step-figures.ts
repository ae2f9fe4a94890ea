import { conv2d, kernels, type Matrix, toFilters } from '../../../lib/src/maths';
import { activationCurves } from '../../../lib/src/visualizers/activation-curves';
import { convolutionSteps } from '../../../lib/src/visualizers/convolution-steps';
import type { Figure } from '../../../lib/src/visualizers/figure';
import { optimizerTrajectories } from '../../../lib/src/visualizers/optimizer-trajectories';
import { poolingSteps } from '../../../lib/src/visualizers/pooling-steps';
import { receptiveField } from '../../../lib/src/visualizers/receptive-field';
import { scene } from './image-figures';

/** LeNet-5 up to its last pooling. */
export const lenet = [
  { kernel: 5, name: 'conv 1' },
  { kernel: 2, stride: 2, name: 'pool 1' },
  { kernel: 5, name: 'conv 2' },
  { kernel: 2, stride: 2, name: 'pool 2' },
];

/** A bright bar on a dark ground, in small whole numbers. */
export const bar: Matrix = [
  [0, 0, 4, 9, 9, 9],
  [1, 1, 5, 9, 9, 8],
  [0, 0, 4, 9, 9, 9],
  [1, 1, 5, 9, 9, 8],
  [0, 2, 4, 9, 7, 9],
  [1, 1, 5, 9, 9, 8],
];

/** Values between 0 and 1 that need rounding. */
export const ripple: Matrix = Array.from({ length: 7 }, (_, i) =>
  Array.from({ length: 7 }, (_, j) => Math.sin((i * j) / 4) ** 2),
);

const vgg16 = [2, 2, 3, 3, 3].flatMap((convolutions, block) => [
  ...Array.from({ length: convolutions }, (_, i) => ({ kernel: 3, padding: 1, name: `conv ${block + 1}-${i + 1}` })),
  { kernel: 2, stride: 2, name: `pool ${block + 1}` },
]);

/** One example of each figure of curves and steps: a tool to look at them, and the input of tests. */
export const stepFigures: Record<string, () => Figure> = {
  'activation-curves': () => activationCurves(),
  'activation-curves-one': () => activationCurves(['tanh'], { range: [-3, 3] }),
  'convolution-steps': () => convolutionSteps(bar, kernels.sobelX),
  'convolution-steps-blur': () => convolutionSteps(ripple, kernels.gaussianBlur, { padding: 'same', stride: 2 }),
  'convolution-steps-dilated': () => convolutionSteps(ripple, kernels.laplacian, { padding: 1, dilation: 2 }),
  'convolution-steps-photo': () => convolutionSteps(scene(64, 64, 0, 3), kernels.sobelX, { channel: 1 }),
  'convolution-steps-largest': () => convolutionSteps(scene(96, 96), kernels.emboss),
  'pooling-steps-max': () => poolingSteps(conv2d(toCube(bar), toFilters([kernels.sobelX]), { padding: 1 })),
  'pooling-steps-average': () => poolingSteps(ripple, { kind: 'average', padding: 'same' }),
  'pooling-steps-l2': () => poolingSteps(bar, { kind: 'l2', size: 2, stride: 1 }),
  'pooling-steps-photo': () => poolingSteps(scene(64, 64), { kind: 'average', size: 4 }),
  'receptive-field-lenet': () => receptiveField(lenet, { inputSize: 32 }),
  'receptive-field-three': () => receptiveField([{ kernel: 3 }, { kernel: 3 }, { kernel: 3 }]),
  'receptive-field-dilated': () => receptiveField([1, 2, 4].map((d) => ({ kernel: 3, padding: d, dilation: d }))),
  'receptive-field-border': () =>
    receptiveField(
      [1, 2, 3].map((layer) => ({ kernel: 5, padding: 2, name: `conv ${layer}` })),
      { inputSize: 9 },
    ),
  'receptive-field-vgg16': () => receptiveField(vgg16, { inputSize: 224 }),
  'trajectories-bowl': () => optimizerTrajectories({ surface: 'bowl' }),
  'trajectories-beale': () => optimizerTrajectories({ surface: 'beale' }),
  'trajectories-rosenbrock': () => optimizerTrajectories({ surface: 'rosenbrock' }),
  'trajectories-saddle': () => optimizerTrajectories({ surface: 'saddle' }),
  'trajectories-diverging': () =>
    optimizerTrajectories({ surface: 'rosenbrock', rules: ['sgd', 'adam'], learningRates: { sgd: 0.01 }, steps: 500 }),
};

function toCube(matrix: Matrix) {
  return matrix.map((row) => row.map((value) => [value]));
}
