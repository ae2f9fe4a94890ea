const path = require('node:path');
const { runJupyterLab } = require('./jupyterlab/run.js');
const { languageOf } = require('./language.js');
const { parseOptions, HELP } = require('./options.js');
const { say } = require('./say.js');
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
    if (options.help) return console.log(say(HELP));
    const language = languageOf(ROOT, options.lang);
    const steps = language?.lock ? [...STEPS, jupyterlabLanguage(language)] : STEPS;
    // who asked for a language gets it again
    const again = options.lang === undefined ? 'npm start' : `npm start -- --lang ${options.lang}`;
    await setUp({ root: ROOT, again, thorough: options.setupOnly, steps });
    if (options.setupOnly) console.log(say('The course is ready: {command} opens it.', { command: again }));
    else process.exitCode = await runJupyterLab(ROOT, { ...options, language });
  } catch (error) {
    console.error(error instanceof SetupError ? error.message : error);
    process.exitCode = 1;
  }
}

module.exports = { start };
