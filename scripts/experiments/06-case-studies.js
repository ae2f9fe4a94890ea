const { detection } = require('./detection.js');
const { language } = require('./language.js');
const { series } = require('./series.js');
const { segmentation } = require('./segmentation.js');

module.exports = {
  about:
    'chapter 6: detectors, networks that label pixels, feelings in film reviews, translation by how many pairs were learnt from, and forecasts',
  experiments: [...detection, ...segmentation, ...language, ...series],
  seeds: [1, 2, 3],
  selection: { heldOut: 0.2, seeds: [11] },
};
