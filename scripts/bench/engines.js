const os = require('node:os');
const path = require('node:path');
const { SetupError } = require('../setup/setup-error.js');
const { pythonEnv } = require('../setup/steps/find-python.js');
const { pythonWith } = require('./python-environments.js');

const WORKERS = path.join(__dirname, 'workers');

/**
 * What is compared. `own`: part of the course; else `environment` names the Python environment that it needs. `words` go to
 * the worker, after the number of threads for Python's and around it for ours.
 */
const ENGINES = [
  { name: 'native', title: 'native', own: 'native' },
  { name: 'wasm', title: 'WASM', own: 'wasm', most: 4 },
  { name: 'wasm-1', title: 'WASM', own: 'wasm', most: 1 },
  { name: 'keras', title: 'Keras', environment: 'keras' },
  { name: 'torch', title: 'PyTorch', environment: 'torch' },
  { name: 'torch-channels-last', title: 'PyTorch, channels last', environment: 'torch', words: ['channels-last'] },
];

/**
 * The engines of this computer, ready to be started.
 * @param {string} root
 * @param {string[]} [wanted] names; without them, all that are there
 * @returns {{ name: string, title: string, own: boolean, threads: number, command: string, args: string[], env: NodeJS.ProcessEnv }[]}
 * @throws {SetupError} for one that is wanted and not there
 */
function enginesHere(root, wanted, { env = process.env, cores = os.availableParallelism() } = {}) {
  const found = [];
  for (const engine of ENGINES) {
    if (wanted && !wanted.includes(engine.name)) continue;
    const absent = whyAbsent(root, engine, cores);
    if (!absent) found.push(contestant(root, engine, cores, env));
    else if (wanted) throw new SetupError(absent);
  }
  return found;
}

/** @returns {string} '' when it is there, else the sentence that says how to get it */
function whyAbsent(root, { name, own, environment }, cores) {
  if (environment) {
    if (pythonWith(root, environment)) return '';
    return `${name} is not installed for the benchmark: npm run bench -- --with-python`;
  }
  if (name === 'wasm' && cores < 2)
    return 'wasm runs with one thread on this computer, which has one core: take wasm-1.';
  if (own !== 'native') return '';
  const { candidates } = require(path.join(root, 'lib', 'dist', 'engine', 'candidates.js'));
  if (candidates().some((candidate) => candidate.name === 'native' && candidate.binding)) return '';
  return 'The native engine is not installed: npx --no-install convolab doctor says why.';
}

function contestant(root, { name, title, own, environment, most = Number.POSITIVE_INFINITY, words = [] }, cores, env) {
  const threads = Math.min(cores, most);
  const quiet = { TF_CPP_MIN_LOG_LEVEL: '2' };
  if (own) {
    const label = own === 'wasm' ? `${title}, ${threads} ${threads === 1 ? 'thread' : 'threads'}` : title;
    const args = [path.join(WORKERS, 'tfjs-worker.js'), own, String(threads)];
    return { name, title: label, own: true, threads, command: process.execPath, args, env: { ...env, ...quiet } };
  }
  const args = [path.join(WORKERS, `${environment}_worker.py`), String(threads), ...words];
  const settings = {
    PYTHONDONTWRITEBYTECODE: '1',
    KERAS_BACKEND: 'tensorflow',
    // else Keras writes its settings into the user's home
    KERAS_HOME: path.join(root, '.convolab', 'bench', 'keras-home'),
    // processors are compared
    CUDA_VISIBLE_DEVICES: '-1',
  };
  const command = pythonWith(root, environment);
  return { name, title, own: false, threads, command, args, env: { ...pythonEnv(env), ...quiet, ...settings } };
}

module.exports = { ENGINES, enginesHere };
