const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { makeEnvironment } = require('./environment.js');
const { findPython } = require('./steps/find-python.js');
const { pythonIn } = require('./venv.js');

/**
 * A step of the set-up that makes a Python environment with the packages of python/LOCK.lock.
 * @param {{ name: string, title: string, gigabytes: number, lock: string, folder: string, flags?: string[], complaint?: (version: string) => void, finish?: (context: object, folder: string) => Promise<void> }} step
 *   `folder`: from the root; `flags`: for the installer; `complaint` throws for a Python that will not do; `finish`: after the packages
 */
function pythonStep({ name, title, gigabytes, lock, folder, flags, complaint, finish }) {
  const lockIn = (root) => path.join(root, 'python', `${lock}.lock`);
  return {
    name,
    title,
    gigabytes,

    inputs({ root }) {
      return {
        root,
        lock: createHash('sha256')
          .update(fs.readFileSync(lockIn(root)))
          .digest('hex'),
      };
    },

    isThere: ({ root }) => fs.existsSync(pythonIn(path.join(root, folder))),

    /** Before anything is downloaded: is there a Python that can do it? */
    check(context) {
      context.python ??= findPython(context.env);
      complaint?.(context.python.version);
      return `Python ${context.python.version}`;
    },

    async work(context, last) {
      const whole = path.join(context.root, folder);
      const result = await makeEnvironment(context, last, { folder: whole, lock: lockIn(context.root), flags });
      await finish?.(context, whole);
      return result;
    },
  };
}

/** @returns {string | undefined} the Python of an environment; undefined when the step has not made it to the end */
function pythonOf(root, { name, folder }) {
  const python = pythonIn(path.join(root, folder));
  const stamp = path.join(root, '.convolab', 'setup', `${name}.json`);
  return fs.existsSync(stamp) && fs.existsSync(python) ? python : undefined;
}

module.exports = { pythonStep, pythonOf };
