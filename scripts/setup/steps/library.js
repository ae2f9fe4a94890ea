const { createHash } = require('node:crypto');
const fs = require('node:fs');
const path = require('node:path');
const { lastWords } = require('../explain-failure.js');
const { say, toSay } = require('../say.js');
const { SetupError } = require('../setup-error.js');

/** `lib/src` compiled to `lib/dist`, which is what notebooks import: tslab reads no TypeScript outside their folder. Widgets are bundled for the
 * page. */
module.exports = {
  name: 'library',
  title: toSay('library'),
  gigabytes: 0.05,

  /** By content, not by date: a git checkout gives every file a new date. */
  inputs({ root }) {
    if (comesBuilt(root)) return { root, sources: 'none' };
    const hash = createHash('sha256');
    const settings = ['tsconfig.json', 'lib/tsconfig.json', 'lib/package.json'];
    for (const file of [...settings, ...sourcesUnder(root, 'lib/src')]) {
      hash.update(`${file}\n`).update(fs.readFileSync(path.join(root, file)));
    }
    return { root, sources: hash.digest('hex') };
  },

  isThere: ({ root }) => fs.existsSync(path.join(root, 'lib', 'dist', 'index.js')),

  async work({ root, env, commands }, { interrupted, previous }) {
    if (comesBuilt(root)) return { note: say('comes built') };
    if (interrupted || !previous) fs.rmSync(path.join(root, 'lib', 'dist'), { recursive: true, force: true });
    // Not npx tsc: node_modules/.bin/tsc is the older compiler that tslab brings along.
    const compiler = path.join(root, 'node_modules', 'typescript', 'bin', 'tsc');
    const args = [compiler, '-p', 'lib', '--noEmitOnError', '--listEmittedFiles', '--pretty', 'false'];
    const done = await commands.run(process.execPath, args, { cwd: root, env });
    if (!done.ok) {
      const error = /^(\S.*\(\d+,\d+\)): error TS\d+: (.*)$/m.exec(done.output);
      const where = error ? `${error[1]}: ${error[2]}` : lastWords(done.output);
      throw new SetupError(
        say('The library in lib/ does not compile: {where} If you did not change it: git checkout lib', { where }),
      );
    }
    const emitted = [...done.output.matchAll(/^TSFILE: (.*)$/gm)].map((line) => path.relative(root, line[1].trim()));
    // What an older build left behind would still be found by require().
    for (const file of previous?.emitted ?? []) {
      if (!emitted.includes(file)) fs.rmSync(path.join(root, file), { force: true });
    }
    // Here, because an assignment, which comes built, has no bundler.
    const { bundleWidgets } = require('../../widgets/bundle.js');
    const bundles = await bundleWidgets(root).catch((error) => {
      const [why] = (error.errors ?? []).map(({ text }) => text);
      throw new SetupError(
        say('The widgets in lib/src/widgets cannot be bundled: {why} If you did not change them: git checkout lib', {
          why: why ?? error.message,
        }),
      );
    });
    return { emitted: [...emitted, ...bundles.map(({ file }) => file)] };
  },
};

/** An assignment for students has no sources. */
function comesBuilt(root) {
  return !fs.existsSync(path.join(root, 'lib', 'src'));
}

/** @returns {string[]} the .ts, .tsx and .json files below a folder, relative to the root, in a fixed order */
function sourcesUnder(root, folder) {
  const found = [];
  for (const entry of fs.readdirSync(path.join(root, folder), { withFileTypes: true })) {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) found.push(...sourcesUnder(root, file));
    else if (/\.(tsx?|json)$/.test(entry.name)) found.push(file);
  }
  return found.sort();
}
