import assert from 'node:assert/strict';
import { test } from 'node:test';
import { compileCell } from '../../../lib/src/exercises/cell-code';
import { openIsolated } from '../../../lib/src/exercises/isolated';
import { openAnswer } from '../../../lib/src/exercises/run';
import { attempt, timeLimit } from '../../../lib/src/exercises/time-limit';

/** When the time of an answer is over that gets this share of a processor and is looked at every so many milliseconds, in seconds. */
function ends(seconds: number, trains: boolean, share: number, every = 100): number {
  let now = 1000;
  const left = timeLimit(
    seconds,
    trains,
    () => now,
    () => share * now,
  );
  while (left() > 0) now += every;
  return (now - 1000) / 1000;
}

/** As `require` does: what was loaded is not loaded again, also where it was cut off in the middle. */
function once(load: () => Record<string, unknown>): () => Record<string, unknown> {
  let loaded: Record<string, unknown> | undefined;
  return () => {
    if (loaded) return loaded;
    loaded = {};
    return Object.assign(loaded, load());
  };
}

test('a function has its seconds, and a training that had a processor for itself, too', () => {
  assert.equal(ends(2, false, 0), 2);
  assert.equal(ends(2, false, 0.3), 2);
  assert.equal(ends(40, true, 1), 40);
  assert.equal(ends(40, true, 0.5), 40);
});

test('a promise has its seconds; more of them where nobody comes to look at it, and it does not compute meanwhile', () => {
  assert.equal(ends(2, false, 0, 50), 2);
  assert.equal(ends(2, false, 0, 500), 8, 'four times its limit is the most');
  assert.equal(ends(2, false, 0.25, 500), 4);
  assert.equal(ends(2, false, 1, 500), 2);
});

test('what was cut off is run again unless it computed for half of its seconds, four times at most', async () => {
  async function attempts(each: number, goodAt: number): Promise<number> {
    let [runs, used] = [0, 0];
    const run = async (): Promise<{ status: string }> => {
      used += each;
      return { status: ++runs === goodAt ? 'returned' : 'timeout' };
    };
    await attempt(2, run, () => used);
    return runs;
  }
  assert.equal(await attempts(100, 3), 3);
  assert.equal(await attempts(100, 9), 4);
  assert.equal(await attempts(1000, 3), 1);
});

test('a right answer that the machine does not let run for two seconds is right', { timeout: 60_000 }, async () => {
  // it waits until a given time without computing, as if the machine ran something else
  const cell = `function later(until: number): number {
    const none = new Int32Array(new SharedArrayBuffer(4));
    while (Date.now() < until) Atomics.wait(none, 0, 0, until - Date.now());
    return 7;
  }`;
  const { code } = compileCell(cell);
  for (const open of [openAnswer, openIsolated]) {
    const answer = await open(code, {});
    const outcome = await answer.call({ path: 'later', calls: [[Date.now() + 3000]] });
    await answer.close();
    assert.deepEqual(outcome.status === 'returned' && outcome.results, [7]);
  }
});

test('loading what an answer may import is not counted as its time', async () => {
  const { code } = compileCell("import { seven } from 'convolab';\nfunction answer(): number { return seven(); }");
  const library = { seven: () => 7 };
  const loadSlowly = (): typeof library => {
    const until = performance.now() + 500;
    while (performance.now() < until);
    return library;
  };
  const answer = await openAnswer(code, { imports: ['seven'], seconds: 0.2 }, once(loadSlowly));
  const outcome = await answer.call({ path: 'answer', calls: [[]] });
  await answer.close();
  assert.deepEqual(outcome.status === 'returned' && outcome.results, [7]);
});

test('a training that shares the processor gets more, until it has computed for half of its seconds', () => {
  assert.equal(ends(40, true, 0.25), 80);
  assert.equal(ends(40, true, 0.4), 50);
  assert.equal(ends(40, true, 0.11), 160, 'four times its limit is the most');
});

test('one that waits for what never happens gets nothing more', () => {
  assert.equal(ends(40, true, 0.03), 40);
});
