// Whether the student's server in this container answers. Exit status 0: it does.
const http = require('node:http');

const base = process.env.JUPYTERHUB_SERVICE_URL ?? 'http://127.0.0.1:8888/';
const address = new URL('api', base.endsWith('/') ? base : `${base}/`);
// It listens on all addresses of the container, one of which is this.
if (['0.0.0.0', '[::]', ''].includes(address.hostname)) address.hostname = '127.0.0.1';

const request = http.get(address, { timeout: 5000 }, (answer) => {
  answer.resume();
  process.exitCode = answer.statusCode === 200 ? 0 : 1;
});
request.on('timeout', () => request.destroy(new Error('no answer within 5 s')));
request.on('error', (error) => {
  console.error(`The server does not answer at ${address}: ${error.message}`);
  process.exitCode = 1;
});
