/**
 * Makes the native engine: the binding between Node and TensorFlow's C library, which trains several times faster than
 * WebAssembly. First as tfjs-node installs itself; where that is out of reach, built against the library inside the
 * TensorFlow wheel of the Python package index. Needs no npm package: `npm start` calls it before anything is sure to work.
 *
 * Everything that is made lies in `.convolab/engine/`, so that `npm ci` does not wipe it and nothing else is touched.
 */
const { mkdirSync, readdirSync, renameSync, rmSync, existsSync, readFileSync, statSync } = require('node:fs');
const promises = require('node:fs/promises');
const { basename, join } = require('node:path');
const { figures, say, toSay } = require('../setup/say');
const { noteFailure, recentFailure } = require('./attempts');
const { errorLine, lastLine, runQuietly } = require('./child');
const { withLock } = require('./lock');
const { bindingLoads, bindingOf, installNpmBinding } = require('./npm-binding');
const { recipeFor } = require('./recipes');
const { buildKey, NAPI, places, readStamp, writeStamp } = require('./stamp');
const { compilerRemedy, findCompiler, lacksAvx, lacksGlibc } = require('./toolchain');
const { fetchWheel, fetcher } = require('./wheel');
const { removeLeftovers, workFolder } = require('./work-folder');

const BINDING = 'tfjs_binding.node';

/**
 * @param {{ root: string, python: string, uv?: string, tell?: (text: string) => void }} options
 *   root: the course's folder; python: of its virtual environment; uv: where it is present; tell: hears of the progress
 * @returns {Promise<{ ok: boolean, reason?: string, remedy?: string }>} not ok: why, in one sentence, and what would help;
 *   the course then runs on WebAssembly. A second call finds the work done and returns at once.
 */
async function installNative({ root, python, uv, tell = () => {} }) {
  if (readStamp(root)) return { ok: true };
  const waiting = () => tell(say('Waiting for another start, which is making the native engine'));
  try {
    return await withLock(join(places(root).state, 'engine.lock'), waiting, async () =>
      readStamp(root) ? { ok: true } : makeBinding({ root, python, uv, tell }),
    );
  } catch (error) {
    if (error.code === 'ENOSPC') return { ok: false, ...noRoom(root, 2) };
    return {
      ok: false,
      reason: say('The native engine could not be made: {why}', { why: error.message }),
      remedy: say('Run `npm start` again.'),
    };
  }
}

async function makeBinding({ root, python, uv, tell }) {
  rmSync(places(root).stamp, { force: true });
  removeLeftovers(root);
  const recipe = recipeFor();
  if (!recipe) {
    const { platform, arch } = process;
    const reason = say('TensorFlow offers no native engine for {platform} on {arch}.', { platform, arch });
    return { ok: false, reason, remedy: '' };
  }
  if (lacksAvx()) {
    const reason = say("TensorFlow needs a processor with AVX, which this machine's lacks.");
    return { ok: false, reason, remedy: '' };
  }

  if (await bindingLoads(bindingOf(root))) return done(root, 'npm', [bindingOf(root)]);
  if (recipe.npmBinary && !lacksGlibc() && (await installNpmBinding(root, tell)))
    return done(root, 'npm', [bindingOf(root)]);

  if (!recipe.libraries) {
    const reason = say(
      "TensorFlow.js's own installation of the native engine did not work, and none can be built on Windows.",
    );
    return { ok: false, reason, remedy: compilerRemedy('win32') };
  }
  return buildBinding({ root, python, uv, tell, recipe });
}

async function buildBinding({ root, python, uv, tell, recipe }) {
  const { engine, downloads, state } = places(root);
  const compiler = findCompiler();
  if (!compiler) {
    const reason = say('There is no C++ compiler (g++ or clang++) to build the native engine with.');
    return { ok: false, reason, remedy: compilerRemedy() };
  }
  if (lacksGlibc())
    return { ok: false, reason: say("TensorFlow's library needs glibc, which this system lacks."), remedy: '' };
  const libraries = recipe.libraries.map((name) => join(engine, name));
  if (!readStamp(root, places(root).libraries)) {
    const tool = await fetcher(python, uv);
    if (!tool) {
      const reason = say('Neither pip nor uv is there to download TensorFlow with.');
      return { ok: false, reason, remedy: say('Remove the folder .venv and run `npm start` again.') };
    }
    mkdirSync(state, { recursive: true });
    const { bavail, bsize } = await promises.statfs(state);
    if (bavail * bsize < recipe.room[tool] * 1e6) return { ok: false, ...noRoom(root, recipe.room[tool] / 1000) };

    const wheel = await fetchWheel({ root, python, uv, recipe, tool, tell });
    if (!wheel.source) return { ok: false, reason: wheel.reason, remedy: wheel.remedy };
    tell(say('Unpacking TensorFlow'));
    const part = workFolder(engine);
    const script = join(__dirname, 'unpack_wheel.py');
    const wanted = [...recipe.libraries, '--', ...tensorflowHeaders(root)];
    const unpacked = await runQuietly(python, [script, wheel.source, '.', ...wanted], { cwd: part, seconds: 600 });
    if (!unpacked.ok) {
      rmSync(downloads, { recursive: true, force: true }); // whatever it holds is no good
      const reason = say('The TensorFlow wheel could not be unpacked: {why}', { why: lastLine(unpacked.output) });
      return { ok: false, reason, remedy: say('Run `npm start` again.') };
    }
    replaceFolder(part, engine);
    writeStamp(root, { source: 'wheel', files: libraries }, places(root).libraries);
    rmSync(downloads, { recursive: true, force: true });
  }
  const binding = join(engine, BINDING);
  if (!(await bindingLoads(binding))) {
    const attempt = `compile: ${buildKey(root)}, ${compiler} ${statSync(compiler).mtimeMs}`;
    const known = recentFailure(root, attempt);
    if (known) return said(known);
    const failure = await compile(root, compiler, recipe, tell);
    if (failure) {
      noteFailure(root, attempt, failure);
      return said(failure);
    }
  }
  return done(root, 'built', [binding, ...libraries]);
}

/** The headers of TensorFlow that the binding's and the course's own source files include. */
function tensorflowHeaders(root) {
  const folders = [join(places(root).tfjs, 'binding'), join(root, 'lib', 'native')].filter(existsSync);
  const text = folders
    .flatMap((folder) => readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8')))
    .join('\n');
  return [...new Set([...text.matchAll(/#include "(tensorflow\/[^"]+)"/g)].map(([, header]) => header))];
}

/**
 * Compiles tfjs-node's two unchanged source files. The headers of Node-API come from npm, so none of Node's are needed.
 * @returns {Promise<{ text: string, values?: object, mends?: 'compiler' } | undefined>} nothing if the binding is there and loads, else
 *   why not, to be said, and whether another compiler may mend it
 */
async function compile(root, compiler, recipe, tell) {
  tell(say('Compiling the binding with {compiler}', { compiler: basename(compiler) }));
  const { engine, headers, tfjs } = places(root);
  const work = workFolder(engine);
  const part = join(engine, `${BINDING}.${process.pid}.part`); // beside the libraries, where it finds them
  const sources = ['tfjs_backend.cc', 'tfjs_binding.cc'].map((name) => join(tfjs, 'binding', name));
  const defines = [`-DNAPI_VERSION=${NAPI}`, '-DNODE_GYP_MODULE_NAME=tfjs_binding', '-DBUILDING_NODE_EXTENSION'];
  const libraries = recipe.libraries.map((name) => join(engine, name));
  const args = [
    '-O2',
    '-std=c++17',
    ...defines,
    `-I${headers}`,
    `-I${join(engine, 'include')}`,
    ...sources,
    '-o',
    BINDING,
    ...libraries,
  ];
  const { ok, output } = await runQuietly(compiler, [...args, ...recipe.flags], { cwd: work, seconds: 600 });
  if (ok) renameSync(join(work, BINDING), part);
  rmSync(work, { recursive: true, force: true });
  if (!ok) {
    const text = toSay('The native engine did not compile: {why}');
    return { text, values: { why: errorLine(output) }, mends: 'compiler' };
  }
  if (!(await bindingLoads(part))) {
    rmSync(part, { force: true });
    return { text: toSay('The native engine was compiled, but does not load on this machine.') };
  }
  renameSync(part, join(engine, BINDING));
  return undefined;
}

function said({ text, values, mends }) {
  return { ok: false, reason: say(text, values), remedy: mends === 'compiler' ? compilerRemedy() : '' };
}

function done(root, source, files) {
  writeStamp(root, { source, files });
  removeLeftovers(root); // what was killed may have ended only now
  return { ok: true };
}

function noRoom(root, gigabytes) {
  const size = figures(gigabytes, 1);
  return {
    reason: say('The native engine needs {size} GB of free disk space, more than there is.', { size }),
    remedy: say('Free {size} GB on the disk of {folder}, then run `npm start` again.', { size, folder: root }),
  };
}

/** Puts `part` where `target` is. A kernel that still uses the old files keeps them until it ends. */
function replaceFolder(part, target) {
  const old = `${target}.${process.pid}.old`;
  if (existsSync(target)) renameSync(target, old);
  renameSync(part, target);
  rmSync(old, { recursive: true, force: true });
}

module.exports = { installNative };
