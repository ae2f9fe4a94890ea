const http = require('node:http');

/**
 * Whether a JupyterLab with this token listens on this port of loopback.
 * @param {{ port: number, token: string }} address
 * @returns {Promise<boolean>}
 */
function answers({ port, token }) {
  return new Promise((resolve) => {
    const headers = { Authorization: `token ${token}` };
    const request = http.get({ host: '127.0.0.1', port, path: '/api/status', headers, timeout: 5000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
  });
}

module.exports = { answers };
