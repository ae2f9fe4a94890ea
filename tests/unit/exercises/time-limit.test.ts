import assert from 'node:assert/strict';
import { test } from 'node:test';
import { timeLimit } from '../../../lib/src/exercises/time-limit';

/** When the time of an answer is over that gets this share of a processor, in seconds. */
function ends(seconds: number, trains: boolean, share: number): number {
  let now = 1000;
  const left = timeLimit(
    seconds,
    trains,
    () => now,
    () => share * now,
  );
  while (left() > 0) now += 100;
  return (now - 1000) / 1000;
}

test('a function has its seconds, and a training that had a processor for itself, too', () => {
  assert.equal(ends(2, false, 0), 2);
  assert.equal(ends(2, false, 0.3), 2);
  assert.equal(ends(40, true, 1), 40);
  assert.equal(ends(40, true, 0.5), 40);
});

test('a training that shares the processor gets more, until it has computed for half of its seconds', () => {
  assert.equal(ends(40, true, 0.25), 80);
  assert.equal(ends(40, true, 0.4), 50);
  assert.equal(ends(40, true, 0.11), 160, 'four times its limit is the most');
});

test('one that waits for what never happens gets nothing more', () => {
  assert.equal(ends(40, true, 0.03), 40);
});
