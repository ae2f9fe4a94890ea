const os = require('node:os');
const path = require('node:path');
const { pythonEnv } = require('../steps/find-python.js');

/** Where JupyterLab of this course keeps what it writes. */
function stateOf(root) {
  return path.join(root, '.convolab', 'jupyter');
}

/**
 * The environment of the server. Other Jupyters of this user have their own kernels, extensions and server settings (a
 * password, another address, another folder), none of which belong here. The look of JupyterLab (dark theme, font
 * size, shortcuts) is the user's own and comes along.
 */
function serverEnv(root, env) {
  const mine = Object.fromEntries(Object.entries(pythonEnv(env)).filter(([name]) => !/^JUPYTER(LAB)?_/.test(name)));
  const state = stateOf(root);
  return {
    ...mine,
    JUPYTER_PREFER_ENV_PATH: '1',
    JUPYTER_CONFIG_DIR: path.join(state, 'config'),
    JUPYTER_DATA_DIR: path.join(state, 'data'),
    JUPYTER_RUNTIME_DIR: path.join(state, 'runtime'),
    IPYTHONDIR: path.join(state, 'ipython'),
    JUPYTERLAB_SETTINGS_DIR: userSettings(env),
    JUPYTERLAB_WORKSPACES_DIR: path.join(state, 'workspaces'),
    JUPYTER_TOKEN_FILE: path.join(state, 'token'),
  };
}

function userSettings(env) {
  if (env.JUPYTERLAB_SETTINGS_DIR) return env.JUPYTERLAB_SETTINGS_DIR;
  const home = env.HOME ?? env.USERPROFILE ?? os.homedir();
  return path.join(env.JUPYTER_CONFIG_DIR ?? path.join(home, '.jupyter'), 'lab', 'user-settings');
}

module.exports = { stateOf, serverEnv };
