import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { resolve } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';

const { parseOptions } = script('bench/options');
const { SetupError } = script('setup/setup-error');
const BENCH = resolve(__dirname, '../../../scripts/bench.js');

function refusal(args: string[], env: NodeJS.ProcessEnv = {}): string {
  try {
    parseOptions(args, env);
  } catch (error) {
    assert.ok(error instanceof SetupError);
    assert.doesNotMatch(error.message, /\n/);
    return error.message;
  }
  throw new Error(`${args} was taken`);
}

test('without options: all models, five rounds, and the engines that are there', () => {
  const options = parseOptions([], {});
  assert.deepEqual(options.models, ['cnn', 'lenet5', 'resnet', 'conv1d']);
  assert.equal(options.engines, undefined);
  assert.equal(options.rounds, 5);
  assert.ok(!options.quick && !options.readme && !options.withPython && !options.help);
});

test('flags with values, joined or apart, names each once', () => {
  const options = parseOptions(
    ['--models=lenet5,cnn,cnn', '--engines', 'keras,wasm-1', '--rounds', '9', '--with-python'],
    {},
  );
  assert.deepEqual(options.models, ['cnn', 'lenet5']);
  assert.deepEqual(options.engines, ['wasm-1', 'keras']);
  assert.equal(options.rounds, 9);
  assert.ok(options.withPython);
  assert.equal(parseOptions(['--quick'], {}).rounds, 2);
  assert.equal(parseOptions(['--quick', '--rounds=3'], {}).rounds, 3);
  assert.equal(parseOptions(['--to', 'results'], {}).to, resolve('results'));
});

test('what it does not know, in one sentence that names what there is', () => {
  assert.equal(
    refusal(['--fast']),
    "npm run bench does not know '--fast': npm run bench -- --help lists what it knows.",
  );
  assert.match(refusal(['--quick=yes']), /does not know '--quick=yes'/);
  assert.match(
    refusal(['--models', 'cnn,vgg']),
    /^--models wants names .* 'vgg' is none of them: cnn, lenet5, resnet, conv1d\.$/,
  );
  assert.match(
    refusal(['--engines']),
    /nothing follows it: native, wasm, wasm-1, keras, torch, torch-channels-last\.$/,
  );
  for (const rounds of ['0', '101', 'many', '-1', '2.5', ''])
    assert.match(refusal(['--rounds', rounds]), /from 1 to 100, and '.*' is none/);
  assert.match(refusal(['--to']), /nothing follows it/);
  assert.match(refusal(['--quick', '--readme']), /wants a whole run/);
});

test('flags that npm kept for itself', () => {
  assert.match(refusal([], { npm_config_with_python: 'true' }), /two dashes.*npm run bench -- --with-python$/);
  assert.match(refusal(['cnn'], { npm_config_models: 'true' }), /two dashes.*npm run bench -- --models$/);
});

test('--help lists every flag and measures nothing; a mistake ends with status 1', () => {
  const help = spawnSync(process.execPath, [BENCH, '--help'], { encoding: 'utf8' });
  assert.equal(help.status, 0);
  for (const flag of ['--with-python', '--quick', '--models', '--engines', '--rounds', '--to', '--readme'])
    assert.ok(help.stdout.includes(flag), flag);
  const mistake = spawnSync(process.execPath, [BENCH, '--fast'], { encoding: 'utf8' });
  assert.equal(mistake.status, 1);
  assert.equal(mistake.stderr.trim().split('\n').length, 1);
});
