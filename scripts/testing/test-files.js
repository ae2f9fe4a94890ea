const fs = require('node:fs');
const os = require('node:os');
const path = require('node:path');
const { isBefore } = require('../setup/node-version.js');
const { runCommand } = require('./run-command.js');

const typescript = path.join(__dirname, 'typescript.js');

/**
 * Runs test files with Node's own runner, TypeScript as typescript.js reads it.
 * @param {string} root
 * @param {{ folders: string[], without?: string, among?: (file: string) => boolean, alone?: boolean, full?: boolean, env?: Record<string, string>, tell?: (text: string) => void }} options
 *   `alone`: one file at a time; `full`: with the slow tests, which are in files called `….full.test.ts`
 * @returns {Promise<{ outcome: 'passed' | 'failed' | 'skipped', note: string }>}
 */
async function runTestFiles(
  root,
  { folders, without, among = () => true, alone = false, full = false, env = {}, tell },
) {
  const files = folders
    .flatMap((folder) => testFilesIn(root, folder))
    .filter((file) => !without || !file.startsWith(without))
    .filter(among)
    .filter(isWanted(full));
  if (files.length === 0) return { outcome: 'skipped', note: 'no tests yet' };
  const args = ['--require', typescript, '--test', '--test-reporter=spec', ...concurrency(alone)];
  const done = await runCommand(process.execPath, [...args, ...files], {
    root,
    tell,
    env: { ...environment(root), ...env },
  });
  const counts = countsIn(done.output);
  // A run in which nothing ran proves nothing.
  const ok = done.ok && counts.tests > 0;
  return { outcome: ok ? 'passed' : 'failed', note: describe(counts) };
}

/** @returns {(file: string) => boolean} whether a test file runs: the slow ones run only with all of them */
function isWanted(full) {
  return (file) => full || !file.endsWith('.full.test.ts');
}

/**
 * Notebooks that are executed here check exercises: what the reader has reached stays as it is. And tests read what is said in English,
 * whatever the reader reads.
 */
function environment(root) {
  return {
    CONVOLAB_LANG: '',
    LC_ALL: '',
    LC_MESSAGES: 'C',
    TS_NODE_PROJECT: path.join('tests', 'tsconfig.json'),
    CONVOLAB_PROGRESS: path.join(root, '.convolab', 'tests', 'progress.json'),
  };
}

/** @returns {string[]} the test files in a folder and below; Node 20 knows no patterns */
function testFilesIn(root, folder) {
  const whole = path.join(root, folder);
  if (!fs.existsSync(whole)) return [];
  const entries = fs.readdirSync(whole, { withFileTypes: true }).sort((a, b) => a.name.localeCompare(b.name));
  return entries.flatMap((entry) => {
    const file = `${folder}/${entry.name}`;
    if (entry.isDirectory()) return testFilesIn(root, file);
    return entry.name.endsWith('.test.ts') ? [file] : [];
  });
}

function concurrency(alone) {
  if (isBefore(process.versions.node, '20.10.0')) return [];
  return [`--test-concurrency=${alone ? 1 : os.availableParallelism()}`];
}

/** Reads the last lines of the spec reporter: 'ℹ pass 12'. */
function countsIn(output) {
  const esc = String.fromCharCode(27);
  const plain = output
    .split(esc)
    .map((part, i) => (i === 0 ? part : part.replace(/^\[[0-9;]*m/, '')))
    .join('');
  const count = (word) =>
    Number(
      plain
        .match(new RegExp(`^ℹ ${word} (\\d+)`, 'gm'))
        ?.at(-1)
        ?.split(' ')
        .at(-1) ?? 0,
    );
  return { tests: count('tests'), failed: count('fail'), skipped: count('skipped') };
}

function describe({ tests, failed, skipped }) {
  const parts = [`${tests} tests`];
  if (failed) parts.push(`${failed} failed`);
  if (skipped) parts.push(`${skipped} skipped`);
  return parts.join(', ');
}

module.exports = { runTestFiles, testFilesIn, isWanted, countsIn, environment };
