const fs = require('node:fs');
const { transformSync } = require('esbuild');

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
  sourcemap: 'inline',
  tsconfigRaw: { compilerOptions: { jsx: 'react-jsx', jsxImportSource: 'preact', esModuleInterop: true } },
};

process.setSourceMapsEnabled(true);
for (const extension of ['.ts', '.tsx']) {
  require.extensions[extension] = (module, file) => {
    const { code } = transformSync(fs.readFileSync(file, 'utf8'), {
      ...options,
      loader: extension.slice(1),
      sourcefile: file,
    });
    module._compile(code, file);
  };
}
