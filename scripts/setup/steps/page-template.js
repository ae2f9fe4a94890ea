const fs = require('node:fs');
const path = require('node:path');
const { lastWords } = require('../explain-failure.js');
const { language, say, toSay } = require('../say.js');
const { SetupError } = require('../setup-error.js');
const { venvShare } = require('../venv.js');
const { readJson } = require('../write-whole.js');

/** The formula renderer in one file of the environment, where nbconvert's template `convolab` finds it without a network. */
module.exports = {
  name: 'pages',
  title: toSay('formulas for web pages'),
  gigabytes: 0,

  inputs: ({ root }) => ({ katex: readJson(path.join(root, 'lib', 'package.json'))?.dependencies?.katex }),

  isThere: ({ root }) =>
    fs.existsSync(path.join(venvShare(root), 'nbconvert', 'templates', 'convolab', 'formulas.html.j2')),

  async work({ root, env, commands }) {
    const command = [path.join(root, 'lib', 'bin', 'convolab.js'), 'page', '--prepare'];
    const done = await commands.run(process.execPath, command, {
      cwd: root,
      env: { ...env, CONVOLAB_LANG: language() },
    });
    if (!done.ok) {
      const words = lastWords(done.output);
      throw new SetupError(say('The formula renderer could not be put in place: {words}', { words }));
    }
    return {};
  },
};
