import assert from 'node:assert';
import { test } from 'node:test';
import { readOptions, readSeconds } from '../../../lib/src/cli/options';

const options = { to: { type: 'string' }, json: { type: 'boolean', default: false } } as const;
const message = (args: string[]): string => {
  try {
    readOptions('run', args, options);
  } catch (error) {
    assert.equal((error as Error).name, 'UserError');
    return (error as Error).message;
  }
  throw new Error(`${args} was accepted`);
};

test('options and words are told apart', () => {
  const { values, positionals } = readOptions('run', ['02', '--to', 'x', '--json'], options);
  assert.deepEqual([positionals, values.to, values.json], [['02'], 'x', true]);
});

test('a wrong option gets a sentence in our words', () => {
  assert.match(message(['--jsn']), /^convolab run has no option --jsn\. Did you mean --json\? See .*run --help\.$/);
  assert.match(message(['--banana']), /^convolab run has no option --banana\. See /);
  assert.match(message(['--to']), /^The option --to of convolab run needs a value\./);
  assert.match(message(['--json=3']), /^The option --json of convolab run takes no value\./);
});

test('a time is a number of seconds above zero', () => {
  assert.equal(readSeconds('--timeout', '1.5'), 1.5);
  for (const text of ['0', '-1', 'soon', '', 'Infinity', 'NaN']) {
    assert.throws(() => readSeconds('--timeout', text), { name: 'UserError', message: new RegExp(`got "${text}"`) });
  }
});
