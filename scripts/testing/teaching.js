const path = require('node:path');
const { pythonOf, pythonStep } = require('../setup/python-step.js');
const { SetupError } = require('../setup/setup-error.js');
const { setUp } = require('../setup/set-up.js');

/** What tests of teachers' tools run, each in an environment of its own. */
const TOOLS = {
  nbgrader: { title: 'nbgrader', gigabytes: 0.4 },
};

const placeOf = (tool) => ({ name: `teaching-${tool}`, folder: path.join('.convolab', 'teaching', tool) });

const TEACHING_STEPS = Object.entries(TOOLS).map(([tool, { title, gigabytes }]) =>
  pythonStep({ ...placeOf(tool), title, gigabytes, lock: tool }),
);

/** @returns {string | undefined} the Python that has a tool; undefined when it was not installed whole */
function pythonWithTool(root, tool) {
  return pythonOf(root, placeOf(tool));
}

/** Installs the tools. @returns {Promise<string>} why one of them could not be installed; '' when all are there */
async function installTeachingTools(root) {
  try {
    await setUp({ root, again: 'npm test', steps: TEACHING_STEPS });
    return '';
  } catch (error) {
    if (error instanceof SetupError) return error.message;
    throw error;
  }
}

module.exports = { TEACHING_STEPS, installTeachingTools, pythonWithTool };
