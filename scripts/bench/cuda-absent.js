const { execFile } = require('node:child_process');
const fs = require('node:fs');
const path = require('node:path');
const { promisify } = require('node:util');
const { compilerRemedy, findCompiler } = require('../engine/toolchain.js');
const { lastWords } = require('../setup/explain-failure.js');
const { SetupError } = require('../setup/setup-error.js');

const read = promisify(execFile);

/** How the functions of NVIDIA's libraries are named. */
const OF_CUDA = /^(__cuda|cu|nccl|nv)/;

/** What each of them answers: cudaErrorNoDevice. */
const NO_DEVICE = 100;

/**
 * PyTorch's wheel for Linux has processors and NVIDIA's graphics cards in one, and does not load without CUDA's libraries, 2.5
 * GB of them. A benchmark of processors gets by with stand-ins of the same names, beside PyTorch's own libraries: every
 * function says that there is no graphics card. What runs on the processor is untouched.
 * @param {object} context as the steps of the set-up get it
 * @param {string} environment folder of the Python environment that has PyTorch
 */
async function standInForCuda({ commands, again }, environment) {
  const folder = librariesOf(environment);
  if (!folder || !fs.existsSync(path.join(folder, 'libtorch_cuda.so'))) return;
  const compiler = findCompiler();
  if (!compiler) {
    const advice = compilerRemedy().replace('npm start', again);
    throw new SetupError(`PyTorch's wheel needs a C++ compiler to be put to use without a graphics card. ${advice}`);
  }
  const own = fs.readdirSync(folder).filter((name) => name.endsWith('.so') && name !== 'libcuda_absent.so');
  const files = own.map((name) => path.join(folder, name));
  try {
    await build(commands, compiler, folder, await missingFunctions(files), await missingLibraries(files, folder));
  } catch (error) {
    throw new SetupError(`PyTorch could not be put to use without a graphics card: ${lastWords(error.message)}`);
  }
}

function librariesOf(environment) {
  const lib = path.join(environment, 'lib');
  const versions = fs.existsSync(lib) ? fs.readdirSync(lib).filter((name) => name.startsWith('python')) : [];
  return versions
    .map((version) => path.join(lib, version, 'site-packages', 'torch', 'lib'))
    .find((folder) => fs.existsSync(folder));
}

/** @returns {Promise<string[]>} functions of CUDA that these libraries call and none of them has */
async function missingFunctions(files) {
  const symbols = async (which) => {
    const { stdout } = await read('nm', ['-D', '-P', which, ...files], { maxBuffer: 1 << 28 });
    return new Set(stdout.split('\n').map((line) => line.split(/[@ ]/)[0]));
  };
  const [called, present] = [await symbols('--undefined-only'), await symbols('--defined-only')];
  return [...called].filter((name) => OF_CUDA.test(name) && !present.has(name)).sort();
}

/** @returns {Promise<string[]>} file names of libraries that these need and that are not beside them */
async function missingLibraries(files, folder) {
  const { stdout } = await read('objdump', ['-p', ...files], { maxBuffer: 1 << 26 });
  const needed = new Set([...stdout.matchAll(/^\s*NEEDED\s+(\S+)$/gm)].map(([, name]) => name));
  const own = (name) => fs.existsSync(path.join(folder, name)) && !isStandIn(path.join(folder, name));
  return [...needed].filter((name) => /^lib(cu|nccl|nv)/.test(name) && !own(name)).sort();
}

/** PyTorch's libraries are never that small. */
function isStandIn(file) {
  return /\.so\.\d+$/.test(file) && fs.statSync(file).size < 100_000;
}

/** All functions stand in one library: a symbol of a certain version may not come from the very library that it names. */
async function build(commands, compiler, folder, functions, libraries) {
  const source = path.join(folder, 'cuda_absent.c');
  fs.writeFileSync(source, functions.map((name) => `long ${name}(void) { return ${NO_DEVICE}; }\n`).join(''));
  const link = async (name, inputs) => {
    const args = ['-shared', '-w', '-x', 'c', ...inputs, '-o', path.join(folder, name), `-Wl,-soname,${name}`];
    const done = await commands.run(compiler, args);
    if (!done.ok) throw new Error(done.output);
  };
  await link('libcuda_absent.so', ['-fno-builtin', source]);
  const all = ['-Wl,--no-as-needed', `-L${folder}`, '-lcuda_absent', '-Wl,-rpath,$ORIGIN'];
  for (const name of libraries) await link(name, ['/dev/null', ...all]);
}

module.exports = { standInForCuda };
