import assert from 'node:assert/strict';
import { test } from 'node:test';
import { script } from './scripts';

const { chosen } = script('experiments/options');
const known = ['03-building-cnns', '04-fine-tuning'];

test('a chapter is named by its number or by its name', () => {
  for (const word of ['03', '3', '03-building-cnns']) {
    assert.deepEqual(chosen([word, '--again'], known), { chapters: [known[0]], again: true, ship: false });
  }
  assert.deepEqual(chosen(['all'], known)?.chapters, known);
});

test('without a chapter there is help', () => {
  assert.equal(chosen([], known), undefined);
  assert.equal(chosen(['03', '--help'], known), undefined);
});

test('what it does not know gets one sentence', () => {
  assert.throws(() => chosen(['07'], known), /^SetupError: There are no experiments of chapter '07': .* 03, 04\.$/);
  assert.throws(() => chosen(['03', '--agian'], known), /^SetupError: npm run experiments does not know '--agian'/);
  assert.throws(() => chosen(['--again'], known), /^SetupError: Which chapter\?/);
});
