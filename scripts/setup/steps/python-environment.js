const { pythonStep } = require('../python-step.js');
const { toSay } = require('../say.js');

/** `.venv` with the packages of python/requirements.lock. */
module.exports = pythonStep({
  name: 'python',
  title: toSay('Python environment'),
  gigabytes: 0.4,
  lock: 'requirements',
  folder: '.venv',
});
