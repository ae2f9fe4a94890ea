import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { ENGLISH } from './workbench';

const { parseOptions } = script('setup/options');
const { SetupError } = script('setup/setup-error');
const START = resolve(__dirname, '../../../scripts/start.js');

const started = (args: string[]) =>
  spawnSync(process.execPath, [START, ...args], { encoding: 'utf8', env: { ...process.env, ...ENGLISH } });

function refusal(args: string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    parseOptions(args, env);
  } catch (error) {
    assert.ok(error instanceof SetupError);
    return error.message;
  }
  throw new Error(`${args} was taken`);
}

test('flags', () => {
  assert.deepEqual(parseOptions([], {}), { help: false, setupOnly: false, browser: true });
  assert.deepEqual(parseOptions(['--setup-only', '--no-browser'], {}), {
    help: false,
    setupOnly: true,
    browser: false,
  });
  assert.equal(parseOptions(['--port', '9000'], {}).port, 9000);
  assert.equal(parseOptions(['--port=9000'], {}).port, 9000);
  assert.equal(parseOptions(['--lang', 'fr'], {}).lang, 'fr');
  assert.equal(parseOptions(['--lang=fr'], {}).lang, 'fr');
  assert.match(refusal(['--lang']), /wants the code of a language, and nothing follows it/);
  assert.match(refusal(['fr'], { npm_config_lang: 'true' }), /npm start -- --lang fr$/);
  assert.ok(parseOptions(['-h'], {}).help);
});

test('what is no port', () => {
  for (const port of ['0', '65536', 'http', '-1', '88.5', ''])
    assert.match(
      refusal(['--port', port]),
      /^--port wants a number from 1 to 65535, and '.*' is none: npm start -- --port 8888$/,
    );
  assert.match(refusal(['--port']), /nothing follows it/);
});

test('an unknown flag is named, in one sentence', () => {
  assert.equal(
    refusal(['--setuponly']),
    "npm start does not know '--setuponly': npm start -- --help lists what it knows.",
  );
  const run = started(['--setuponly']);
  assert.equal(run.status, 1);
  assert.equal(run.stderr.trim().split('\n').length, 1);
  assert.match(run.stderr, /'--setuponly'/);
});

test('flags that npm kept for itself', () => {
  assert.match(refusal([], { npm_config_setup_only: 'true' }), /two dashes.*npm start -- --setup-only$/);
  assert.match(refusal(['9000'], { npm_config_port: 'true' }), /two dashes.*npm start -- --port 9000$/);
});

test('--help lists every flag and sets nothing up', () => {
  const run = started(['--help']);
  assert.equal(run.status, 0);
  for (const flag of ['--setup-only', '--no-browser', '--port']) assert.ok(run.stdout.includes(flag), flag);
});
