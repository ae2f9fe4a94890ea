const path = require('node:path');
const { runJupyterLab } = require('./jupyterlab/run.js');
const { languageOf } = require('./language.js');
const { parseOptions, HELP } = require('./options.js');
const { SetupError } = require('./setup-error.js');
const { setUp, STEPS } = require('./set-up.js');
const { jupyterlabLanguage } = require('./steps/jupyterlab-language.js');

const ROOT = path.resolve(__dirname, '..', '..');

/** `npm start`: what is missing is set up, then JupyterLab runs until Ctrl-C. */
async function start(args) {
  // A closed pipe (npm start | head) must not end the set-up with a stack trace.
  process.stdout.on('error', () => {});
  try {
    const options = parseOptions(args);
    if (options.help) return console.log(HELP);
    const language = languageOf(ROOT, options.lang);
    const steps = language?.lock ? [...STEPS, jupyterlabLanguage(language)] : STEPS;
    await setUp({ root: ROOT, thorough: options.setupOnly, steps });
    if (options.setupOnly) console.log('The course is ready: npm start opens it.');
    else process.exitCode = await runJupyterLab(ROOT, { ...options, language });
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

module.exports = { start };
