const path = require('node:path');
const { toSay } = require('../say.js');
const { venvShare } = require('../venv.js');
const { readJson, writeWhole } = require('../write-whole.js');

/** What JupyterLab does unless the reader's own settings say otherwise. */
const OVERRIDES = {
  '@jupyterlab/apputils-extension:notification': { fetchNews: 'false', checkForUpdates: false },
  '@jupyterlab/docmanager-extension:plugin': { defaultViewers: { markdown: 'Markdown Preview' } },
  // Beside the list of files, a laptop shows about 95 letters of a line of code.
  '@jupyterlab/notebook-extension:tracker': { codeCellConfig: { lineNumbers: false, lineWrap: true } },
};

/** The question about news on the first start. */
const PAGE = { disabledExtensions: { '@jupyterlab/apputils-extension:announcements': true } };

module.exports = {
  OVERRIDES,
  PAGE,

  name: 'jupyterlab',
  title: toSay('JupyterLab settings'),
  gigabytes: 0,

  inputs: () => ({ OVERRIDES, PAGE }),

  isThere({ root }) {
    return files(root).every(([file, content]) => JSON.stringify(readJson(file)) === JSON.stringify(content));
  },

  async work({ root }) {
    for (const [file, content] of files(root)) writeWhole(file, `${JSON.stringify(content, null, 2)}\n`);
    return {};
  },
};

function files(root) {
  const settings = path.join(venvShare(root), 'lab', 'settings');
  return [
    [path.join(settings, 'overrides.json'), OVERRIDES],
    [path.join(settings, 'page_config.json'), PAGE],
  ];
}
