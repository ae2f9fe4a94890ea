const path = require('node:path');

/** @returns {string} the Python of an environment in this folder */
function pythonIn(folder) {
  return process.platform === 'win32' ? path.join(folder, 'Scripts', 'python.exe') : path.join(folder, 'bin', 'python');
}

/** @returns {string} the Python of the project's own environment */
function venvPython(root) {
  return pythonIn(path.join(root, '.venv'));
}

/** @returns {string} where Jupyter looks for what this environment shares: kernels, settings */
function venvShare(root) {
  return path.join(root, '.venv', 'share', 'jupyter');
}

module.exports = { pythonIn, venvPython, venvShare };
