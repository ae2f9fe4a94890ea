const net = require('node:net');
const { SetupError } = require('../setup-error.js');

const FIRST = 8888;
const TRIES = 100;

/** @returns {Promise<string>} '' when the port is free on loopback, else the error's code */
function probe(port) {
  return new Promise((resolve) => {
    const server = net.createServer();
    server.once('error', (error) => resolve(error.code));
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve('')));
  });
}

/**
 * @param {number} [wanted]
 * @returns {Promise<number>} `wanted`, or the first free port from 8888 on
 * @throws {SetupError} `wanted` can't be had
 */
async function choosePort(wanted) {
  if (wanted) {
    const problem = await probe(wanted);
    if (!problem) return wanted;
    const why = problem === 'EACCES' ? 'needs special rights' : 'is in use';
    throw new SetupError(
      `Port ${wanted} ${why}: take another one, for example npm start -- --port ${await choosePort()}`,
    );
  }
  for (let port = FIRST; port < FIRST + TRIES; port++) if (!(await probe(port))) return port;
  throw new SetupError(`No port from ${FIRST} to ${FIRST + TRIES - 1} is free: name one with npm start -- --port N`);
}

module.exports = { choosePort };
