/** What `npm start` says in a language of its own that is made up here, and by which rule it chooses one. */
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type TestContext, test } from 'node:test';
import { readerLanguage as languageOfLibrary } from '../../../lib/src/languages/reader';
import { script } from './scripts';
import { ENGLISH, temporaryFolder, write } from './workbench';

const ROOT = resolve(__dirname, '../../..');
const { readerLanguage } = script('setup/reader');

const HELP = script('setup/options').HELP;
const UNKNOWN = "npm start does not know '{flag}': npm start -- --help lists what it knows.";
const BRETON = {
  [HELP]: 'npm start -- --lang br    e brezhoneg',
  [UNKNOWN]: 'Dianav eo {flag}.',
  'this computer': 'an urzhiataer-mañ',
  'Everything is set up ({time}).': 'Prest eo pep tra ({time}).',
  failed: "c'hwitet",
};

/** A folder of translations with Breton, whose texts are these. */
function breton(t: TestContext, texts: unknown = BRETON): string {
  const folder = temporaryFolder(t);
  write(folder, {
    'br/language.json': '{ "name": "Brezhoneg", "code": "br" }',
    'br/set-up.json': typeof texts === 'string' ? texts : JSON.stringify(texts),
  });
  return folder;
}

interface Run {
  args?: string[];
  env?: NodeJS.ProcessEnv;
}

/** Runs `npm start`; unless `env` says otherwise on an English computer. */
function start({ args = [], env = {} }: Run) {
  const command = [join(ROOT, 'scripts', 'start.js'), ...args];
  return spawnSync(process.execPath, command, { encoding: 'utf8', env: { ...process.env, ...ENGLISH, ...env } });
}

/** The error of a start that must end with one sentence; spaces that no line breaks at are plain ones. */
function refusal(run: Run): string {
  const { status, stderr } = start(run);
  assert.equal(status, 1);
  return stderr.trimEnd().replaceAll('\u00a0', ' ');
}

test('the language is chosen as the library chooses it', () => {
  const values = [undefined, '', 'C', 'fr_CA.UTF-8', 'FR', 'en_GB', 'xx', 'de_DE.UTF-8'];
  let count = 0;
  for (const CONVOLAB_LANG of values)
    for (const LC_ALL of values)
      for (const LC_MESSAGES of values)
        for (const LANG of values) {
          const environment = { CONVOLAB_LANG, LC_ALL, LC_MESSAGES, LANG };
          count++;
          assert.equal(
            readerLanguage([], environment, ROOT),
            languageOfLibrary({ environment }),
            JSON.stringify(environment),
          );
        }
  assert.equal(count, values.length ** 4);
});

test('--lang counts most, and one that the course does not have not at all', () => {
  const french = { LANG: 'fr_FR.UTF-8' };
  assert.equal(readerLanguage(['--setup-only', '--lang', 'fr'], { CONVOLAB_LANG: 'en' }, ROOT), 'fr');
  assert.equal(readerLanguage(['--lang=fr'], {}, ROOT), 'fr');
  assert.equal(readerLanguage(['--lang', 'en'], french, ROOT), 'en');
  assert.equal(readerLanguage(['--lang', 'xx'], french, ROOT), 'fr');
  assert.equal(readerLanguage(['--lang'], french, ROOT), 'fr');
});

test('another language is one folder', (t) => {
  const CONVOLAB_TRANSLATIONS = breton(t);
  for (const run of [
    { args: ['--help', '--lang', 'br'] },
    { args: ['--help'], env: { LC_MESSAGES: 'br_FR.UTF-8' } },
    { args: ['--help'], env: { CONVOLAB_LANG: 'br' } },
  ]) {
    const { stdout, status } = start({ args: run.args, env: { ...run.env, CONVOLAB_TRANSLATIONS } });
    assert.deepEqual([status, stdout], [0, 'npm start -- --lang br    e brezhoneg\n']);
  }
  const env = { CONVOLAB_TRANSLATIONS, LANG: 'br', LC_MESSAGES: '' };
  assert.equal(refusal({ args: ['--setuponly'], env }), 'Dianav eo --setuponly.');
  assert.equal(
    refusal({ args: ['--port', 'x'], env }),
    "--port wants a number from 1 to 65535, and 'x' is none: npm start -- --port 8888",
    'English where it has no text',
  );
  assert.match(refusal({ args: ['--lang', 'fr'], env }), /'fr'\. There is: en, br\.$/);
});

test('the steps, their time and their end are told in it', (t) => {
  const root = temporaryFolder(t);
  const program = `
    require(${JSON.stringify(join(ROOT, 'scripts/setup/say.js'))}).speakFor([], process.env);
    const { setUp } = require(${JSON.stringify(join(ROOT, 'scripts/setup/set-up.js'))});
    const step = (name, work) => ({ name, title: name, gigabytes: 0, inputs: () => 1, isThere: () => true, work });
    const check = () => '';
    const root = process.argv[1];
    const bad = async () => { throw new Error('x'); };
    setUp({ root, check, steps: [step('one', async () => ({}))] })
      .then(() => setUp({ root, check, steps: [step('two', bad)] }))
      .catch(() => {});`;
  const env = { ...process.env, ...ENGLISH, CONVOLAB_LANG: 'br', CONVOLAB_TRANSLATIONS: breton(t) };
  const { stdout } = spawnSync(process.execPath, ['-e', program, root], { encoding: 'utf8', env });
  assert.match(stdout, /^\[1\/2\] an urzhiataer-mañ …$/m);
  // the decimal mark of Breton is a comma, as CLDR says
  assert.match(stdout, /^✓ \[2\/2\] one … 0,\d s$/m);
  assert.match(stdout, /^Prest eo pep tra \(0,\d s\)\.$/m);
  assert.match(stdout, /^✗ \[2\/2\] two … 0,\d s {2}c'hwitet$/m);
});

test('a catalogue that is broken or no catalogue leaves English', (t) => {
  for (const texts of ['{ "failed": ', '[1, 2]', 'null', '"text"', JSON.stringify({ [HELP]: { other: 'x' } })]) {
    const { status, stdout, stderr } = start({
      args: ['--help'],
      env: { CONVOLAB_LANG: 'br', CONVOLAB_TRANSLATIONS: breton(t, texts) },
    });
    assert.deepEqual([status, stdout, stderr], [0, `${HELP}\n`, ''], texts);
  }
  const folder = breton(t);
  write(folder, { 'br/language.json': '{ "name": ' });
  for (const CONVOLAB_TRANSLATIONS of [folder, join(folder, 'nowhere'), join(folder, 'br/set-up.json')]) {
    const { stdout, stderr } = start({
      args: ['--help'],
      env: { LANG: 'br_FR', LC_MESSAGES: '', CONVOLAB_TRANSLATIONS },
    });
    assert.deepEqual([stdout, stderr], [`${HELP}\n`, '']);
  }
});

test('in French', () => {
  const french = { LANG: 'fr_FR.UTF-8', LC_MESSAGES: '' };
  for (const run of [{ args: ['--help', '--lang', 'fr'] }, { args: ['--help'], env: french }]) {
    const { stdout, status } = start(run);
    assert.equal(status, 0);
    assert.match(stdout, /^npm start {20}installe le cours et ouvre JupyterLab$/m);
    for (const flag of ['--setup-only', '--no-browser', '--port', '--lang', '--help'])
      assert.equal(stdout.split(`npm start -- ${flag}`).length, 2, flag);
  }
  assert.match(refusal({ args: ['--setuponly'], env: french }), /^npm start ne connaît pas « --setuponly » : /);
  assert.match(refusal({ args: ['--port', '0'], env: french }), /« 0 » n'en est pas un : npm start -- --port 8888$/);
  assert.match(refusal({ args: ['-x', '--lang', 'fr'] }), /^npm start ne connaît pas « -x »/);
  assert.match(refusal({ args: ['--lang', 'xx'], env: french }), /pas de traduction « xx »\. Il y a : en, fr\.$/);
  assert.match(refusal({ args: ['--lang', 'xx'] }), /^The course has no translation 'xx'/);
});

test('a command before the course is set up says so in the language of the reader', (t) => {
  const folder = temporaryFolder(t);
  const files = [
    'lib/bin/convolab.js',
    ...['say', 'reader', 'node-version', 'remedies'].map((name) => `scripts/setup/${name}.js`),
  ];
  for (const file of [...files, 'package.json', 'translations/fr/language.json', 'translations/fr/set-up.json'])
    write(folder, { [file]: readFileSync(join(ROOT, file), 'utf8') });
  const run = spawnSync(process.execPath, [join(folder, 'lib/bin/convolab.js'), 'check', '--lang', 'fr'], {
    encoding: 'utf8',
    env: { ...process.env, ...ENGLISH },
  });
  assert.equal(run.status, 1);
  assert.equal(
    run.stderr,
    `Le cours n'est pas encore installé. Lancez une fois npm start dans ${folder} (ou npm start -- --setup-only).\n`,
  );
});
