const { execFileSync } = require('node:child_process');
const path = require('node:path');

/**
 * Runs a command and measures it with all its descendants.
 * @param {string} python any Python 3.9 or later, on Linux
 * @param {string[]} command
 * @param {object} options for the process
 * @returns {{ processor: number, wall: number }} seconds
 */
function processorTime(python, command, options = {}) {
  const output = execFileSync(python, [path.join(__dirname, 'processor_time.py'), ...command], {
    ...options,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
    maxBuffer: 2 ** 26,
  });
  const { status, processor, wall } = JSON.parse(output.trim().split('\n').at(-1));
  if (status !== 0) throw new Error(`${command.slice(0, 3).join(' ')} … ended with ${status}`);
  return { processor, wall };
}

module.exports = { processorTime };
