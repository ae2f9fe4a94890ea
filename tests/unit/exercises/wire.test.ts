import assert from 'node:assert';
import { test } from 'node:test';
import { copyData, encode, Odd, readGiven, writeGiven } from '../../../lib/src/exercises/wire';

test('data survives the journey', () => {
  const data = {
    image: [[[1.5, -0.25]], [[NaN, Infinity]]],
    nothing: undefined,
    none: null,
    text: 'a "b"\n',
    yes: true,
    deep: { $: 3 },
  };
  assert.deepEqual(readGiven(encode(data)), data);
  assert.deepEqual(readGiven(writeGiven(readGiven(encode(data)))), data);
});

test('typed arrays become lists, and other things are described', () => {
  assert.deepEqual(readGiven(encode(new Float32Array([1, 2]))), [1, 2]);
  const what = (value: unknown): string => (readGiven(encode(value)) as Odd).what;
  assert.equal(what(Promise.resolve(3)), 'a Promise');
  assert.equal(
    what(() => 3),
    'a function',
  );
  assert.equal(what(new Map()), 'a Map');
  assert.equal(what(Symbol('x')), 'a symbol');
  assert.equal(what({ dataSync: () => 0, shape: [2, 3] }), 'a tensor of shape [2, 3]');
  const loop: unknown[] = [];
  loop.push(loop);
  assert.ok((readGiven(encode(loop)) as unknown[])[0] instanceof Odd);
  assert.ok(readGiven(writeGiven(new Odd('a Map'))) instanceof Odd);
});

test('a key named __proto__ stays a key', () => {
  const read = readGiven(encode(JSON.parse('{"__proto__": {"polluted": 1}}'))) as object;
  assert.deepEqual(Object.keys(read), ['__proto__']);
  assert.equal(({} as { polluted?: number }).polluted, undefined);
  assert.equal(Object.getPrototypeOf(read), Object.prototype);
});

test('too much is refused before it is written', () => {
  assert.throws(() => encode(new Array(3_000_000).fill(0)), /too large/);
  assert.throws(() => encode('x'.repeat(50_000_000)), /too large/);
});

test('a copy shares nothing', () => {
  const data = [[1, 2]];
  const copy = copyData(data);
  copy[0][0] = 9;
  assert.deepEqual(data, [[1, 2]]);
});
