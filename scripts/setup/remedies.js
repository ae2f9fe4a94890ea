// The commands that mend what is missing, one a platform. Old Nodes read this file too: nothing newer than ES2015 here.

const REMEDIES = {
  node: {
    linux: 'sudo npm install --global n && sudo n lts',
    darwin: 'brew install node',
    win32: 'winget install OpenJS.NodeJS.LTS',
  },
  npm: {
    linux: 'sudo apt-get install npm',
    darwin: 'brew install node',
    win32: 'winget install OpenJS.NodeJS.LTS',
  },
  python: {
    linux: 'sudo apt-get install python3 python3-venv',
    darwin: 'brew install python',
    win32: 'winget install Python.Python.3.13',
  },
  newerPython: {
    linux: 'sudo snap install astral-uv --classic && uv python install 3.13',
    darwin: 'brew install python',
    win32: 'winget install Python.Python.3.13',
  },
  venv: {
    linux: 'sudo apt-get install python3-venv',
    darwin: 'brew reinstall python',
    win32: 'winget install --force Python.Python.3.13',
  },
  compiler: {
    linux: 'sudo apt-get install build-essential',
    darwin: 'xcode-select --install',
    win32: 'winget install Microsoft.VisualStudio.2022.BuildTools',
  },
  space: {
    linux: 'sudo apt-get clean',
    darwin: 'brew cleanup',
    win32: 'cleanmgr',
  },
  chromium: {
    linux: 'sudo apt-get install chromium',
    darwin: 'brew install --cask chromium',
    win32: 'winget install Hibbiki.Chromium',
  },
  bubblewrap: {
    linux: 'sudo apt-get install bubblewrap',
    darwin: 'brew install --cask multipass && multipass launch', // a virtual machine: bubblewrap is for Linux alone
    win32: 'wsl --install',
  },
  redis: {
    linux: 'sudo apt-get install redis-server',
    darwin: 'brew install redis',
    win32: 'wsl --install',
  },
  postgresql: {
    linux: 'sudo apt-get install postgresql',
    darwin: 'brew install postgresql',
    win32: 'wsl --install',
  },
};

/**
 * @param {string} what a key of REMEDIES
 * @param {string} [platform] as in process.platform; what is neither macOS nor Windows gets the Debian/Ubuntu command
 * @returns {string} the command that mends it
 */
function remedy(what, platform) {
  const commands = REMEDIES[what];
  return commands[platform || process.platform] || commands.linux;
}

module.exports = { REMEDIES, remedy };
