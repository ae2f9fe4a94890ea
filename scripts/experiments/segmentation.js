/**
 * The experiments of 6.2: how coarse an FCN's finest scores are, what the skips of U-Net and its second convolution bring, and Mask R-CNN.
 * `accuracy` is the mean IoU on test scenes: over the classes, or over the items for Mask R-CNN.
 * @typedef {import('./measure.js').Experiment} Experiment
 */

const { trainOnFreshScenes, maskMeasures, instanceMeasures } = require('./segmentation-training.js');

const ROUNDS = 4;

const NETWORKS = {
  'FCN, stride 8': ({ fcn }, seed) => fcn({ filters: 12, stride: 8, seed }),
  'FCN, stride 4': ({ fcn }, seed) => fcn({ filters: 12, stride: 4, seed }),
  'FCN, stride 2': ({ fcn }, seed) => fcn({ filters: 12, stride: 2, seed }),
  'U-Net without skips': ({ unet }, seed) => unet({ filters: 12, skips: false, seed }),
  'U-Net': ({ unet }, seed) => unet({ filters: 12, seed }),
};

/** @type {Experiment[]} */
const segmentation = [
  ...Object.entries(NETWORKS).map(([name, make]) => ({
    group: 'segmentation',
    name,
    recipes: [
      {
        recipe: `${ROUNDS} times 1,500 new scenes, Adam 0.006, half a cosine`,
        given: { rounds: ROUNDS },
        trial: (course, seed) => trial(course, make(course, seed), (model) => model, maskMeasures, seed),
      },
    ],
  })),
  {
    group: 'instances',
    name: 'Mask R-CNN',
    recipes: [
      {
        recipe: `${ROUNDS} times 1,500 new scenes, Adam 0.004, half a cosine`,
        given: { rounds: ROUNDS },
        trial: (course, seed) =>
          trial(course, course.maskRcnn({ seed }), ({ model }) => model, instanceMeasures, seed, 0.004),
      },
    ],
  },
];

async function trial(course, network, modelOf, measure, seed, rate = 0.006) {
  const started = Date.now();
  await trainOnFreshScenes(course, network, { rounds: ROUNDS, rate, seed });
  const seconds = (Date.now() - started) / 1000;
  const { meanIou, ...others } = await measure(course, network);
  const parameters = course.parameterCount(modelOf(network));
  modelOf(network).dispose();
  return { accuracy: meanIou, seconds, parameters, ...others };
}

module.exports = { segmentation };
