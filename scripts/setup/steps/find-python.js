const { spawnSync } = require('node:child_process');
const os = require('node:os');
const path = require('node:path');
const { findProgram } = require('../commands.js');
const { remedy } = require('../remedies.js');
const { say } = require('../say.js');
const { SetupError } = require('../setup-error.js');

const LOWEST = [3, 10];
const QUESTION =
  'import sys, json, importlib.util as u; print(json.dumps({"version": list(sys.version_info[:3]), "path": sys.executable, "venv": all(u.find_spec(m) for m in ("venv", "ensurepip"))}))';

/** Python's own variables would point it at other people's packages. */
function pythonEnv(env) {
  const { PYTHONHOME, PYTHONPATH, ...rest } = env;
  return {
    ...rest,
    PYTHONNOUSERSITE: '1',
    PYTHONUTF8: '1',
    PIP_USER: '0',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
  };
}

/** @returns {{ version: number[], path: string, venv: boolean } | undefined} what a Python says of itself */
function askPython(command, args, env) {
  const asked = spawnSync(command, [...args, '-c', QUESTION], {
    encoding: 'utf8',
    env: pythonEnv(env),
    windowsHide: true,
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  try {
    return asked.status === 0 ? JSON.parse(asked.stdout) : undefined;
  } catch {
    return undefined;
  }
}

function isNewEnough({ version }) {
  return version[0] > LOWEST[0] || (version[0] === LOWEST[0] && version[1] >= LOWEST[1]);
}

/** uv, on PATH or where its installer puts it. CONVOLAB_UV=off does without. */
function findUv(env) {
  if (env.CONVOLAB_UV === 'off') return undefined;
  const home = env.HOME ?? env.USERPROFILE ?? os.homedir();
  return findProgram('uv', env, [path.join(home, '.local', 'bin'), path.join(home, '.cargo', 'bin')]);
}

function candidates(env) {
  const names = ['python3', 'python', ...['14', '13', '12', '11', '10'].map((minor) => `python3.${minor}`)];
  const found = names.map((name) => findProgram(name, env)).filter(Boolean);
  const list = [...new Set(found)].map((file) => [file]);
  const launcher = process.platform === 'win32' ? findProgram('py', env) : undefined;
  if (launcher) list.unshift([launcher, '-3']);
  if (env.CONVOLAB_PYTHON) list.unshift([env.CONVOLAB_PYTHON]);
  return list;
}

/** The Python that uv has installed itself and that is on no PATH. */
function uvPython(uv, env) {
  const asked = spawnSync(uv, ['python', 'find', '--no-python-downloads', `>=${LOWEST.join('.')}`], {
    encoding: 'utf8',
    env,
  });
  return asked.status === 0 ? asked.stdout.trim() : undefined;
}

/**
 * A Python that can make the environment.
 * @returns {{ python: string, version: string, uv?: string }}
 * @throws {SetupError} none is there, it is too old, or it lacks the venv module
 */
function findPython(env) {
  const uv = findUv(env);
  const seen = [];
  for (const [command, ...args] of candidates(env)) {
    const answer = askPython(command, args, env);
    if (answer) seen.push(answer);
    if (answer && isNewEnough(answer) && (uv || answer.venv)) return chosen(answer, uv);
  }
  const managed = uv && uvPython(uv, env);
  const answer = managed && askPython(managed, [], env);
  if (answer && isNewEnough(answer)) return chosen(answer, uv);
  throw new SetupError(complaint(seen));
}

function chosen({ path: python, version }, uv) {
  return { python, version: version.join('.'), uv };
}

function complaint(seen, platform = process.platform) {
  const wanted = LOWEST.join('.');
  const withoutVenv = seen.find(isNewEnough);
  if (withoutVenv) {
    return say('Python {version} lacks its venv module. Install it with: {command}, then run npm start again.', {
      version: withoutVenv.version.join('.'),
      command: remedy('venv', platform),
    });
  }
  if (seen.length > 0) {
    return say(
      'Python {wanted} or newer is needed, and this is Python {version}. Install one with: {command}, then run npm start again.',
      { wanted, version: seen[0].version.join('.'), command: remedy('newerPython', platform) },
    );
  }
  return say(
    'Python {wanted} or newer is needed, and there is none. Install it with: {command}, then run npm start again.',
    { wanted, command: remedy('python', platform) },
  );
}

module.exports = { findPython, findUv, askPython, isNewEnough, pythonEnv, complaint };
