import assert from 'node:assert';
import { test } from 'node:test';
import { roughly, TimeLeft } from '../../../lib/src/cli/book/time-left';

test('the time left is that of last time', () => {
  const left = new TimeLeft([
    { name: 'a', before: 60 },
    { name: 'b', before: 120 },
    { name: 'c' }, // as long as the mean of those that are known
  ]);
  assert.equal(left.seconds(), 60 + 120 + 90);
  assert.equal(left.seconds('a', 50), 10 + 120 + 90);
  assert.equal(left.seconds('a', 500), 120 + 90, 'no less than nothing');
});

test('a computer that is twice as slow today takes twice as long for the rest', () => {
  const left = new TimeLeft([
    { name: 'a', before: 60 },
    { name: 'b', before: 120 },
  ]);
  left.done('a', 120);
  assert.equal(left.seconds(), 240);
  assert.equal(left.seconds('b', 40), 200);
  left.done('b', 240);
  assert.equal(left.seconds(), 0);
});

test('it is told as roughly as it is known', () => {
  assert.deepEqual([10, 89, 91, 600].map(roughly), [
    'less than a minute',
    'about 1 min',
    'about 2 min',
    'about 10 min',
  ]);
});
