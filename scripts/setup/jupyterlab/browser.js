const { spawn } = require('node:child_process');
const { randomBytes } = require('node:crypto');
const http = require('node:http');
const { venvPython } = require('../venv.js');

/** Whether a window can open: on a Linux without a screen, Python would start a text browser in this terminal. */
function hasScreen(env, platform = process.platform) {
  return platform !== 'linux' || Boolean(env.DISPLAY || env.WAYLAND_DISPLAY || env.BROWSER || env.WSL_DISTRO_NAME);
}

/**
 * Opens a page in the user's browser. All users of a machine can read the command line of a browser, so what is opened
 * is an address that works once and leads to `url` with its token.
 */
function openBrowser(root, url, env) {
  if (!hasScreen(env)) return;
  const once = `/${randomBytes(16).toString('hex')}`;
  const server = http.createServer((request, response) => {
    if (request.url !== once) return response.writeHead(404).end();
    response.writeHead(302, { Location: url, 'Cache-Control': 'no-store' }).end();
    server.close();
  });
  server.listen(0, '127.0.0.1', () => {
    const address = `http://127.0.0.1:${server.address().port}${once}`;
    const opener = spawn(venvPython(root), ['-m', 'webbrowser', '-t', address], {
      env,
      stdio: 'ignore',
      detached: true,
    });
    opener.on('error', () => {});
    opener.unref();
  });
  server.unref();
}

module.exports = { openBrowser, hasScreen };
