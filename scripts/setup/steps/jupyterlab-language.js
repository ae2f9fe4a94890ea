const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { addPackages } = require('../environment.js');
const { stateOf } = require('../jupyterlab/environment.js');
const { say } = require('../say.js');
const { readJson, writeWhole } = require('../write-whole.js');
const { OVERRIDES, PAGE } = require('./jupyterlab-settings.js');

/**
 * The step for `npm start -- --lang CODE`: JupyterLab's own texts in that language, from the lock beside its translation. The settings stand
 * in a folder of their own, so that a start without `--lang` is what it was.
 * @param {{ code: string, name: string, locale: string, lock: string }} language
 */
function jupyterlabLanguage({ code, name, locale, lock }) {
  return {
    name: `jupyterlab-${code}`,
    title: say('JupyterLab in {language}', { language: name }),
    gigabytes: 0,

    inputs: ({ root }) => ({
      root,
      settings: settings(locale),
      lock: createHash('sha256').update(fs.readFileSync(lock)).digest('hex'),
    }),

    isThere({ root }) {
      const written = Object.entries(settings(locale)).every(
        ([file, content]) =>
          JSON.stringify(readJson(path.join(settingsFolder(root, code), file))) === JSON.stringify(content),
      );
      return written && hasPack(root, locale);
    },

    async work(context) {
      await addPackages(context, { folder: path.join(context.root, '.venv'), lock });
      for (const [file, content] of Object.entries(settings(locale))) {
        writeWhole(path.join(settingsFolder(context.root, code), file), `${JSON.stringify(content, null, 2)}\n`);
      }
      return {};
    },
  };
}

/** What JupyterLab is told to read in place of the settings of the environment. */
function settingsFolder(root, code) {
  return path.join(stateOf(root), `lab-${code}`, 'settings');
}

function settings(locale) {
  return {
    'overrides.json': { ...OVERRIDES, '@jupyterlab/translation-extension:plugin': { locale } },
    'page_config.json': PAGE,
  };
}

/** The environment may have been made anew since. */
function hasPack(root, locale) {
  const library = path.join(root, '.venv', process.platform === 'win32' ? 'Lib' : 'lib');
  const folders = fs.existsSync(library) ? ['.', ...fs.readdirSync(library)] : [];
  return folders.some((folder) =>
    fs.existsSync(path.join(library, folder, 'site-packages', `jupyterlab_language_pack_${locale}`)),
  );
}

module.exports = { jupyterlabLanguage, settingsFolder };
