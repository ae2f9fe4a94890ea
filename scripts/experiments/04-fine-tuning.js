/**
 * The experiments of chapter 4 on Fashion-MNIST: what a network that knows five kinds of clothes is worth for five others, and what keeps a
 * network from learning few images by heart.
 * @typedef {import('./measure.js').Experiment} Experiment
 * @typedef {import('./measure.js').TriedRecipe} Recipe
 */

const { fineTuned, lastCut } = require('./transfer.js');

const PER_CLASS = [5, 10, 20, 50, 100, 200, 500];
const rates = (words, values, how) => values.map((rate) => ({ recipe: `${words} ${rate}`, ...how(rate) }));

/** @returns {Recipe} `how` is what `fineTuned` takes */
const transferRecipe = ({ recipe, ...how }, imagesPerClass) => ({
  recipe: `${recipe}, half a cosine`,
  given: { imagesPerClass },
  trial: (course, seed, data) => fineTuned(course, seed, data, { ...how, imagesPerClass }),
});

const alike = (learningRate) => ({ start: 'pretrained', learningRate });
/** Early layers learn slowly. */
const grouped = (learningRate) => ({
  ...alike(learningRate),
  learningRates: { block1: 0.03, block2: 0.1, block3: 0.3 },
});

/** From what each way begins, and the recipes among which held-out images choose. */
const WAYS = {
  'from scratch': rates('Adam', [0.001, 0.003], (learningRate) => ({ start: 'scratch', learningRate })),
  'frozen features': rates('Adam', [0.003, 0.01], (learningRate) => ({ ...alike(learningRate), frozen: lastCut })),
  'fine-tuned': [
    ...rates('Adam', [0.001, 0.003], alike),
    ...rates('Adam, early layers slower,', [0.003, 0.01], grouped),
  ],
  'frozen features of ImageNet': rates('Adam', [0.003], (learningRate) => ({ start: 'ImageNet', learningRate })),
};

/** @type {Experiment[]} */
const examples = Object.entries(WAYS).flatMap(([way, recipes]) =>
  PER_CLASS.map((imagesPerClass) => ({
    group: 'examples',
    name: `${way}, ${imagesPerClass} a class`,
    recipes: recipes.map((recipe) => {
      const { given, ...rest } = transferRecipe(recipe, imagesPerClass);
      return { ...rest, given: { way, ...given } };
    }),
  })),
);

const FEW = 50;

/** Rates of each optimizer, as `fit` has it. */
const OPTIMIZERS = {
  sgd: [0.01, 0.03, 0.1],
  momentum: [0.001, 0.003, 0.01],
  adagrad: [0.003, 0.01, 0.03],
  adadelta: [0.3, 1, 3],
  rmsprop: [0.0003, 0.001, 0.003],
  adam: [0.0003, 0.001, 0.003],
};

/** @type {Experiment[]} */
const optimizers = Object.entries(OPTIMIZERS).map(([optimizer, values]) => ({
  group: 'optimizers',
  name: optimizer,
  recipes: rates(optimizer, values, (rate) => ({ ...alike(rate), optimizer })).map((how) => transferRecipe(how, FEW)),
}));

/** @type {Experiment[]} */
const strategies = [
  ['only the head', rates('Adam', [0.003, 0.01], (rate) => ({ ...alike(rate), frozen: lastCut }))],
  ['all layers alike', rates('Adam', [0.0003, 0.001, 0.003], alike)],
  ['early layers slower', rates('Adam', [0.001, 0.003, 0.01], grouped)],
  ['unfrozen gradually', rates('Adam', [0.001, 0.003], (rate) => ({ ...alike(rate), isGradual: true }))],
  ['with warm-up', rates('Adam', [0.001, 0.003], (rate) => ({ ...alike(rate), warmUp: 0.1 }))],
].map(([name, recipes]) => ({
  group: 'strategies',
  name,
  recipes: recipes.map((how) => transferRecipe(how, FEW)),
}));

const { regularized } = require('./regularization.js');

/** @type {Experiment[]} */
const regularization = [
  ['nothing', [{ recipe: 'Adam 0.001' }]],
  ['L1', rates('λ', [0.00003, 0.0001, 0.0003, 0.001], (l1) => ({ l1 }))],
  ['L2', rates('λ', [0.0003, 0.001, 0.003, 0.01], (l2) => ({ l2 }))],
  ['dropout', rates('rate', [0.3, 0.5, 0.7], (dropout) => ({ dropout }))],
  ['early stopping', rates('patience', [3, 5, 10], (patience) => ({ patience }))],
  [
    'L2, dropout, early stopping',
    [{ recipe: 'λ 0.001, rate 0.5, patience 10', l2: 0.001, dropout: 0.5, patience: 10 }],
  ],
].map(([name, choices]) => ({
  group: 'regularization',
  name,
  recipes: choices.map(({ recipe, ...how }) => ({
    recipe,
    given: { imagesPerClass: FEW },
    trial: (course, seed, data) => regularized(course, seed, data, { ...how, imagesPerClass: FEW }),
  })),
}));

module.exports = {
  about: 'chapter 4: transfer to five other classes, fine-tuning, and regularization',
  experiments: [...examples, ...strategies, ...optimizers, ...regularization],
  seeds: [1, 2, 3, 4, 5],
  /** Recipes are compared on the last fifth of the training images, with seeds of their own. */
  selection: { heldOut: 0.2, seeds: [11, 12] },
};
