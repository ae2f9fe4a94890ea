import assert from 'node:assert/strict';
import { test } from 'node:test';
import { filterFor, seccompProgram } from '../../lib/src/grading/sandbox/seccomp';
import { processors } from '../../lib/src/grading/sandbox/system-calls';

const [allow, kill, notPermitted, notThere] = [0x7fff0000, 0x80000000, 0x00050001, 0x00050026];

interface Call {
  audit: number;
  number: number;
  args?: number[];
}

/** Runs the bytes as the kernel does: struct seccomp_data is number, architecture, instruction pointer, six arguments. */
function verdict(bytes: Uint8Array, { audit, number, args = [] }: Call): number {
  const data = new DataView(new ArrayBuffer(64));
  data.setUint32(0, number, true);
  data.setUint32(4, audit, true);
  for (const [i, value] of args.entries()) data.setUint32(16 + 8 * i, value, true);
  const code = new DataView(bytes.buffer);
  let accumulator = 0;
  for (let at = 0; ; at++) {
    assert.ok(8 * at < bytes.length, 'the program runs over its end');
    const [operation, value] = [code.getUint16(8 * at, true), code.getUint32(8 * at + 4, true)];
    const jump = (condition: boolean): void => {
      at += code.getUint8(8 * at + (condition ? 2 : 3));
    };
    if (operation === 0x20) accumulator = data.getUint32(value, true);
    else if (operation === 0x15) jump(accumulator === value);
    else if (operation === 0x35) jump(accumulator >= value);
    else if (operation === 0x45) jump((accumulator & value) !== 0);
    else if (operation === 0x06) return value;
    else assert.fail(`operation ${operation}`);
  }
}

for (const [arch, processor] of Object.entries(processors)) {
  assert.ok(processor);
  const bytes = seccompProgram(arch) as Uint8Array;
  const { audit, clone, clone3, ioctl, refused } = processor;

  test(`${arch}: refused calls fail, and others do not`, () => {
    for (const [name, number] of Object.entries(refused)) {
      assert.equal(verdict(bytes, { audit, number }), notPermitted, name);
    }
    // read, write, mmap, futex, exit_group, execve
    const needed = { x64: [0, 1, 9, 202, 231, 59], arm64: [63, 64, 222, 98, 94, 221] }[arch] ?? [];
    for (const number of needed) assert.equal(verdict(bytes, { audit, number }), allow, String(number));
    const listed = new Set([...Object.values(refused), clone, clone3, ioctl]);
    for (let number = 0; number < 470; number++) {
      if (!listed.has(number)) assert.equal(verdict(bytes, { audit, number }), allow, String(number));
    }
  });

  test(`${arch}: threads start, processes and namespaces do not`, () => {
    // the flags of pthread_create, of fork, and of a process in a new user namespace
    assert.equal(verdict(bytes, { audit, number: clone, args: [0x003d0f00] }), allow);
    assert.equal(verdict(bytes, { audit, number: clone, args: [0x01200011] }), notPermitted);
    assert.equal(verdict(bytes, { audit, number: clone, args: [0x10000011] }), notPermitted);
    assert.equal(verdict(bytes, { audit, number: clone3 }), notThere);
  });

  test(`${arch}: nobody types for the terminal, and foreign conventions end the process`, () => {
    assert.equal(verdict(bytes, { audit, number: ioctl, args: [0, 0x5412] }), notPermitted);
    assert.equal(verdict(bytes, { audit, number: ioctl, args: [0, 0x5401] }), allow);
    assert.equal(verdict(bytes, { audit: 0x40000003, number: 1 }), kill); // 32-bit x86
    if (arch === 'x64') assert.equal(verdict(bytes, { audit, number: 0x40000000 + 59 }), kill); // x32
  });

  test(`${arch}: the kernel takes at most 4096 instructions`, () => {
    assert.ok(filterFor(processor).length <= 4096);
    assert.equal(bytes.length, 8 * filterFor(processor).length);
  });
}

test('a processor without a table has no filter', () => {
  assert.equal(seccompProgram('mips'), undefined);
});
