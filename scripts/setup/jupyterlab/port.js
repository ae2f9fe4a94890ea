const net = require('node:net');
const { say, toSay } = require('../say.js');
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
    const complaint =
      problem === 'EACCES'
        ? toSay('Port {wanted} needs special rights: take another one, for example npm start -- --port {free}')
        : toSay('Port {wanted} is in use: take another one, for example npm start -- --port {free}');
    throw new SetupError(say(complaint, { wanted, free: await choosePort() }));
  }
  for (let port = FIRST; port < FIRST + TRIES; port++) if (!(await probe(port))) return port;
  throw new SetupError(
    say('No port from {first} to {last} is free: name one with npm start -- --port N', {
      first: FIRST,
      last: FIRST + TRIES - 1,
    }),
  );
}

module.exports = { choosePort };
