import assert from 'node:assert/strict';
import type { ChildProcess } from 'node:child_process';
import { EventEmitter } from 'node:events';
import { PassThrough } from 'node:stream';
import { test } from 'node:test';
import fc from 'fast-check';
import { type Data, encode } from '../../lib/src/exercises/wire';
import { Connection } from '../../lib/src/grading/channel/connection';
import { longestReply, ProtocolError, type Reply, readReply } from '../../lib/src/grading/channel/reply';
import { nesting } from '../../lib/src/grading/reading/nesting';

/** Whatever an answer can return as data. */
const data: fc.Arbitrary<Data> = fc.letrec<{ data: Data }>((tie) => ({
  data: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.double(),
    fc.string({ unit: 'binary' }),
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.array(tie('data')),
    fc.dictionary(
      fc.oneof(fc.string(), fc.constantFrom('__proto__', 'constructor', '$', 'toString')),
      tie('data'),
    ) as fc.Arbitrary<Data>,
  ),
})).data;

/** A reply or a complaint, never anything else. */
function read(line: string): Reply | undefined {
  try {
    return readReply(line);
  } catch (error) {
    assert.ok(error instanceof ProtocolError, String(error));
    assert.match(error.message, /^The submission .*\.$/);
    return undefined;
  }
}

test('what an answer returns comes out of the channel as it went in', () => {
  fc.assert(
    fc.property(fc.array(data), fc.string(), (results, printed) => {
      const line = JSON.stringify({ id: 'x', status: 'returned', results: encode(results), names: ['f'], printed });
      const { outcome } = readReply(line);
      assert.ok(outcome.status === 'returned');
      // minus zero is zero on the wire
      assert.equal(encode(outcome.results), encode(results));
    }),
  );
});

test('any text is a reply or breaks the rules', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (line) => void read(line)));
  fc.assert(fc.property(fc.json(), (line) => void read(line)));
});

test('any object with the parts of a reply is one or breaks the rules, and changes no prototype', () => {
  const part = fc.oneof(fc.jsonValue(), fc.json());
  const status = fc.oneof(fc.constantFrom('returned', 'threw', 'timeout', 'pending', 'ended'), fc.jsonValue());
  const reply = fc.record(
    {
      id: fc.oneof(fc.string(), part),
      status,
      results: part,
      error: part,
      names: part,
      printed: part,
      seconds: part,
      changedArgument: part,
      __proto__: part,
    },
    { requiredKeys: ['id', 'status'], noNullPrototype: false },
  );
  fc.assert(
    fc.property(reply, (parts) => {
      const found = read(JSON.stringify(parts));
      assert.deepEqual(Object.keys(Object.prototype), []);
      if (!found) return;
      assert.equal(typeof found.id, 'string');
      assert.equal(typeof found.printed, 'string');
      assert.ok(['returned', 'threw', 'timeout', 'pending'].includes(found.outcome.status));
    }),
    { numRuns: 1000 },
  );
});

test('the nesting of a JSON text is that of the value', () => {
  const depth = (value: unknown): number =>
    value !== null && typeof value === 'object' ? 1 + Math.max(0, ...Object.values(value).map(depth)) : 0;
  fc.assert(fc.property(fc.jsonValue(), (value) => assert.equal(nesting(JSON.stringify(value)), depth(value))));
});

interface Played {
  connection: Connection;
  answers: PassThrough;
  requests: PassThrough;
}

/** A connection to a sandbox that the test plays. */
function play(): Played {
  const child = new EventEmitter() as unknown as ChildProcess;
  const [complaints, requests, answers] = [new PassThrough(), new PassThrough(), new PassThrough()];
  const kill = (): boolean => child.emit('exit', null, 'SIGKILL');
  Object.assign(child, { stdio: [null, null, complaints, requests, answers], kill });
  return { connection: new Connection(child), answers, requests };
}

/** Cuts bytes at some places. */
function pieces(bytes: Buffer, cuts: number[]): Buffer[] {
  const places = [...new Set(cuts.map((cut) => cut % (bytes.length + 1)))].sort((a, b) => a - b);
  return [0, ...places].map((from, i) => bytes.subarray(from, places[i] ?? bytes.length));
}

test('a reply arrives whole, however it is cut', async () => {
  await fc.assert(
    fc.asyncProperty(data, fc.array(fc.nat(), { maxLength: 5 }), async (value, cuts) => {
      const { connection, answers, requests } = play();
      const asked = connection.ask({ fn: 'f', args: '[[]]' }, 5);
      const { id } = JSON.parse(String(requests.read())) as { id: string };
      const line = JSON.stringify({ id, status: 'returned', results: encode([value]), names: [], printed: '' });
      for (const piece of pieces(Buffer.from(`${line}\n`), cuts)) answers.write(piece);
      const { outcome } = await asked;
      assert.equal(connection.violation, undefined);
      assert.ok(outcome.status === 'returned');
      assert.equal(encode(outcome.results), encode([value]));
      await connection.kill();
    }),
  );
});

test('whatever else comes ends the connection with a sentence, and never counts', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.uint8Array({ minLength: 1 }), { minLength: 1, maxLength: 4 }), async (chunks) => {
      const { connection, answers } = play();
      const asked = connection.ask({ fn: 'f', args: '[[]]' }, 5);
      for (const chunk of chunks) answers.write(Buffer.from(chunk));
      answers.write('\n\n');
      const { outcome } = await asked;
      assert.equal(outcome.status, 'ended');
      assert.match(connection.violation ?? '', /^The submission .*\.$/);
      assert.ok(!connection.isOpen);
      await connection.kill();
    }),
  );
});

test('data before a question, and data after an answer, break the rules', async () => {
  const early = play();
  early.answers.write('{}\n');
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(early.connection.violation ?? '', /without being asked/);

  const late = play();
  const asked = late.connection.ask({ fn: 'f', args: '[[]]' }, 5);
  const { id } = JSON.parse(String(late.requests.read())) as { id: string };
  const reply = { id, status: 'returned', results: '[1]', names: [], printed: '' };
  late.answers.write(`${JSON.stringify(reply)}\n`);
  assert.deepEqual((await asked).outcome, { status: 'returned', results: [1], wasPromise: false });
  late.answers.write('x');
  await new Promise((resolve) => setImmediate(resolve));
  assert.match(late.connection.violation ?? '', /without being asked/);
  assert.equal((await late.connection.ask({ fn: 'f', args: '[[]]' }, 5)).outcome.status, 'ended');
});

test('a reply that is longer than any answer breaks the rules before it ends', async () => {
  const { connection, answers } = play();
  const asked = connection.ask({ fn: 'f', args: '[[]]' }, 5);
  const chunk = Buffer.alloc(2 ** 20, 'x');
  for (let sent = 0; sent <= longestReply; sent += chunk.length) answers.write(chunk);
  assert.equal((await asked).outcome.status, 'ended');
  assert.match(connection.violation ?? '', /more data than any answer/);
});

test('no two questions have the same number', () => {
  const { connection, requests } = play();
  const ids = Array.from({ length: 100 }, () => {
    void connection.ask({ fn: 'f', args: '[[]]' }, 0.001);
    return (JSON.parse(String(requests.read())) as { id: string }).id;
  });
  assert.equal(new Set(ids).size, 100);
  for (const id of ids) assert.match(id, /^[0-9a-f]{32}$/);
});
