/** Fetches the one TensorFlow wheel of python/engine.lock, with pip or uv, whichever the project's Python environment has. */
const { existsSync, mkdirSync, readdirSync, statSync, rmSync } = require('node:fs');
const { join } = require('node:path');
const { say } = require('../setup/say');
const { runQuietly, lastLine } = require('./child');
const { places } = require('./stamp');

/** Bytes in a folder and below, for the progress line. Files may vanish while it counts. */
function bytesIn(folder) {
  let sum = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name);
    try {
      sum += entry.isDirectory() ? bytesIn(path) : statSync(path).size;
    } catch {
      // moved or removed meanwhile
    }
  }
  return sum;
}

/** What the output of pip or uv says about why it failed, for people. */
function explain(output, timedOut) {
  if (/do not match the hashes|hash mismatch/i.test(output)) {
    return {
      reason: say(
        'The TensorFlow that was downloaded is not the one that python/engine.lock names (its hash differs).',
      ),
      remedy: say('A proxy or mirror may have changed it. Run `npm start` again: it goes on from here.'),
    };
  }
  if (/no space left/i.test(output)) {
    return {
      reason: say('The disk is full.'),
      remedy: say('Free 2 GB. Run `npm start` again: it goes on from here.'),
    };
  }
  const network =
    /dns error|name resolution|name or service|getaddrinfo|NewConnectionError|ConnectionError|Connection (refused|reset|broken)|connection|timed out|ProxyError|certificate|Network is unreachable/i;
  if (timedOut || network.test(output)) {
    return {
      reason: say('TensorFlow could not be downloaded from the Python package index.'),
      remedy: say('Check the network (and the proxy settings of pip). Run `npm start` again: it goes on from here.'),
    };
  }
  return {
    reason: say('TensorFlow could not be downloaded: {why}', { why: lastLine(output) }),
    remedy: say('Run `npm start` again: it goes on from here.'),
  };
}

/**
 * How pip is asked: for the file alone, which is kept until the engine is built, so that an interrupted set-up need not
 * download it again (pip checks the hash of a file that is already there).
 */
function pipCommand(python, recipe, lock, downloads) {
  const wanted = ['--no-deps', '--only-binary=:all:', '--require-hashes', '-r', lock];
  const platform = ['--platform', recipe.pip, '--python-version', '3.12', '--implementation', 'cp', '--abi', 'cp312'];
  const calm = ['--progress-bar', 'off', '--disable-pip-version-check', '--no-input', '--retries', '2'];
  return [python, ['-m', 'pip', 'download', ...wanted, ...platform, ...calm, '--dest', downloads]];
}

/** uv cannot download a wheel, only install one; its cache of 1 GB is kept out of the user's own and thrown away. */
function uvCommand(uv, python, recipe, lock, target, cache) {
  const wanted = ['--no-deps', '--only-binary', ':all:', '--require-hashes', '-r', lock];
  const platform = [
    '--python-platform',
    recipe.uv,
    '--python-version',
    '3.12',
    '--python',
    python,
    '--no-python-downloads',
  ];
  return [uv, ['pip', 'install', ...wanted, ...platform, '--target', target, '--cache-dir', cache, '--no-progress']];
}

/** @returns {Promise<'pip' | 'uv' | undefined>} what can fetch the wheel */
async function fetcher(python, uv) {
  const pip = await runQuietly(python, ['-m', 'pip', '--version'], { seconds: 30 });
  if (pip.ok) return 'pip';
  return uv ? 'uv' : undefined;
}

/**
 * @param {{ root: string, python: string, uv?: string, recipe: object, tool: 'pip' | 'uv', tell: (text: string) => void }} options
 * @returns {Promise<{ source?: string, reason?: string, remedy?: string }>} source: the wheel, or the folder it was unpacked into
 */
async function fetchWheel({ root, python, uv, recipe, tool, tell }) {
  const { downloads, lock } = places(root);
  const target = join(downloads, 'unpacked');
  const scratch = join(downloads, 'scratch');
  for (const folder of [target, scratch]) rmSync(folder, { recursive: true, force: true });
  mkdirSync(scratch, { recursive: true });
  const [command, args] =
    tool === 'pip' ? pipCommand(python, recipe, lock, downloads) : uvCommand(uv, python, recipe, lock, target, scratch);
  const { tensorflow: version, megabytes: all } = recipe;
  tell(say('Downloading TensorFlow {version} ({all} MB)', { version, all }));
  let shown = 0;
  const timer = setInterval(() => {
    const megabytes = existsSync(scratch) ? Math.round(bytesIn(scratch) / 1e6) : 0;
    if (megabytes > shown && megabytes < all)
      tell(say('Downloading TensorFlow: {done} of {all} MB', { done: megabytes, all }));
    shown = megabytes;
  }, 5000);
  // pip writes to a folder of ours while it downloads: the room was checked there, and the progress is read there
  const env = {
    ...process.env,
    TMPDIR: scratch,
    TEMP: scratch,
    TMP: scratch,
    PYTHONWARNINGS: 'ignore',
    UV_HTTP_RETRIES: '2',
  };
  const { ok, output, timedOut } = await runQuietly(command, args, { cwd: root, env, seconds: 3600 });
  clearInterval(timer);
  if (!ok) return explain(output, timedOut);
  const source = tool === 'pip' ? readdirSync(downloads).find((name) => name.endsWith('.whl')) : 'unpacked';
  if (!source) {
    return { reason: say('The Python package index offers no TensorFlow for this machine.'), remedy: '' };
  }
  rmSync(scratch, { recursive: true, force: true });
  return { source: join(downloads, source) };
}

module.exports = { fetchWheel, fetcher, explain };
