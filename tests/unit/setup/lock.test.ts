import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { temporaryFolder, write } from './workbench';

const { Lock } = script('setup/lock');
const nobodyToWaitFor = (sentence: string) => assert.fail(sentence);

test('a lock names its process and is gone when it is given back', async (t) => {
  const file = join(temporaryFolder(t), 'deep', 'lock');
  const lock = new Lock(file);
  await lock.take(nobodyToWaitFor);
  assert.equal(JSON.parse(readFileSync(file, 'utf8')).pid, process.pid);
  lock.release();
  assert.ok(!existsSync(file));
});

test('the lock of a process that has ended is taken over', async (t) => {
  const folder = temporaryFolder(t);
  const gone = spawnSync(process.execPath, ['-p', 'process.pid'], { encoding: 'utf8' });
  write(folder, { lock: JSON.stringify({ pid: Number(gone.stdout), boot: '', started: '' }) });
  const lock = new Lock(join(folder, 'lock'));
  await lock.take(nobodyToWaitFor);
  assert.equal(JSON.parse(readFileSync(join(folder, 'lock'), 'utf8')).pid, process.pid);
  lock.release();
});

test('a number that another process has now does not keep the lock', async (t) => {
  const folder = temporaryFolder(t);
  // This very process runs, but it is not the one that began at that time on that run of the machine.
  write(folder, { lock: JSON.stringify({ pid: process.pid, boot: 'an earlier one', started: '1' }) });
  const lock = new Lock(join(folder, 'lock'));
  await lock.take(nobodyToWaitFor);
  lock.release();
});

test('whoever waits is told once, and gets the lock when it is given back', async (t) => {
  const file = join(temporaryFolder(t), 'lock');
  const [first, second] = [new Lock(file), new Lock(file)];
  await first.take(nobodyToWaitFor);
  const said: string[] = [];
  const waiting = second.take((sentence) => {
    said.push(sentence);
    setImmediate(() => first.release());
  });
  await waiting;
  assert.deepEqual(said, [`Another start (process ${process.pid}) is setting up this folder: waiting for it to end.`]);
  second.release();
});
