import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { type Engine, type Session, type Setting, script } from './scripts';

const { Session: SessionClass } = script('bench/session');
const setting: Setting = { model: 'cnn', imageSize: 4, batchSize: 2, count: 4, rounds: 3, seconds: 1, main: true };

function pretended(name: string, ...args: (string | number)[]): Engine {
  const worker = join(__dirname, 'pretend-worker.js');
  return { name, title: name, command: process.execPath, args: [worker, ...args.map(String)], env: process.env };
}

function sessionOf(t: TestContext, engines: Engine[], watch: (detail: string) => void = () => {}): Session {
  const data = mkdtempSync(join(tmpdir(), 'bench-'));
  t.after(() => rmSync(data, { recursive: true, force: true }));
  const progress = { begin() {}, end() {}, close() {}, detail: watch };
  return new SessionClass({ engines, parts: [{ model: 'cnn', settings: [setting] }], data, progress });
}

test('every engine measures once a round and mode, and each round begins with another one', async (t) => {
  const session = sessionOf(t, [pretended('a', 10), pretended('b', 10), pretended('c', 10)]);
  await session.run();
  const order = (mode: string) => session.measurements.filter((one) => one.mode === mode).map(({ engine }) => engine);
  for (const mode of ['train', 'infer']) assert.equal(order(mode).join(''), 'abcbcacab');
  assert.deepEqual(session.failures, []);
  assert.deepEqual(Object.values(session.parameters), [10]);
  assert.deepEqual(
    session.peaks.map(({ megabytes }) => megabytes),
    [7, 7, 7],
  );
});

test('models that are not equal are not compared', async (t) => {
  const session = sessionOf(t, [pretended('a', 10), pretended('b', 11)]);
  await session.run();
  assert.deepEqual(session.measurements, []);
  assert.equal(session.failures.length, 1);
  assert.match(session.failures[0].reason, /not compared, the parameters differ: 10 in a, 11 in b\.$/);
});

test('what one engine cannot do is said, and the others go on', async (t) => {
  const session = sessionOf(t, [pretended('a', 10), pretended('b', 10, 'train', 'no such kernel')]);
  await session.run();
  const of = (engine: string) => session.measurements.filter((one) => one.engine === engine);
  assert.equal(of('a').length, 6);
  assert.deepEqual(new Set(of('b').map(({ mode }) => mode)), new Set(['infer']));
  assert.deepEqual(
    session.failures.map(({ reason }) => reason),
    ['b: CNN, batch 2, 4×4, training: no such kernel'],
  );
});

test('an engine that ends, and one that does not start, are named once, with their last words', async (t) => {
  const nowhere = { ...pretended('c', 10), command: join(__dirname, 'nowhere') };
  const session = sessionOf(t, [pretended('a', 10), pretended('b', 10, 'train', 'crash'), nowhere]);
  await session.run();
  assert.equal(session.measurements.length, 6);
  const reasons = session.failures.map(({ reason }) => reason).sort();
  assert.equal(reasons.length, 2);
  assert.match(reasons[0], /^b: .*out of luck$/);
  assert.match(reasons[1], /^c: .*ENOENT/);
});

test('a run that is stopped keeps what was measured, also when an engine never answers', async (t) => {
  const session = sessionOf(t, [pretended('a', 10)], (detail) => {
    if (detail.startsWith('round 2')) session.stop();
  });
  await session.run();
  assert.ok(session.stopped);
  assert.deepEqual(
    session.measurements.map(({ round }) => round),
    [0, 0],
  );
  assert.deepEqual(session.failures, []);
  const silent = sessionOf(t, [pretended('b', 10, 'train', 'silent')], (detail) => {
    if (detail.startsWith('warming up')) silent.stop();
  });
  await silent.run();
  assert.deepEqual(silent.measurements, []);
});
