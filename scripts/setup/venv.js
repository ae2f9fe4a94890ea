const path = require('node:path');

/** @returns {string} the Python of the project's own environment */
function venvPython(root) {
  return process.platform === 'win32'
    ? path.join(root, '.venv', 'Scripts', 'python.exe')
    : path.join(root, '.venv', 'bin', 'python');
}

/** @returns {string} where Jupyter looks for what this environment shares: kernels, settings */
function venvShare(root) {
  return path.join(root, '.venv', 'share', 'jupyter');
}

module.exports = { venvPython, venvShare };
