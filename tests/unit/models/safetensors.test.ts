import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { openSafetensors } from '../../../lib/src/models/pretrained/safetensors';
import { projectRoot, UserError } from '../../../lib/src/project';
import { temporaryFolder } from '../datasets/temporary-folder';

test("a file of Python's safetensors is read, in every type of numbers", () => {
  const source = openSafetensors(join(projectRoot, 'tests/reference/number-types.safetensors'));
  assert.deepEqual([...source.names].sort(), ['bfloat16', 'float16', 'float32', 'float64', 'num_batches_tracked']);
  assert.deepEqual(source.shape('float16'), [3, 3]);
  assert.deepEqual(source.shape('num_batches_tracked'), []);
  assert.equal(source.shape('other'), undefined);
  const values = (large: number, tenth: number) =>
    Float32Array.from([0, -0, 1, -2.5, large, 2 ** -24, tenth, Number.POSITIVE_INFINITY, -(2 ** -14)]);
  assert.deepEqual(source.values('float64'), values(65504, 0.1));
  assert.deepEqual(source.values('float32'), values(65504, 0.1));
  // Of 0.1, 11 bits of the mantissa are left, and 8 of bfloat16: 1638/2^14 and 205/2^11. 65504 has 11 ones, so 8 bits round up.
  assert.deepEqual(source.values('float16'), values(65504, 1638 / 2 ** 14));
  assert.deepEqual(source.values('bfloat16'), values(65536, 205 / 2 ** 11));
  assert.throws(() => source.values('num_batches_tracked'), sentence(/numbers of type I64, which are no weights/));
  assert.throws(() => source.values('other'), sentence(/has no tensor other\.$/));
  source.close();
});

const sentence = (message: RegExp) => (error: Error) => error instanceof UserError && message.test(error.message);

/** A file with a header and so many bytes after it; `length` lies about the header where it is given. */
function fileWith(t: TestContext, header: string | object, dataBytes: number, length?: bigint): string {
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const start = Buffer.alloc(8);
  start.writeBigUInt64LE(length ?? BigInt(text.length));
  const path = join(temporaryFolder(t), 'weights.safetensors');
  writeFileSync(path, Buffer.concat([start, text, Buffer.alloc(dataBytes)]));
  return path;
}

const tensor = (from: number, to: number, shape = [(to - from) / 4]) => ({
  dtype: 'F32',
  shape,
  data_offsets: [from, to],
});

test('tensors may stand in any order, and be empty', (t) => {
  const path = fileWith(t, { b: tensor(8, 16), a: tensor(0, 8, [2, 1]), none: tensor(8, 8, [0]) }, 16);
  const source = openSafetensors(path);
  assert.deepEqual(source.shape('a'), [2, 1]);
  assert.equal(source.values('b').length, 2);
  assert.equal(source.values('none').length, 0);
  source.close();
});

test('the length of a header may begin with the byte of a pickle', (t) => {
  const header = JSON.stringify({ a: tensor(0, 8) }).padEnd(0x80);
  const source = openSafetensors(fileWith(t, header, 8));
  assert.deepEqual(source.names, ['a']);
  source.close();
});

test('damaged and hostile files are refused in one sentence', (t) => {
  const bad: [string, string | object, number, RegExp, bigint?][] = [
    ['cut off', { a: tensor(0, 16) }, 12, /it is cut off: \d+ of \d+ bytes are there\.$/],
    ['too long', { a: tensor(0, 16) }, 20, /4 bytes after its tensors belong to nothing\.$/],
    ['gap', { a: tensor(0, 8), b: tensor(12, 16) }, 16, /its tensors overlap or leave gaps\.$/],
    ['overlap', { a: tensor(0, 8), b: tensor(4, 12) }, 12, /its tensors overlap or leave gaps\.$/],
    ['wrong shape', { a: tensor(0, 8, [3]) }, 8, /the tensor a of shape \[3\] has 8 bytes\.$/],
    ['huge shape', { a: tensor(0, 8, [2 ** 40, 2 ** 40]) }, 8, /the tensor a of shape .* has 8 bytes\.$/],
    ['negative', { a: tensor(-8, 0) }, 8, /the header does not describe the tensor a\.$/],
    ['no type', { a: { ...tensor(0, 8), dtype: 'toString' } }, 8, /the header does not describe the tensor a\.$/],
    ['no entry', { a: null }, 8, /the header does not describe the tensor a\.$/],
    ['prototype', '{"__proto__":{"dtype":"F32"}}', 8, /the header does not describe the tensor __proto__\.$/],
    ['no JSON', '<html>', 8, /its header is not JSON\.$/],
    ['no object', '[]', 8, /its header is not JSON\.$/],
    ['header too long', {}, 8, /it ends before its header does\.$/, 100n],
    ['header without end', {}, 8, /it ends before its header does\.$/, 2n ** 63n],
  ];
  for (const [what, header, dataBytes, message, length] of bad) {
    assert.throws(() => openSafetensors(fileWith(t, header, dataBytes, length)), sentence(message), what);
  }
});

test('files of another kind, and files that are not there, are told in one sentence', (t) => {
  const path = join(temporaryFolder(t), 'resnet18.pth');
  assert.throws(() => openSafetensors(path), sentence(/^The weights .* can't be read: there is no such file\.$/));
  writeFileSync(path, 'short');
  assert.throws(
    () => openSafetensors(path),
    sentence(/^resnet18\.pth is no whole safetensors file: it has 5 bytes\.$/),
  );
  for (const start of [Buffer.from('PK\x03\x04'), Buffer.from([0x80, 2, 0x63])]) {
    writeFileSync(path, Buffer.concat([start, Buffer.alloc(20)]));
    assert.throws(() => openSafetensors(path), sentence(/^resnet18\.pth was written by torch\.save, .*save_file/));
  }
});
