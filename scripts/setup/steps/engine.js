const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { buildOwnKernels, hasOwnKernels } = require('../../engine/own-kernels.js');
const { findProgram } = require('../commands.js');
const { venvPython } = require('../venv.js');
const { findUv } = require('./find-python.js');

/** A network that is down is worth another try on the next start, but not on every start of a machine without one. */
const TRIES = 3;

/** The fastest engine that this machine can have. Without it the course runs on WASM: slower, never broken. */
module.exports = {
  name: 'engine',
  title: 'TensorFlow engine',
  gigabytes: 0,

  inputs({ root, env }) {
    return {
      root,
      machine: `${process.platform} ${process.arch}`,
      recipe: recipeOf(root),
      // Whoever installs a compiler gets the faster engine on the next start.
      compiler: ['c++', 'g++', 'clang++'].some((name) => findProgram(name, env)),
      asked: env.CONVOLAB_ENGINE ?? '',
    };
  },

  isThere({ root, thorough }, { native, slower, reason, remedy, tries }) {
    // An assignment for students comes without the sources of the course's own kernels.
    const noneToBuild = !fs.existsSync(path.join(root, 'lib', 'native'));
    if (native)
      return (
        Boolean(require('../../engine/stamp.js').readStamp(root)) && (slower || noneToBuild || hasOwnKernels(root))
      );
    const worthATry = reason && /npm start/.test(remedy);
    return !worthATry || (tries >= TRIES && !thorough);
  },

  async work({ root, env, say, detail }, { previous }) {
    const asked = env.CONVOLAB_ENGINE;
    if (asked && asked !== 'native') return { note: `${asked}, as CONVOLAB_ENGINE says` };
    const done = await install({ root, python: venvPython(root), uv: findUv(env), say: detail });
    if (done.ok) {
      const own = await buildOwnKernels({ root, say: detail });
      if (own.ok) return { note: 'native', native: true };
      say(`  ${own.reason} The engine works without them, and trains more slowly.${own.remedy && ` ${own.remedy}`}`);
      return { note: 'native, without the fast kernels', native: true, slower: true };
    }
    const { reason = 'The native engine could not be installed.', remedy = '' } = done;
    say(`  ${reason} The course runs on WebAssembly instead, which is slower.${remedy && ` ${withStop(remedy)}`}`);
    return { note: 'WebAssembly', reason, remedy, tries: (previous?.tries ?? 0) + 1 };
  },
};

/** Whatever goes wrong here must not keep anybody from the course. */
async function install(options) {
  try {
    return await require('../../engine/install.js').installNative(options);
  } catch (error) {
    return { ok: false, reason: `The native engine could not be installed: ${error.message}.` };
  }
}

function withStop(text) {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The scripts that build it, the course's own kernels, and the lock that they build from. */
function recipeOf(root) {
  const hash = createHash('sha256');
  for (const folder of [path.join(root, 'scripts', 'engine'), path.join(root, 'lib', 'native')].filter(fs.existsSync))
    for (const file of fs.readdirSync(folder).sort())
      hash.update(`${file}\n`).update(fs.readFileSync(path.join(folder, file)));
  const lock = path.join(root, 'python', 'engine.lock');
  if (fs.existsSync(lock)) hash.update(fs.readFileSync(lock));
  return hash.digest('hex');
}
