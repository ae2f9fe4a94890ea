const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { buildOwnKernels, hasOwnKernels } = require('../../engine/own-kernels.js');
const { findProgram } = require('../commands.js');
const { say, toSay } = require('../say.js');
const { venvPython } = require('../venv.js');
const { findUv } = require('./find-python.js');

/** A network that is down is worth another try on the next start, but not on every start of a machine without one. */
const TRIES = 3;

/** The fastest engine that this machine can have. Without it the course runs on WASM: slower, never broken. */
module.exports = {
  name: 'engine',
  title: toSay('TensorFlow engine'),
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
    // commands are the same in all languages
    const worthATry = reason && /npm start/.test(remedy);
    return !worthATry || (tries >= TRIES && !thorough);
  },

  async work({ root, env, tell, detail }, { previous }) {
    const asked = env.CONVOLAB_ENGINE;
    if (asked && asked !== 'native') return { note: say('{engine}, as CONVOLAB_ENGINE says', { engine: asked }) };
    const done = await install({ root, python: venvPython(root), uv: findUv(env), tell: detail });
    if (done.ok) {
      const own = await buildOwnKernels({ root, tell: detail });
      if (own.ok) return { note: say('native'), native: true };
      const without = say('The engine works without them, and trains more slowly.');
      tell(`  ${[own.reason, without, own.remedy].filter(Boolean).join(' ')}`);
      return { note: say('native, without the fast kernels'), native: true, slower: true };
    }
    const { reason = say('The native engine could not be installed.'), remedy = '' } = done;
    const instead = say('The course runs on WebAssembly instead, which is slower.');
    tell(`  ${[reason, instead, remedy && withStop(remedy)].filter(Boolean).join(' ')}`);
    return { note: 'WebAssembly', reason, remedy, tries: (previous?.tries ?? 0) + 1 };
  },
};

/** Whatever goes wrong here must not keep anybody from the course. */
async function install(options) {
  try {
    return await require('../../engine/install.js').installNative(options);
  } catch (error) {
    return { ok: false, reason: say('The native engine could not be installed: {why}.', { why: error.message }) };
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
