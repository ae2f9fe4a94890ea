const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { findProgram } = require('../commands.js');
const { explainFailure } = require('../explain-failure.js');
const { remedy } = require('../remedies.js');
const { say, toSay } = require('../say.js');
const { SetupError } = require('../setup-error.js');
const { readJson } = require('../write-whole.js');

/** Everything from package-lock.json, exactly, without install scripts (.npmrc says ignore-scripts). */
module.exports = {
  name: 'npm',
  title: toSay('npm packages'),
  gigabytes: 1.0,

  inputs({ root }) {
    return {
      root,
      lock: createHash('sha256')
        .update(fs.readFileSync(path.join(root, 'package-lock.json')))
        .digest('hex'),
      node: process.versions.node.split('.')[0],
      machine: `${process.platform} ${process.arch}`,
    };
  },

  isThere: ({ root }) => fs.existsSync(hiddenLock(root)),

  async work({ root, env, commands, detail, again }, { interrupted, previous }) {
    // Somebody has run `npm ci` here before.
    if (!interrupted && !previous && !missingPackage(root)) return { note: say('were there') };
    const [command, ...first] = findNpm(env);
    const options = ['--no-progress', '--loglevel=error', '--prefer-offline', '--include=dev', '--include=optional'];
    const patience = ['--fetch-retries=2', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=10000'];
    const done = await commands.run(command, [...first, 'ci', ...options, ...patience], {
      cwd: root,
      env,
      onLine: detail,
    });
    if (!done.ok) throw new SetupError(explainFailure({ tool: 'npm', again, ...done }));
    // npm keeps silent about a package for this machine that it could not fetch, for such packages are optional.
    const missing = missingPackage(root);
    if (missing) {
      throw new SetupError(
        say('npm left out {missing}, which the course needs: run {again} again.', { missing, again }),
      );
    }
    return {};
  },

  findNpm,
};

/** npm writes this file last, when everything is in its place. */
function hiddenLock(root) {
  return path.join(root, 'node_modules', '.package-lock.json');
}

/** @returns {string | undefined} a package of the lock that should be in node_modules on this machine and is not */
function missingPackage(root) {
  const wanted = readJson(path.join(root, 'package-lock.json'))?.packages;
  const present = readJson(hiddenLock(root))?.packages;
  if (!wanted || !present) return say('everything');
  const isMissing = ([folder, entry]) => {
    if (folder === '' || !isForThisMachine(entry)) return false;
    if (!fs.existsSync(path.join(root, folder, 'package.json'))) return true;
    return folder.startsWith('node_modules/') && !entry.link && present[folder]?.version !== entry.version;
  };
  return Object.entries(wanted).find(isMissing)?.[0].replace('node_modules/', '');
}

function isForThisMachine({ os, cpu, libc }) {
  const fits = (list, mine) =>
    !list || list.includes(mine) || list.every((one) => one[0] === '!' && one !== `!${mine}`);
  return fits(os, process.platform) && fits(cpu, process.arch) && (!libc || fits(libc, libcOfThisMachine()));
}

function libcOfThisMachine() {
  return process.report.getReport().header.glibcVersionRuntime ? 'glibc' : 'musl';
}

/**
 * npm as a command: the very npm that runs this script, else the one beside this Node, else the one on PATH.
 * @returns {string[]}
 */
function findNpm(env) {
  const beside = path.dirname(process.execPath);
  const scripts = [
    env.npm_execpath,
    path.join(beside, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(beside, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ];
  for (const script of scripts) {
    if (script && path.basename(script) === 'npm-cli.js' && fs.existsSync(script)) {
      return [process.execPath, '--require', path.join(__dirname, 'npm-libc.js'), script];
    }
  }
  const npm = findProgram('npm', env);
  if (!npm) throw new SetupError(say('npm is missing. Install it with: {command}', { command: remedy('npm') }));
  return [npm];
}
