/**
 * The experiments of chapter 3 on Fashion-MNIST.
 * @typedef {import('./measure.js').Experiment} Experiment
 * @typedef {import('./measure.js').TrainedRecipe} Recipe
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

/** @returns {Experiment} `cnn`, all else being equal */
const choice = (name, choices = {}) => ({
  group: 'choices',
  name,
  recipes: [
    {
      recipe: 'Adam 0.001',
      epochs: 3,
      training: () => ({}),
      model: (course, seed) => course.cnn({ ...choices, seed }),
    },
  ],
});

const choices = Object.entries(CHOICES).flatMap(([key, [, ...others]]) =>
  others.map((value) => choice(`${key} ${value}`, { [key]: value })),
);

const RATES = [0.001, 0.002, 0.004];
const constant = (rate) => ({ recipe: `Adam ${rate}`, training: () => ({ learningRate: rate }) });
const falling = (rate) => ({
  recipe: `Adam ${rate}, half a cosine`,
  training: (course) => ({ learningRate: course.cosineDecay(rate) }),
});

/** @returns {Recipe[]} each rate, staying and falling */
const lenetRecipes = (options = {}) =>
  [...RATES.map(constant), ...RATES.map(falling)].map((recipe) => ({
    ...recipe,
    epochs: 10,
    model: (course, seed) => course.lenet5({ ...options, seed }),
  }));

/** @returns {Recipe} */
const vggRecipe = (words, options, { recipe, training }) => ({
  recipe: [words, recipe].filter(Boolean).join(', '),
  epochs: 12,
  training,
  model: (course, seed) => course.smallVgg({ ...options, seed }),
});

/** @type {Experiment[]} */
const models = [
  { group: 'models', name: 'LeNet-5 as in 1998 (tanh, average)', recipes: lenetRecipes() },
  {
    group: 'models',
    name: 'LeNet-5 (ReLU, max)',
    recipes: lenetRecipes({ activation: 'relu', pooling: 'max', initialization: 'he' }),
  },
  {
    group: 'models',
    name: 'small VGG',
    recipes: [
      vggRecipe('', {}, falling(0.001)),
      ...RATES.map((rate) => vggRecipe('batch normalization', { batchNormalization: true }, falling(rate))),
      vggRecipe('batch normalization, dropout 0.5', { batchNormalization: true, dropout: 0.5 }, falling(0.002)),
    ],
  },
];

module.exports = {
  about: 'chapter 3: choices of an architecture, LeNet-5 and a small VGG on Fashion-MNIST',
  experiments: [...models, choice('as it is'), ...choices],
  seeds: [1, 2, 3],
  /** Recipes are compared on the last fifth of the training images, with seeds of their own. */
  selection: { heldOut: 0.2, seeds: [11, 12] },
};
