const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { makeEnvironment } = require('../setup/environment.js');
const { remedy } = require('../setup/remedies.js');
const { SetupError } = require('../setup/setup-error.js');
const { findPython } = require('../setup/steps/find-python.js');
const { pythonIn } = require('../setup/venv.js');
const { standInForCuda } = require('./cuda-absent.js');

/** The lowest Python that the current PyTorch works with. */
const LOWEST = [3, 11];

/** What `npm run bench -- --with-python` installs, as steps of the set-up: each framework in an environment of its own. */
const PYTHON_STEPS = [
  stepFor({ name: 'keras', title: 'Keras', gigabytes: 1.6 }),
  stepFor({ name: 'torch', title: 'PyTorch', gigabytes: 2.2, flags: ['--no-deps'], finish: standInForCuda }),
];

/** @returns {string} the folder of a framework's environment, git-ignored */
function environmentOf(root, name) {
  return path.join(root, '.convolab', 'bench', name);
}

/** @returns {string | undefined} the Python that has a framework; undefined when it was not installed whole */
function pythonWith(root, name) {
  const python = pythonIn(environmentOf(root, name));
  const stamp = path.join(root, '.convolab', 'setup', `bench-${name}.json`);
  return fs.existsSync(stamp) && fs.existsSync(python) ? python : undefined;
}

function stepFor({ name, title, gigabytes, flags, finish }) {
  const lockOf = (root) => path.join(root, 'python', `bench-${name}.lock`);
  return {
    name: `bench-${name}`,
    title,
    gigabytes,

    inputs: ({ root }) => ({
      root,
      lock: createHash('sha256')
        .update(fs.readFileSync(lockOf(root)))
        .digest('hex'),
    }),

    isThere: ({ root }) => fs.existsSync(pythonIn(environmentOf(root, name))),

    check(context) {
      context.python ??= findPython(context.env);
      const complaint = versionComplaint(context.python.version);
      if (complaint) throw new SetupError(complaint);
      return `Python ${context.python.version}`;
    },

    async work(context, last) {
      const folder = environmentOf(context.root, name);
      const result = await makeEnvironment(context, last, { folder, lock: lockOf(context.root), flags });
      await finish?.(context, folder);
      return result;
    },
  };
}

/** @returns {string} the sentence for a Python that is too old; '' when it will do */
function versionComplaint(version, platform = process.platform) {
  const [major, minor] = version.split('.').map(Number);
  if (major > LOWEST[0] || (major === LOWEST[0] && minor >= LOWEST[1])) return '';
  return `Keras and PyTorch need Python ${LOWEST.join('.')} or newer, and this is Python ${version}. Install one with: ${remedy('newerPython', platform)}, and name it in CONVOLAB_PYTHON.`;
}

module.exports = { PYTHON_STEPS, environmentOf, pythonWith, versionComplaint };
