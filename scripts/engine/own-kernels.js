/**
 * Builds the course's own operations for TensorFlow (`lib/native`) beside the binding. They make training faster; where they
 * cannot be built, TensorFlow's own operations do the same work.
 */
const { createHash } = require('node:crypto');
const { existsSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } = require('node:fs');
const { dirname, join } = require('node:path');
const { say, toSay } = require('../setup/say');
const { noteFailure, recentFailure } = require('./attempts');
const { errorLine, runQuietly } = require('./child');
const { recipeFor } = require('./recipes');
const { buildKey, NAPI, places, readStamp } = require('./stamp');
const { compilerRemedy, findCompiler } = require('./toolchain');
const { removeLeftovers, workFolder } = require('./work-folder');

const FILE = 'convolab_kernels.node';
/** no loop is slowed down by errors that nobody asks about */
const FAST = ['-O3', '-fno-math-errno', '-fno-trapping-math'];

const sourcesOf = (root) => join(root, 'lib', 'native');

/** Where the binding's libraries and headers are; both ways of installing it have them in places of their own. */
function surroundings(root) {
  const stamp = readStamp(root);
  if (!stamp) return undefined;
  const folder = dirname(join(root, stamp.binding));
  const { engine, tfjs } = places(root);
  if (stamp.source === 'built') return { folder, include: join(engine, 'include'), libraries: engine };
  return { folder, include: join(tfjs, 'deps', 'include'), libraries: join(tfjs, 'deps', 'lib') };
}

/** Everything that makes an older build unusable when it changes. */
function key(root) {
  const hash = createHash('sha256')
    .update(buildKey(root))
    .update(readStamp(root)?.binding ?? '');
  for (const name of readdirSync(sourcesOf(root)).sort())
    hash.update(`${name}\n`).update(readFileSync(join(sourcesOf(root), name)));
  return hash.digest('hex');
}

/** Are they built, from the sources as they are now? */
function hasOwnKernels(root) {
  try {
    const { folder } = surroundings(root);
    return existsSync(join(folder, FILE)) && readFileSync(join(folder, `${FILE}.key`), 'utf8') === key(root);
  } catch {
    return false; // no binding, or no key
  }
}

/**
 * @param {{ root: string, tell?: (text: string) => void }} options
 * @returns {Promise<{ ok: boolean, reason?: string, remedy?: string }>} as `installNative`, after which it is to be called
 */
async function buildOwnKernels({ root, tell = () => {} }) {
  if (!existsSync(sourcesOf(root)) || hasOwnKernels(root)) return { ok: true };
  const compiler = findCompiler();
  if (!compiler)
    return { ok: false, reason: say('There is no C++ compiler for the fast kernels.'), remedy: compilerRemedy() };
  const attempt = `kernels: ${key(root)}, ${compiler}`;
  const known = recentFailure(root, attempt);
  if (known) return said(known);
  tell(say('Compiling the fast kernels'));
  const failure = await compile(root, compiler);
  if (!failure) return { ok: true };
  noteFailure(root, attempt, failure);
  return said(failure);
}

const said = ({ text, values }) => ({ ok: false, reason: say(text, values), remedy: '' });

/** @returns {Promise<{ text: string, values?: object } | undefined>} nothing if they are there and load, else why not, to be said */
async function compile(root, compiler) {
  const { folder, include, libraries } = surroundings(root);
  const recipe = recipeFor();
  removeLeftovers(root);
  const work = workFolder(places(root).engine);
  const framework = readdirSync(libraries).find((name) => /^libtensorflow_framework\.(so\.\d+|\d+\.dylib)$/.test(name));
  const sources = readdirSync(sourcesOf(root)).filter((name) => name.endsWith('.cc'));
  const args = [
    ...FAST,
    '-std=c++17',
    `-DNAPI_VERSION=${NAPI}`,
    `-I${places(root).headers}`,
    `-I${include}`,
    ...sources.map((name) => join(sourcesOf(root), name)),
    '-o',
    FILE,
    join(libraries, framework ?? ''),
    '-pthread',
    ...recipe.flags,
    `-Wl,-rpath,${libraries}`,
  ];
  try {
    const built = await runQuietly(compiler, args, { cwd: work, seconds: 600 });
    if (!built.ok)
      return { text: toSay('The fast kernels did not compile: {why}'), values: { why: errorLine(built.output) } };
    if (!(await loads(root, join(work, FILE))))
      return { text: toSay('The fast kernels were compiled, but do not load on this machine.') };
    rmSync(join(folder, `${FILE}.key`), { force: true });
    renameSync(join(work, FILE), join(folder, FILE));
    writeFileSync(join(work, 'key'), key(root));
    renameSync(join(work, 'key'), join(folder, `${FILE}.key`));
    return undefined;
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/** Do they load after the binding, in a process of its own, without a complaint of TensorFlow's about any of them? */
async function loads(root, file) {
  const script =
    'for (const path of process.argv.slice(1)) process.dlopen({ exports: {} }, path); console.log("loaded")';
  const env = { ...process.env, TF_CPP_MIN_LOG_LEVEL: '3' };
  const binding = join(root, readStamp(root).binding);
  const { ok, output } = await runQuietly(process.execPath, ['-e', script, binding, file], { env, seconds: 60 });
  return ok && output.trim() === 'loaded';
}

module.exports = { buildOwnKernels, hasOwnKernels };
