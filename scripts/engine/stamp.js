/**
 * What was built, from what, and is it still whole? The answer is `.convolab/native.json`, written after everything else,
 * so that an installation that was cut short counts as none.
 */
const { createHash } = require('node:crypto');
const { readFileSync, renameSync, statSync, writeFileSync, mkdirSync } = require('node:fs');
const { dirname, join, relative } = require('node:path');

/** raised when the way of building changes, so that older builds are made anew */
const RECIPE = 2;
/** the Node-API that the binding is compiled for: of Node 12.22 and every later one, so Node may change under it */
const NAPI = 8;

const places = (root) => ({
  state: join(root, '.convolab'),
  engine: join(root, '.convolab', 'engine'),
  downloads: join(root, '.convolab', 'engine-download'),
  stamp: join(root, '.convolab', 'native.json'),
  libraries: join(root, '.convolab', 'engine', 'libraries.json'),
  lock: join(root, 'python', 'engine.lock'),
  tfjs: join(root, 'node_modules', 'tfjs-native'),
  headers: join(root, 'node_modules', 'node-api-headers', 'include'),
});

/** Everything that makes an older build unusable when it changes. */
function buildKey(root) {
  const { lock, tfjs } = places(root);
  const version = JSON.parse(readFileSync(join(tfjs, 'package.json'), 'utf8')).version;
  const digest = createHash('sha256').update(readFileSync(lock)).digest('hex').slice(0, 16);
  return `recipe ${RECIPE}, ${process.platform}-${process.arch}, napi ${NAPI}, tfjs-node ${version}, lock ${digest}`;
}

/**
 * @param {string} [path] of the stamp; there is a second one for the libraries alone, so that a binding can be built anew
 *   without downloading them again
 * @returns the stamp if what it describes is there, whole and made for this Node, else undefined
 */
function readStamp(root, path = places(root).stamp) {
  try {
    const stamp = JSON.parse(readFileSync(path, 'utf8'));
    if (stamp.key !== buildKey(root)) return undefined;
    const whole = Object.entries(stamp.files).every(([file, size]) => statSync(join(root, file)).size === size);
    return whole ? stamp : undefined;
  } catch {
    return undefined; // no stamp, or a file of it is gone
  }
}

/** @param {{ source: string, files: string[] }} made source: 'npm', 'built' or 'wheel'; files: whole paths, the binding first */
function writeStamp(root, { source, files }, path = places(root).stamp) {
  const sizes = Object.fromEntries(files.map((file) => [relative(root, file), statSync(file).size]));
  const content = { key: buildKey(root), source, binding: relative(root, files[0]), files: sizes };
  mkdirSync(dirname(path), { recursive: true });
  const temporary = `${path}.${process.pid}.part`;
  writeFileSync(temporary, `${JSON.stringify(content, null, 2)}\n`);
  renameSync(temporary, path);
}

module.exports = { places, buildKey, readStamp, writeStamp, NAPI };
