const path = require('node:path');
const { pythonOf, pythonStep } = require('../setup/python-step.js');
const { remedy } = require('../setup/remedies.js');
const { SetupError } = require('../setup/setup-error.js');
const { standInForCuda } = require('./cuda-absent.js');

/** The lowest Python that the current PyTorch works with. */
const LOWEST = [3, 11];

const FOLDER = path.join('.convolab', 'bench');

/** What `npm run bench -- --with-python` installs, as steps of the set-up: each framework in an environment of its own. */
const PYTHON_STEPS = [
  stepFor({ name: 'keras', title: 'Keras', gigabytes: 1.6 }),
  stepFor({ name: 'torch', title: 'PyTorch', gigabytes: 2.2, flags: ['--no-deps'], finish: standInForCuda }),
];

/** @returns {string} the folder of a framework's environment, git-ignored */
function environmentOf(root, name) {
  return path.join(root, FOLDER, name);
}

/** @returns {string | undefined} the Python that has a framework; undefined when it was not installed whole */
function pythonWith(root, name) {
  return pythonOf(root, { name: `bench-${name}`, folder: path.join(FOLDER, name) });
}

function stepFor({ name, title, gigabytes, flags, finish }) {
  return pythonStep({
    name: `bench-${name}`,
    title,
    gigabytes,
    lock: `bench-${name}`,
    folder: path.join(FOLDER, name),
    flags,
    finish,
    complaint(version) {
      const sentence = versionComplaint(version);
      if (sentence) throw new SetupError(sentence);
    },
  });
}

/** @returns {string} the sentence for a Python that is too old; '' when it will do */
function versionComplaint(version, platform = process.platform) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return '';
  return `Keras and PyTorch need Python ${LOWEST.join('.')} or newer, and this is Python ${version}. Install one with: ${remedy('newerPython', platform)}, and name it in CONVOLAB_PYTHON.`;
}

module.exports = { PYTHON_STEPS, environmentOf, pythonWith, versionComplaint };
