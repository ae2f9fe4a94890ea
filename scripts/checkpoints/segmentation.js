/**
 * The checkpoints of 6.2: networks that label the pixels of scenes.
 * @typedef {import('./chapters.js').Checkpoint} Checkpoint
 */

const { trainOnFreshScenes, maskMeasures, instanceMeasures } = require('../experiments/segmentation-training.js');

/** The parts of a Mask R-CNN by the model of all its weights, which is what a checkpoint holds. */
const networks = new WeakMap();

/** @type {Checkpoint[]} */
const checkpoints = [
  {
    name: 'fcn-scenes',
    about: 'an FCN that labels the pixels of scenes',
    model: ({ fcn }) => fcn({ filters: 12 }),
    async train(course, model, { report }) {
      await trainOnFreshScenes(course, model, { rounds: 24, rate: 0.006, seed: 1, report });
      return maskMeasures(course, model);
    },
  },
  {
    name: 'unet-scenes',
    about: 'a U-Net that labels the pixels of scenes',
    model: ({ unet }) => unet({ filters: 12 }),
    async train(course, model, { report }) {
      await trainOnFreshScenes(course, model, { rounds: 24, rate: 0.006, seed: 1, report });
      return maskMeasures(course, model);
    },
  },
  {
    name: 'mask-rcnn-scenes',
    about: 'a small Mask R-CNN that finds and outlines the items of scenes',
    model({ maskRcnn }) {
      const network = maskRcnn();
      networks.set(network.model, network);
      return network.model;
    },
    async train(course, model, { report }) {
      const network = networks.get(model);
      await trainOnFreshScenes(course, network, { rounds: 8, rate: 0.004, seed: 1, report });
      return instanceMeasures(course, network);
    },
  },
];

module.exports = checkpoints;
