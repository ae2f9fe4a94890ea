/**
 * The experiment of chapter 1 on Fashion-MNIST: a fully connected network and LeNet-5, trained alike, on test images that are moved to
 * the right.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const SHIFTS = [0, 1, 2, 3, 4, 5, 6];

const recipe = (model) => ({
  recipe: 'Adam 0.002',
  epochs: 5,
  training: () => ({ learningRate: 0.002 }),
  model,
  shifts: SHIFTS,
});

/** @type {Experiment[]} */
const experiments = [
  { group: 'shift', name: 'dense network', recipes: [recipe((course, seed) => course.mlp({ units: [128], seed }))] },
  {
    group: 'shift',
    name: 'CNN (LeNet-5)',
    recipes: [
      recipe((course, seed) => course.lenet5({ activation: 'relu', pooling: 'max', initialization: 'he', seed })),
    ],
  },
];

module.exports = {
  about: 'chapter 1: a fully connected network and LeNet-5 on images that are moved',
  experiments,
  seeds: [1, 2, 3, 4, 5],
  selection: { heldOut: 0.2, seeds: [] },
};
