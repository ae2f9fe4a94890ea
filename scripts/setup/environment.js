const fs = require('node:fs');
const path = require('node:path');
const { explainFailure } = require('./explain-failure.js');
const { SetupError } = require('./setup-error.js');
const { findPython, findUv, askPython, isNewEnough, pythonEnv } = require('./steps/find-python.js');
const { pythonIn } = require('./venv.js');

/**
 * Makes a Python environment with exactly the packages of a lock file, by uv where it is present, else by venv and pip.
 * @param {object} context as the steps get it
 * @param {{ interrupted: boolean, previous?: { root?: string } }} last as the steps get it
 * @param {{ folder: string, lock: string, flags?: string[] }} environment `flags`: for the installer, before the lock
 * @returns {Promise<{ root: string, uv?: string }>}
 * @throws {SetupError}
 */
async function makeEnvironment(context, { interrupted, previous }, environment) {
  const { root } = context;
  const { folder } = environment;
  // Half an installed package looks like a whole one to pip and uv: after an interruption start from nothing.
  const moved = previous && previous.root !== root;
  if (interrupted || moved || !isUsable(context, folder)) fs.rmSync(folder, { recursive: true, force: true });
  const uv = findUv(context.env);
  if (!uv) await withPip(context, environment);
  else if (!(await withUv(context, environment, uv))) {
    fs.rmSync(folder, { recursive: true, force: true });
    await withPip(context, environment);
  }
  return { root, uv };
}

/** An environment that is there: does its Python run, is it new enough, and can something install into it? */
function isUsable({ env }, folder) {
  const python = pythonIn(folder);
  if (!fs.existsSync(python)) return false;
  const answer = askPython(python, [], env);
  if (!answer || !isNewEnough(answer)) return false;
  return Boolean(findUv(env)) || fs.existsSync(pipOf(python));
}

function pipOf(python) {
  return path.join(path.dirname(python), process.platform === 'win32' ? 'pip.exe' : 'pip');
}

/** @returns {Promise<boolean>} false: uv could not, and pip may (it reads settings and certificates that uv does not) */
async function withUv(context, { folder, lock, flags = [] }, uv) {
  const { root, commands, detail, again } = context;
  const env = pythonEnv(context.env);
  const run = (...args) => commands.run(uv, args, { cwd: root, env, onLine: detail });
  const target = pythonIn(folder);
  if (!fs.existsSync(target)) {
    const { python } = context.python ?? findPython(context.env);
    const made = await run('venv', '--no-project', '--python', python, folder);
    if (!made.ok) return false;
  }
  const wanted = ['--compile-bytecode', '--require-hashes', ...flags, '-r', lock];
  const done = await run('pip', 'install', '--python', target, ...wanted);
  if (done.ok) return true;
  const base = context.python ?? findPython(context.env);
  if (askPython(base.python, [], context.env)?.venv) return false;
  throw new SetupError(explainFailure({ tool: 'uv', again, ...done }));
}

async function withPip(context, { folder, lock, flags = [] }) {
  const { root, commands, detail, again } = context;
  const env = pythonEnv(context.env);
  const target = pythonIn(folder);
  if (!fs.existsSync(target)) {
    const { python } = context.python ?? findPython(context.env);
    const made = await commands.run(python, ['-m', 'venv', folder], { cwd: root, env });
    if (!made.ok) throw new SetupError(explainFailure({ tool: 'python3 -m venv', again, ...made }));
  }
  const args = ['-m', 'pip', 'install', '--require-hashes', ...flags, '-r', lock];
  const done = await commands.run(target, args, { cwd: root, env, onLine: detail });
  if (!done.ok) throw new SetupError(explainFailure({ tool: 'pip', again, ...done }));
}

/**
 * Adds the packages of a lock file to an environment that is there and stays as it is otherwise.
 * @param {object} context as the steps get it
 * @param {{ folder: string, lock: string }} environment
 * @throws {SetupError}
 */
async function addPackages(context, { folder, lock }) {
  const { root, commands, detail, again } = context;
  const python = pythonIn(folder);
  const uv = findUv(context.env);
  const install = (command, args) =>
    commands.run(command, args, { cwd: root, env: pythonEnv(context.env), onLine: detail });
  const wanted = ['--require-hashes', '-r', lock];
  if (uv) {
    const done = await install(uv, ['pip', 'install', '--python', python, ...wanted]);
    if (done.ok) return;
    if (!fs.existsSync(pipOf(python))) throw new SetupError(explainFailure({ tool: 'uv', again, ...done }));
  }
  const done = await install(python, ['-m', 'pip', 'install', ...wanted]);
  if (!done.ok) throw new SetupError(explainFailure({ tool: 'pip', again, ...done }));
}

module.exports = { makeEnvironment, addPackages };
