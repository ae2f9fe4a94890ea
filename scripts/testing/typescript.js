const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const esbuild = require('esbuild');

/**
 * Lets `require` read TypeScript: `node --require ./scripts/testing/typescript.js --test FILE`. ts-node translates the library anew for each test
 * file, and tests of networks take four times as long. tsx wraps every named function into a call of its own, which is not
 * there where the text of a function runs elsewhere, as in a sandbox or a page.
 */
const options = {
  format: 'cjs',
  platform: 'node',
  target: 'es2022',
  supported: { 'dynamic-import': false },
  // Node reads every map as soon as its file is loaded, and finds the sources themselves beside it.
  sourcemap: 'inline',
  sourcesContent: false,
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact', esModuleInterop: true } },
};

/** Every test file is a process, and so is every answer that one runs: what one of them has translated serves the others. */
const kept = path.join(__dirname, '..', '..', '.convolab', 'tests', 'typescript');
const sum = (text) => createHash('sha256').update(text).digest('hex');
const settings = JSON.stringify([esbuild.version, options]);

/** @returns {string} JavaScript, with the sum of what it was made from in its last line */
function translate(source, file) {
  const copy = path.join(kept, `${sum(file).slice(0, 32)}.js`);
  const mark = `\n// ${sum(settings + source)}\n`;
  const before = read(copy);
  if (before?.endsWith(mark)) return before;
  const { code } = esbuild.transformSync(source, { ...options, loader: path.extname(file).slice(1), sourcefile: file });
  keep(copy, code + mark);
  return code;
}

function read(file) {
  try {
    return fs.readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** Others read the copy meanwhile, so it is put there whole. Where nothing can be written, nothing is kept. */
function keep(copy, code) {
  const half = `${copy}.${process.pid}`;
  try {
    fs.mkdirSync(kept, { recursive: true });
    fs.writeFileSync(half, code);
    fs.renameSync(half, copy);
  } catch {
    fs.rmSync(half, { force: true });
  }
}

process.setSourceMapsEnabled(true);
for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) =>
    module._compile(translate(fs.readFileSync(file, 'utf8'), file), file);
}
