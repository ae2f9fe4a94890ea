const fs = require('node:fs');
const path = require('node:path');
const { findProgram } = require('../setup/commands.js');

const NAMES = [
  'chromium',
  'chromium-browser',
  'google-chrome-stable',
  'google-chrome',
  'chrome',
  'microsoft-edge',
  'msedge',
];
const MAC = [
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];
const WINDOWS = [
  'Chromium\\Application\\chrome.exe',
  'Google\\Chrome\\Application\\chrome.exe',
  'Microsoft\\Edge\\Application\\msedge.exe',
];

/**
 * A Chromium, or a browser that is built on it. CONVOLAB_CHROMIUM names one.
 * @param {NodeJS.ProcessEnv} env
 * @returns {string | undefined} its whole path
 */
function findChromium(env) {
  if (env.CONVOLAB_CHROMIUM) return env.CONVOLAB_CHROMIUM;
  const programs = [env.LOCALAPPDATA, env.PROGRAMFILES, env['PROGRAMFILES(X86)']].filter(Boolean);
  const places =
    process.platform === 'win32' ? programs.flatMap((folder) => WINDOWS.map((file) => path.join(folder, file))) : MAC;
  return NAMES.map((name) => findProgram(name, env)).find(Boolean) ?? places.find((file) => fs.existsSync(file));
}

module.exports = { findChromium };
