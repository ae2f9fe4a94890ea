const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { explainFailure } = require('../explain-failure.js');
const { SetupError } = require('../setup-error.js');
const { venvPython } = require('../venv.js');
const { findPython, findUv, askPython, isNewEnough, pythonEnv } = require('./find-python.js');

/** `.venv` with the packages of python/requirements.lock, by uv where it is present, else by venv and pip. */
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

  async work(context, { interrupted, previous }) {
    const { root } = context;
    // Half an installed package looks like a whole one to pip and uv: after an interruption start from nothing.
    const moved = previous && previous.root !== root;
    if (interrupted || moved || !isUsable(context))
      fs.rmSync(path.join(root, '.venv'), { recursive: true, force: true });
    const uv = findUv(context.env);
    if (!uv) await withPip(context);
    else if (!(await withUv(context, uv))) {
      fs.rmSync(path.join(root, '.venv'), { recursive: true, force: true });
      await withPip(context);
    }
    return { root, uv };
  },
};

/** A `.venv` that is there: does its Python run, is it new enough, and can something install into it? */
function isUsable({ root, env }) {
  const python = venvPython(root);
  if (!fs.existsSync(python)) return false;
  const answer = askPython(python, [], env);
  if (!answer || !isNewEnough(answer)) return false;
  return Boolean(findUv(env)) || fs.existsSync(pipOf(root));
}

function pipOf(root) {
  return path.join(path.dirname(venvPython(root)), process.platform === 'win32' ? 'pip.exe' : 'pip');
}

/** @returns {Promise<boolean>} false: uv could not, and pip may (it reads settings and certificates that uv does not) */
async function withUv(context, uv) {
  const { root, commands, detail, again } = context;
  const env = pythonEnv(context.env);
  const run = (...args) => commands.run(uv, args, { cwd: root, env, onLine: detail });
  if (!fs.existsSync(venvPython(root))) {
    const { python } = context.python ?? findPython(context.env);
    const made = await run('venv', '--no-project', '--python', python, path.join(root, '.venv'));
    if (!made.ok) return false;
  }
  const lock = path.join(root, 'python', 'requirements.lock');
  const done = await run(
    'pip',
    'install',
    '--python',
    venvPython(root),
    '--compile-bytecode',
    '--require-hashes',
    '-r',
    lock,
  );
  if (done.ok) return true;
  const base = context.python ?? findPython(context.env);
  if (askPython(base.python, [], context.env)?.venv) return false;
  throw new SetupError(explainFailure({ tool: 'uv', again, ...done }));
}

async function withPip(context) {
  const { root, commands, detail, again } = context;
  const env = pythonEnv(context.env);
  if (!fs.existsSync(venvPython(root))) {
    const { python } = context.python ?? findPython(context.env);
    const made = await commands.run(python, ['-m', 'venv', path.join(root, '.venv')], { cwd: root, env });
    if (!made.ok) throw new SetupError(explainFailure({ tool: 'python3 -m venv', again, ...made }));
  }
  const lock = path.join(root, 'python', 'requirements.lock');
  const done = await commands.run(venvPython(root), ['-m', 'pip', 'install', '--require-hashes', '-r', lock], {
    cwd: root,
    env,
    onLine: detail,
  });
  if (!done.ok) throw new SetupError(explainFailure({ tool: 'pip', again, ...done }));
}
