/** The chapters that have large experiments: name of the notebook → its list of experiments. */
const CHAPTERS = {
  '01-introduction': require('./01-introduction.js'),
  '03-building-cnns': require('./03-building-cnns.js'),
  '04-fine-tuning': require('./04-fine-tuning.js'),
  '05-improving-performance': require('./05-improving-performance.js'),
  '06-case-studies': require('./06-case-studies.js'),
  '07-future': require('./07-future.js'),
};

module.exports = { CHAPTERS };
