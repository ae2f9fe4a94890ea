/**
 * The experiments of chapter 3 on Fashion-MNIST. Each is one model and one way to train it.
 * @typedef {{ group: string, name: string, epochs: number, model(course: object, seed: number): object, training: object }} Experiment
 */

/** The choices that the notebook varies, around `cnn`'s defaults. The first value of each is the default. */
const CHOICES = {
  depth: [2, 1, 3],
  filters: [16, 8, 32],
  kernelSize: [3, 5, 7],
  activation: ['relu', 'tanh', 'sigmoid'],
  pooling: ['max', 'average', 'strides'],
  denseUnits: [64, 0, 256],
};

/** @type {Experiment} */
const baseline = {
  group: 'choices',
  name: 'as it is',
  epochs: 3,
  model: (course, seed) => course.cnn({ seed }),
  training: {},
};

/** @type {Experiment[]} */
const choices = Object.entries(CHOICES).flatMap(([choice, [, ...others]]) =>
  others.map((value) => ({
    ...baseline,
    name: `${choice} ${value}`,
    model: (course, seed) => course.cnn({ [choice]: value, seed }),
  })),
);

/** Adam's steps get smaller towards the end, so that the last epochs settle down: half a cosine from `rate` to 0. */
const cosine =
  (rate) =>
  ({ step, steps }) =>
    (rate / 2) * (1 + Math.cos((Math.PI * step) / steps));

/** @type {Experiment[]} */
const models = [
  {
    group: 'models',
    name: 'LeNet-5 as in 1998 (tanh, average)',
    epochs: 10,
    model: (course, seed) => course.lenet5({ seed }),
    training: { learningRate: cosine(0.002) },
  },
  {
    group: 'models',
    name: 'LeNet-5 (ReLU, max)',
    epochs: 10,
    model: (course, seed) => course.lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed }),
    training: { learningRate: cosine(0.002) },
  },
  {
    group: 'models',
    name: 'small VGG with batch normalization',
    epochs: 12,
    model: (course, seed) => course.smallVgg({ batchNormalization: true, seed }),
    training: { learningRate: cosine(0.002) },
  },
];

module.exports = { experiments: [...models, baseline, ...choices], seeds: [1, 2, 3] };
