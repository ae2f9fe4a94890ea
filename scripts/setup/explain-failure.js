const { remedy } = require('./remedies.js');
const { say } = require('./say.js');

const NO_SPACE = /ENOSPC|No space left on device|not enough space on the disk|Errno 28/i;
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|FETCH_ERROR|ENOTCACHED|Temporary failure in name resolution|Failed to establish a new connection|NewConnectionError|ConnectTimeoutError|ReadTimeoutError|Connection refused|Connection reset|Network is unreachable|dns error|error sending request|Could not connect|client error \(Connect\)/i;
const BAD_CERTIFICATE =
  /SELF_SIGNED_CERT|UNABLE_TO_(GET_ISSUER|VERIFY)|CERT_HAS_EXPIRED|CERTIFICATE_VERIFY_FAILED|invalid peer certificate/i;
const REFUSED = /\bE40[13]\b|\b40[137] (Client Error|Unauthorized|Forbidden)|status code 40[137]/i;
const NO_PERMISSION = /\bEACCES\b|\bEPERM\b|Permission denied|Access is denied/i;
const WRONG_HASH = /EINTEGRITY|HASHES ARE REQUIRED|DO NOT MATCH THE HASHES|Hash mismatch/i;
const OUT_OF_STEP = /\bEUSAGE\b|in sync/i;

/**
 * One clear sentence for a command that failed.
 * @param {{ tool: string, output: string, code: number | null, again?: string, platform?: string }} failure
 *   `tool`: 'npm', 'pip' or 'uv'; `again`: the command that the reader types again
 * @returns {string}
 */
function explainFailure({ tool, output, code, again = 'npm start', platform = process.platform }) {
  if (NO_SPACE.test(output)) {
    return say(
      'The disk is full: {tool} could not go on. Make room (for example: {command}) and run {again} again; what is done is kept.',
      { tool, command: remedy('space', platform), again },
    );
  }
  if (WRONG_HASH.test(output)) {
    return say(
      'A package that {tool} fetched is not the one that this course was tested with (its checksum differs), so it was not installed: run {command} and run {again} again.',
      { tool, command: cleanCache(tool), again },
    );
  }
  if (BAD_CERTIFICATE.test(output)) {
    const variable = tool === 'npm' ? 'NODE_EXTRA_CA_CERTS' : 'SSL_CERT_FILE';
    return say(
      "{tool} does not trust the certificate that its registry shows, as happens behind a company proxy: set {variable} to the file of your proxy's certificate and run {again} again.",
      { tool, variable, again },
    );
  }
  if (NO_NETWORK.test(output)) {
    return say(
      "{tool} can't reach its registry: connect to the network (behind a proxy, set HTTPS_PROXY) and run {again} again; what is done is kept.",
      { tool, again },
    );
  }
  if (REFUSED.test(output)) {
    return say(
      "{tool}'s registry refused the request: check the registry and the login in {tool}'s own settings, and run {again} again.",
      { tool, again },
    );
  }
  if (NO_PERMISSION.test(output)) {
    return say(
      "{tool} may not write where it has to: make this folder and {tool}'s cache your own (not root's) and run {again} again.",
      { tool, again },
    );
  }
  if (tool === 'npm' && OUT_OF_STEP.test(output)) {
    return say(
      'package.json and package-lock.json do not belong together: restore both (git checkout package.json package-lock.json) and run {again} again.',
      { again },
    );
  }
  return say('{tool} failed (exit status {code}). Its last words: {words}', {
    tool,
    code: String(code),
    words: lastWords(output),
  });
}

/** The command that empties the cache of a tool. */
function cleanCache(tool) {
  if (tool === 'uv') return 'uv cache clean';
  return tool === 'npm' ? 'npm cache clean --force' : 'python3 -m pip cache purge';
}

/** The end of what a command said, on one line. */
function lastWords(output) {
  const lines = output
    .split(/\r?\n/)
    .map((line) => line.replace(/^npm (ERR!|error)\s*/, '').trim())
    .filter((line) => line && !/complete log of this run|_logs[\\/]/.test(line));
  return lines.slice(-3).join(' / ').slice(-400) || say('none.');
}

module.exports = { explainFailure, lastWords };
