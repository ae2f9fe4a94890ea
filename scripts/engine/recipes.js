/**
 * How the native engine is made, by platform: a table, one row a platform. Only linux-x64 is tested; the other rows come
 * from looking into the wheels and are marked so. No row means: the course runs on WebAssembly there.
 */
const linuxLibraries = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];
const macLibraries = ['libtensorflow_cc.2.dylib', 'libtensorflow_framework.2.dylib'];
const linuxFlags = ['-fPIC', '-shared', '-Wl,-rpath,$ORIGIN'];
const macFlags = ['-bundle', '-undefined', 'dynamic_lookup', '-Wl,-rpath,@loader_path'];

/**
 * `tensorflow`: version in python/engine.lock; `megabytes`: the wheel; `room`: megabytes needed while it is being built
 * (wheel, libraries; with uv the whole unpacked wheel); `pip` and `uv`: their names of the platform;
 * `npmBinary`: does tfjs-node offer a ready binding for this platform?
 */
const recipes = {
  'linux-x64': {
    tested: true,
    tensorflow: '2.20.0',
    megabytes: 259,
    room: { pip: 1300, uv: 1800 },
    pip: 'manylinux_2_17_x86_64',
    uv: 'x86_64-manylinux_2_17',
    libraries: linuxLibraries,
    flags: linuxFlags,
    npmBinary: true,
  },
  'linux-arm64': {
    tested: false,
    tensorflow: '2.20.0',
    megabytes: 260,
    room: { pip: 1500, uv: 2000 },
    pip: 'manylinux_2_17_aarch64',
    uv: 'aarch64-manylinux_2_17',
    libraries: linuxLibraries,
    flags: linuxFlags,
    npmBinary: false,
  },
  'darwin-arm64': {
    tested: false,
    tensorflow: '2.20.0',
    megabytes: 201,
    room: { pip: 1200, uv: 1700 },
    pip: 'macosx_12_0_arm64',
    uv: 'aarch64-apple-darwin',
    libraries: macLibraries,
    flags: macFlags,
    npmBinary: false,
  },
  'darwin-x64': {
    tested: false,
    tensorflow: '2.16.2',
    megabytes: 260,
    room: { pip: 1300, uv: 1800 },
    pip: 'macosx_10_15_x86_64',
    uv: 'x86_64-apple-darwin',
    libraries: macLibraries,
    flags: macFlags,
    npmBinary: true,
  },
  // no wheel of TensorFlow for Windows holds a library that a binding can be linked to; npm's own install may work
  'win32-x64': { tested: false, libraries: null, npmBinary: true },
};

/** @returns the row of this machine, or undefined */
function recipeFor(platform = process.platform, arch = process.arch) {
  return recipes[`${platform}-${arch}`];
}

module.exports = { recipes, recipeFor };
