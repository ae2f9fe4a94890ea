const os = require('node:os');
const path = require('node:path');

const ENGINE = path.resolve(__dirname, '..', '..', 'lib', 'dist', 'engine');

/**
 * The engine as the course runs it, but a certain one.
 * @param {string} engine native, wasm (as many threads as there are cores) or wasm-1
 * @returns {Promise<object>} TensorFlow.js
 */
async function startEngine(engine) {
  const [name, threads] = engine === 'wasm-1' ? ['wasm', 1] : [engine, os.availableParallelism()];
  const found = require(path.join(ENGINE, 'candidates.js'))
    .candidates()
    .find((candidate) => candidate.name === name && (name !== 'native' || candidate.binding));
  if (!found) throw new Error(`There is no ${engine} engine here.`);
  await require(path.join(ENGINE, 'load.js')).load({ ...found, threads });
  return require('@tensorflow/tfjs');
}

module.exports = { startEngine };
