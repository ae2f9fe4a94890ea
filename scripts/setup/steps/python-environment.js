const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { makeEnvironment } = require('../environment.js');
const { venvPython } = require('../venv.js');
const { findPython } = require('./find-python.js');

/** `.venv` with the packages of python/requirements.lock. */
module.exports = {
  name: 'python',
  title: 'Python environment',
  gigabytes: 0.4,

  inputs({ root }) {
    const lock = fs.readFileSync(path.join(root, 'python', 'requirements.lock'));
    return { root, lock: createHash('sha256').update(lock).digest('hex') };
  },

  isThere: ({ root }) => fs.existsSync(venvPython(root)),

  /** Before anything is downloaded: is there a Python that can do it? */
  check(context) {
    context.python ??= findPython(context.env);
    return `Python ${context.python.version}`;
  },

  work(context, last) {
    const { root } = context;
    const lock = path.join(root, 'python', 'requirements.lock');
    return makeEnvironment(context, last, { folder: path.join(root, '.venv'), lock });
  },
};
