/** The C++ compiler that builds the binding, and what to tell those who have none. */
const { accessSync, constants, readFileSync, statSync } = require('node:fs');
const { delimiter, isAbsolute, join } = require('node:path');
const { say } = require('../setup/say');

/** Looks a command up in PATH without starting anything. @returns its path or undefined */
function which(command, path = process.env.PATH ?? '') {
  const places = isAbsolute(command) ? [command] : path.split(delimiter).map((folder) => join(folder, command));
  return places.find((place) => {
    try {
      accessSync(place, constants.X_OK);
      return statSync(place).isFile();
    } catch {
      return false;
    }
  });
}

/** @returns the compiler to use: $CXX if that is set, else g++, clang++ or c++; undefined if there is none */
function findCompiler() {
  const named = process.env.CXX ? [process.env.CXX] : [];
  for (const command of [...named, 'g++', 'clang++', 'c++']) {
    const found = which(command);
    if (found) return found;
  }
  return undefined;
}

/** @returns the command that installs a compiler here, as a sentence */
function compilerRemedy(platform = process.platform) {
  if (platform === 'win32') return say('Use the course inside WSL (Ubuntu) to get the fast engine.');
  const managers = [
    ['apt-get', 'sudo apt-get install g++'],
    ['dnf', 'sudo dnf install gcc-c++'],
    ['pacman', 'sudo pacman -S gcc'],
    ['zypper', 'sudo zypper install gcc-c++'],
  ];
  const [, installed] = managers.find(([manager]) => which(manager)) ?? managers[0];
  const command = platform === 'darwin' ? 'xcode-select --install' : installed;
  return say('Install one with `{command}`, then run `npm start` again.', { command });
}

/** TensorFlow's wheels need AVX on Intel and AMD processors; without it the process would die with SIGILL. */
function lacksAvx() {
  if (process.platform !== 'linux' || process.arch !== 'x64') return false;
  try {
    const flags = /^flags\s*:(.*)$/m.exec(readFileSync('/proc/cpuinfo', 'utf8'));
    return flags !== null && !/\bavx\b/.test(flags[1]);
  } catch {
    return false;
  }
}

/** The wheels are built for glibc; Alpine and other musl systems cannot load them. */
function lacksGlibc() {
  return process.platform === 'linux' && process.report.getReport().header.glibcVersionRuntime === undefined;
}

module.exports = { which, findCompiler, compilerRemedy, lacksAvx, lacksGlibc };
