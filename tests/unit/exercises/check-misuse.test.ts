import assert from 'node:assert';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { check, checkAnswer } from '../../../lib/src/exercises/check';
import { resultToHtml } from '../../../lib/src/exercises/report-html';
import { resultToText } from '../../../lib/src/exercises/report-text';

let folder: string;

before(() => {
  folder = mkdtempSync(join(tmpdir(), 'check-'));
  process.env.CONVOLAB_PROGRESS = join(folder, 'progress.json');
});
after(() => {
  delete process.env.CONVOLAB_PROGRESS;
  rmSync(folder, { recursive: true });
});

test('values that cannot be read are named, not thrown', async () => {
  const values: unknown[] = [
    new Proxy(
      {},
      {
        get() {
          throw new Error('no');
        },
        ownKeys() {
          throw new Error('no');
        },
      },
    ),
    {
      get a() {
        throw new Error('no');
      },
    },
    {
      get a() {
        for (;;);
      },
    },
    Symbol('x'),
    () => 1,
    new Map([['a', 1]]),
    { a: '24', b: [32], c: null, d: NaN, e: {}, f: 5 },
  ];
  for (const value of values) {
    const result = await checkAnswer('2.5', value);
    assert.notEqual(result.status, 'right');
    assert.doesNotMatch(resultToHtml(result), /<script|onerror=|\[object/i);
    assert.ok(resultToText(result).includes('2.5'));
  }
});

test('check() with wrong arguments says what to write', async () => {
  const calls: [unknown, unknown, RegExp][] = [
    ['2.99', () => 1, /no exercise "2\.99"\. The exercises are 2\.1/],
    [undefined, undefined, /expected the id of an exercise/],
    ['2.1', undefined, /needs your answer too: `await check\('2\.1', conv2d\)`/],
    ['2.1', 'conv2d', /got the text "conv2d"; expected the function `conv2d`/],
    ['2.1', Math.max, /got a function; expected the function `conv2d` that you wrote/],
    ['2.3', 3, /expected an object of functions, `activations`/],
    ['2.Q1', 'z', /expected one of the letters a, b, c, d/],
    ['2.Q1', 2, /`answerQ1` is the number 2; expected one of the letters/],
    ['2.Q1', 'c', /"c" is not it/],
    ['2.T1', 'short', /1 word so far; write at least 30/],
    ['2.T1', 7, /expected a text/],
    [2.1, 7, /got the number 7; expected the function `conv2d`/],
  ];
  const printed: string[] = [];
  const errors: string[] = [];
  const { log } = console;
  const { write } = process.stderr;
  console.log = (...words: unknown[]) => void printed.push(words.join(' '));
  process.stderr.write = ((text: string) => errors.push(text) > 0) as typeof process.stderr.write;
  try {
    for (const [id, answer] of calls) await check(id as string, answer);
    await check(
      {
        toString() {
          throw new Error('no');
        },
      } as unknown as string,
      1,
    );
  } finally {
    console.log = log;
    process.stderr.write = write;
  }
  for (const [i, [, , sentence]] of calls.entries()) assert.match(printed[i], sentence);
  assert.equal(printed.length, calls.length + 1);
  assert.deepEqual(errors, []);
  const { exercises } = JSON.parse(readFileSync(join(folder, 'progress.json'), 'utf8'));
  assert.equal(exercises['2.T1'].status, 'wrong');
});
