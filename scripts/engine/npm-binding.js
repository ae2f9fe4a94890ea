/**
 * The binding as tfjs-node's own install script makes it: from a storage host that many networks do not reach, and not for
 * every platform. It is asked first, because it needs no compiler.
 */
const { existsSync, readFileSync, rmSync } = require('node:fs');
const { delimiter, join } = require('node:path');
const https = require('node:https');
const http = require('node:http');
const { say } = require('../setup/say');
const { noteFailure, recentFailure } = require('./attempts');
const { runQuietly } = require('./child');
const { buildKey, places, NAPI } = require('./stamp');

/** how long the host may take to answer, and its install script to end */
const SECONDS_TO_ANSWER = 3;
const SECONDS_TO_INSTALL = 300;

const bindingOf = (root) => join(places(root).tfjs, 'lib', `napi-v${NAPI}`, 'tfjs_binding.node');

/** Does this binding load, in a process of its own? A broken one may crash the process that tries. */
async function bindingLoads(path) {
  if (!existsSync(path)) return false;
  // not require(): while it is being made, the file does not end in .node
  const script = 'const m = { exports: {} }; process.dlopen(m, process.argv[1]); console.log(m.exports.TF_Version)';
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const { ok, output } = await runQuietly(process.execPath, ['-e', script, path], { env, seconds: 60 });
  return ok && /^\d+\.\d+/m.test(output);
}

/** Does the host have the file? No answer counts as no. */
function answers(address) {
  return new Promise((resolve) => {
    const client = address.startsWith('http:') ? http : https;
    const request = client.request(address, { method: 'HEAD', timeout: SECONDS_TO_ANSWER * 1000 }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.end();
  });
}

/** The two files that the install script downloads on this platform. */
function addresses(tfjs) {
  const host = process.env.TFJS_NODE_CDN_STORAGE ?? process.env.CDN_STORAGE ?? 'https://storage.googleapis.com/';
  const binary = JSON.parse(readFileSync(join(tfjs, 'package.json'), 'utf8'));
  const [system, ending] = { linux: ['linux', 'tar.gz'], darwin: ['darwin', 'tar.gz'], win32: ['windows', 'zip'] }[
    process.platform
  ];
  return [
    `${host}tensorflow/libtensorflow/libtensorflow-cpu-${system}-x86_64-2.9.1.${ending}`,
    `${binary.binary.host}/napi-v${NAPI}/${binary.version}/CPU-${system}-${binary.version}.${ending}`,
  ];
}

/** Runs the install script where that can work. @returns the path of a binding that loads, or undefined */
async function installNpmBinding(root, tell) {
  const { tfjs } = places(root);
  const attempt = `npm: ${buildKey(root)}`;
  if (recentFailure(root, attempt)) return undefined;
  const found = await Promise.all(addresses(tfjs).map(answers));
  if (found.every(Boolean)) {
    tell(say('Installing the native engine of TensorFlow.js'));
    const env = { ...process.env, PATH: join(root, 'node_modules', '.bin') + delimiter + process.env.PATH };
    await runQuietly(process.execPath, ['scripts/install.js'], { cwd: tfjs, env, seconds: SECONDS_TO_INSTALL });
    if (await bindingLoads(bindingOf(root))) return bindingOf(root);
    for (const folder of ['deps', 'lib', 'build']) rmSync(join(tfjs, folder), { recursive: true, force: true });
  }
  noteFailure(root, attempt, { reason: 'no answer, or no working binding' });
  return undefined;
}

module.exports = { bindingOf, bindingLoads, installNpmBinding };
