import assert from 'node:assert/strict';
import { mock, test } from 'node:test';
import { waitInSeconds } from '../../../lib/src/exercises/patience';

/** After how many seconds a process is given up that may take 4 and gets this share of a processor; undefined: nobody can tell. */
function givenUpAfter(share: number | undefined): number {
  mock.timers.enable({ apis: ['setTimeout'] });
  try {
    let [now, end] = [0, 0];
    const used = () => (share === undefined ? undefined : share * now);
    const giveUp = () => {
      end = now;
    };
    waitInSeconds(1, 4, giveUp, used);
    for (now = 0.5; now <= 20 && end === 0; now += 0.5) mock.timers.tick(500);
    return end;
  } finally {
    mock.timers.reset();
  }
}

test('a process that computes gets half of its seconds anew, by its own clock', () => {
  assert.equal(givenUpAfter(1), 6);
  assert.equal(givenUpAfter(0.5), 8);
});

test('one that hardly runs is waited for, four times as long at most', () => {
  assert.equal(givenUpAfter(0.25), 12);
  assert.equal(givenUpAfter(0.01), 16);
});

test('where nobody can tell what a process has used, the clock decides', () => {
  assert.equal(givenUpAfter(undefined), 4);
});

test('a process that has answered is not given up', () => {
  mock.timers.enable({ apis: ['setTimeout'] });
  let givenUp = false;
  const stop = waitInSeconds(1, 4, () => {
    givenUp = true;
  });
  stop();
  mock.timers.tick(100_000);
  mock.timers.reset();
  assert.equal(givenUp, false);
});
