const fs = require('node:fs');
const path = require('node:path');
const { toSay } = require('../say.js');
const { venvShare } = require('../venv.js');
const { readJson, writeWhole } = require('../write-whole.js');

const LOGO = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 64 64" role="img" aria-label="TypeScript">
<rect x="4" y="4" width="56" height="56" rx="8" fill="#2f6fb5"/>
<text x="32" y="45" text-anchor="middle" font-family="Helvetica, Arial, sans-serif" font-size="30" font-weight="700" fill="#fff">TS</text>
</svg>
`;

/** Tells Jupyter how to start tslab: with this very Node, whatever PATH says when JupyterLab runs. */
module.exports = {
  name: 'kernel',
  title: toSay('TypeScript kernel'),
  gigabytes: 0,

  inputs: ({ root }) => ({ spec: kernelSpec(root), logo: LOGO }),

  isThere({ root }) {
    return JSON.stringify(readJson(path.join(folderOf(root), 'kernel.json'))) === JSON.stringify(kernelSpec(root));
  },

  async work({ root }) {
    fs.mkdirSync(folderOf(root), { recursive: true });
    writeWhole(path.join(folderOf(root), 'logo-svg.svg'), LOGO);
    writeWhole(path.join(folderOf(root), 'kernel.json'), `${JSON.stringify(kernelSpec(root), null, 2)}\n`);
    return {};
  },

  kernelSpec,
};

function folderOf(root) {
  return path.join(venvShare(root), 'kernels', 'tslab');
}

/** The same that `tslab install` writes, with whole paths. tslab knows no interrupt message, only the signal. */
function kernelSpec(root) {
  const tslab = path.join(root, 'node_modules', 'tslab', 'bin', 'tslab');
  return {
    argv: [process.execPath, tslab, 'kernel', '--config-path', '{connection_file}'],
    display_name: 'TypeScript',
    language: 'typescript',
    interrupt_mode: 'signal',
  };
}
