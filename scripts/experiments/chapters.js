/** The chapters that have large experiments: name of the notebook → its list of experiments. */
const CHAPTERS = {
  '03-building-cnns': require('./03-building-cnns.js'),
};

module.exports = { CHAPTERS };
