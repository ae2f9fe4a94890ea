const { captions } = require('./captions.js');
const detection = require('./detection.js');
const efficiency = require('./efficiency.js');
const forecasts = require('./forecasts.js');
const { hybrid } = require('./hybrid.js');
const { language } = require('./language.js');
const { recurrent } = require('./recurrent.js');
const segmentation = require('./segmentation.js');

/**
 * One training whose weights come with the course.
 * @typedef {object} Checkpoint
 * @property {string} name of the file in data/checkpoints, without its ending
 * @property {string} about what it is, in a few words
 * @property {(course: object) => object} model the network, with the choices that the notebook builds it with
 * @property {(course: object, model: object, tools: { report: (line: string) => void }) => Promise<Record<string, number>>} train
 *   trains that model from fixed seeds; returns what was measured on examples that it was not trained on
 */

/** @type {Record<string, Checkpoint[]>} number of the chapter → its checkpoints */
const CHAPTERS = {
  '06': [...detection, ...segmentation, ...language, ...forecasts],
  '07': [...efficiency, ...recurrent, ...captions, ...hybrid],
};

module.exports = { CHAPTERS };
