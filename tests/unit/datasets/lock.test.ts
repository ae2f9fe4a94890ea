import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { existsSync, readFileSync, utimesSync, writeFileSync } from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { withLock } from '../../../lib/src/datasets/lock';
import { projectRoot } from '../../../lib/src/project';
import { readTypeScript } from '../../read-typescript';
import { temporaryFolder } from './temporary-folder';

const never = new AbortController().signal;
const ended = (): number => Number(execFileSync(process.execPath, ['-p', 'process.pid']).toString());

test('the work runs under the lock, its result comes back, and the lock is gone', async (t) => {
  const path = join(temporaryFolder(t), 'deep', 'x.lock');
  assert.equal(await withLock(path, never, async () => existsSync(path)), true);
  assert.equal(existsSync(path), false);
});

test('the lock is gone after a failure too', async (t) => {
  const path = join(temporaryFolder(t), 'x.lock');
  await assert.rejects(
    withLock(path, never, async () => Promise.reject(new Error('no'))),
    /no/,
  );
  assert.equal(existsSync(path), false);
});

test('processes never work at the same time', async (t) => {
  const folder = temporaryFolder(t);
  const counter = join(folder, 'counter');
  writeFileSync(counter, '0');
  // Each reads, lets others run, and writes: without a lock, counts get lost.
  const program = `
    const { readFileSync, writeFileSync } = require('node:fs');
    const { setImmediate: pause } = require('node:timers/promises');
    const { withLock } = require(${JSON.stringify(join(projectRoot, 'lib/src/datasets/lock'))});
    (async () => {
      for (let i = 0; i < 8; i++) await withLock(${JSON.stringify(join(folder, 'x.lock'))}, new AbortController().signal, async () => {
        const count = Number(readFileSync(${JSON.stringify(counter)}, 'utf8'));
        for (let k = 0; k < 200; k++) await pause();
        writeFileSync(${JSON.stringify(counter)}, String(count + 1));
      });
    })();`;
  const run = () =>
    promisify(execFile)(process.execPath, [...readTypeScript, '-e', program], {
      cwd: projectRoot,
    });
  await Promise.all([run(), run()]);
  assert.equal(readFileSync(counter, 'utf8'), '16');
});

test('a lock that a dead process of this machine left is taken over', async (t) => {
  const path = join(temporaryFolder(t), 'x.lock');
  writeFileSync(path, JSON.stringify({ host: hostname(), pid: ended(), id: 'a' }));
  assert.equal(await withLock(path, AbortSignal.timeout(5_000), async () => 'done'), 'done');
});

test('a lock of another machine is taken over only when it was not touched for long', async (t) => {
  const path = join(temporaryFolder(t), 'x.lock');
  writeFileSync(path, JSON.stringify({ host: `not-${hostname()}`, pid: ended(), id: 'a' }));
  await assert.rejects(
    withLock(path, AbortSignal.timeout(350), async () => 'done'),
    { name: /Abort|Timeout/ },
  );
  const longAgo = Date.now() / 1000 - 60;
  utimesSync(path, longAgo, longAgo);
  assert.equal(await withLock(path, AbortSignal.timeout(5_000), async () => 'done'), 'done');
});

test('who waits can give up, and leaves the lock to its owner', async (t) => {
  const path = join(temporaryFolder(t), 'x.lock');
  await withLock(path, never, async () => {
    const stop = new AbortController();
    const waiting = withLock(path, stop.signal, async () => 'done');
    setImmediate(() => stop.abort());
    await assert.rejects(waiting, { name: 'AbortError' });
    assert.equal(existsSync(path), true);
  });
});
