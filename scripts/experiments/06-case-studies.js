const { segmentation } = require('./segmentation.js');

module.exports = {
  about: 'chapter 6: networks that label pixels',
  experiments: [...segmentation],
  seeds: [1, 2, 3],
  selection: { heldOut: 0.2, seeds: [11] },
};
