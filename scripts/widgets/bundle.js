const fs = require('node:fs');
const path = require('node:path');
const { writeWhole } = require('../setup/write-whole.js');

/** Browsers of the last five years. */
const TARGET = ['es2021', 'chrome100', 'firefox100', 'safari15.4'];

/**
 * Makes one script of each widget, which needs nothing else: `lib/src/widgets/NAME/page.tsx` → `lib/dist/widgets/pages/NAME.js`.
 * @param {string} root
 * @returns {Promise<{ name: string, file: string, bytes: number }[]>}
 */
async function bundleWidgets(root) {
  const { build } = require('esbuild');
  const folder = path.join(root, 'lib', 'src', 'widgets');
  const names = fs.readdirSync(folder).filter((name) => fs.existsSync(path.join(folder, name, 'page.tsx')));
  const { outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(names.map((name) => [name, path.join(folder, name, 'page.tsx')])),
    outdir: path.join(root, 'lib', 'dist', 'widgets', 'pages'),
    bundle: true,
    minify: true,
    format: 'iife',
    globalName: 'convolabWidget',
    platform: 'browser',
    target: TARGET,
    charset: 'utf8',
    jsx: 'automatic',
    jsxImportSource: 'preact',
    legalComments: 'none',
    logLevel: 'silent',
    write: false,
  });
  return outputFiles.map(({ path: file, contents }) => {
    writeWhole(file, contents);
    return { name: path.basename(file, '.js'), file: path.relative(root, file), bytes: contents.length };
  });
}

module.exports = { bundleWidgets };

if (require.main === module) {
  bundleWidgets(path.resolve(__dirname, '..', '..')).then((bundles) => {
    for (const { file, bytes } of bundles) console.log(`${file}  ${(bytes / 1000).toFixed(1)} kB`);
  });
}
