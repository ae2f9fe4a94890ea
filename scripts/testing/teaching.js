const fs = require('node:fs');
const path = require('node:path');
const { explainFailure } = require('../setup/explain-failure.js');
const { pythonOf, pythonStep } = require('../setup/python-step.js');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');
const { findNpm } = require('../setup/steps/npm-packages.js');

/** What tests of the teachers' tools run, each in an environment of its own. */
const TOOLS = {
  nbgrader: { title: 'nbgrader', gigabytes: 0.4 },
  hub: { title: 'JupyterHub', gigabytes: 0.4 },
  hadolint: { title: 'hadolint', gigabytes: 0.1 },
};

const placeOf = (tool) => ({ name: `teaching-${tool}`, folder: path.join('.convolab', 'teaching', tool) });

/** The program before a hub, which sends each student to their own server. */
const PROXY_STEP = {
  name: 'teaching-proxy',
  title: 'proxy of JupyterHub',
  gigabytes: 0.1,

  inputs: ({ root }) => ({ root, lock: fs.readFileSync(path.join(root, 'deploy', 'package-lock.json'), 'utf8') }),

  isThere: ({ root }) => hasProxy(root),

  async work({ root, env, commands, detail, again }) {
    const [command, ...first] = findNpm(env);
    const options = ['ci', '--ignore-scripts', '--no-progress', '--loglevel=error', '--prefer-offline'];
    const cwd = path.join(root, 'deploy');
    const done = await commands.run(command, [...first, ...options], { cwd, env, onLine: detail });
    if (!done.ok) throw new SetupError(explainFailure({ tool: 'npm', again, ...done }));
    return {};
  },
};

/** npm writes this file last. */
function hasProxy(root) {
  return fs.existsSync(path.join(root, 'deploy', 'node_modules', '.package-lock.json'));
}

const stepOf = (tool) => pythonStep({ ...placeOf(tool), ...TOOLS[tool], lock: tool });

const NBGRADER_STEP = stepOf('nbgrader');

/** hadolint last: it is not made for every kind of computer. */
const TEACHING_STEPS = [NBGRADER_STEP, stepOf('hub'), PROXY_STEP, stepOf('hadolint')];

/** @returns {string | undefined} the Python that has a tool; undefined when it was not installed whole */
function pythonWithTool(root, tool) {
  if (tool === 'hub' && !hasProxy(root)) return undefined;
  return pythonOf(root, placeOf(tool));
}

/** Installs the tools, and writes how far it is to a stream. @returns {Promise<string>} why one of them could not be installed; '' when all are there */
async function installTeachingTools(root, stream) {
  try {
    await setUp({ root, again: 'npm test', steps: TEACHING_STEPS, stream });
    return '';
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

module.exports = { NBGRADER_STEP, TEACHING_STEPS, installTeachingTools, pythonWithTool };
