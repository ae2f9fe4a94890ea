import assert from 'node:assert/strict';
import { test } from 'node:test';
import { gzipSync } from 'node:zlib';
import { readIdx } from '../../../lib/src/datasets/idx';
import { UserError } from '../../../lib/src/project';

const idx = (...bytes: number[]) => gzipSync(Buffer.from(bytes));

test('reads dimensions and values', () => {
  const { dimensions, values } = readIdx(idx(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 3, 10, 20, 30, 40, 50, 60), 'x');
  assert.deepEqual(dimensions, [2, 3]);
  assert.deepEqual([...values], [10, 20, 30, 40, 50, 60]);
});

test('reads dimensions as big-endian 32-bit numbers', () => {
  const { dimensions } = readIdx(
    gzipSync(Buffer.concat([Buffer.from([0, 0, 8, 1, 0, 1, 2, 3]), Buffer.alloc(66051)])),
    'x',
  );
  assert.deepEqual(dimensions, [0x010203]);
});

const refused: [what: string, file: Uint8Array, message: RegExp][] = [
  ['what is not gzip', Buffer.from('hello'), /^some\.gz can't be unpacked/],
  ['a cut-off gzip file', idx(0, 0, 8, 1, 0, 0, 0, 1, 7).subarray(0, 20), /can't be unpacked/],
  ['another first byte', idx(1, 0, 8, 1, 0, 0, 0, 1, 7), /is not an idx file/],
  ['an empty file', idx(), /is not an idx file/],
  ['values of another type', idx(0, 0, 13, 1, 0, 0, 0, 1, 0, 0, 0, 0), /type 13/],
  ['a cut-off header', idx(0, 0, 8, 3, 0, 0, 0, 1), /ends within its header of 16 bytes/],
  ['too few values', idx(0, 0, 8, 2, 0, 0, 0, 2, 0, 0, 0, 2, 1, 2, 3), /2 × 2 values, so 4, but it holds 3/],
  ['too many values', idx(0, 0, 8, 1, 0, 0, 0, 1, 1, 2), /so 1, but it holds 2/],
];
for (const [what, file, message] of refused) {
  test(`refuses ${what}`, () => {
    assert.throws(
      () => readIdx(file, 'some.gz'),
      (error: unknown) => error instanceof UserError && message.test(error.message),
    );
  });
}

test('refuses a file that unpacks to far more than any of ours', () => {
  const bomb = gzipSync(Buffer.alloc(80 * 1024 * 1024));
  assert.throws(() => readIdx(bomb, 'bomb.gz'), /bomb\.gz can't be unpacked/);
});
