import assert from 'node:assert/strict';
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type TestContext, test } from 'node:test';
import { temporaryFolder } from './workbench';

const skip = process.platform === 'win32' ? 'Windows has no signals' : false;
const PROGRAM = join(__dirname, 'set-up-process.js');

function start(t: TestContext, root: string, word: string): { child: ChildProcess; heard: () => string } {
  const child = spawn(process.execPath, [PROGRAM, root, word], { stdio: ['ignore', 'pipe', 'pipe'] });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (chunk) => (text += chunk));
  t.after(() => child.kill('SIGKILL'));
  return { child, heard: () => text };
}

/** @returns the number of the process that the command of the second step has started */
async function inTheMiddle({ child, heard }: ReturnType<typeof start>): Promise<number> {
  for (;;) {
    const found = /grandchild (\d+)/.exec(heard());
    if (found) return Number(found[1]);
    assert.ok(child.stdout);
    await once(child.stdout, 'data');
  }
}

function runs(pid: number): boolean {
  try {
    // A process that has ended and that nobody has asked about yet still has its number.
    return (
      !/^State:\s+Z/m.test(existsSync('/proc/self/status') ? readFileSync(`/proc/${pid}/status`, 'utf8') : '') &&
      process.kill(pid, 0)
    );
  } catch {
    return false;
  }
}

const steps = (root: string) => readFileSync(join(root, 'done'), 'utf8').trim().split('\n');
const lockOf = (root: string) => join(root, '.convolab', 'setup', 'lock');

test('kill -9 in the middle: the next start ends the orphans and goes on', { skip }, async (t) => {
  const root = temporaryFolder(t);
  const first = start(t, root, 'stay');
  const orphan = await inTheMiddle(first);
  first.child.kill('SIGKILL');
  await once(first.child, 'exit');
  assert.ok(runs(orphan), 'the command survives its parent');
  assert.ok(existsSync(lockOf(root)), 'and so does the lock');

  const second = start(t, root, 'end');
  const [status] = await once(second.child, 'close');
  assert.equal(status, 0, second.heard());
  assert.ok(!runs(orphan));
  assert.deepEqual(steps(root), ['first', 'second', 'second after an interruption'], 'the first step was kept');
  assert.ok(!existsSync(lockOf(root)));

  const third = start(t, root, 'end');
  await once(third.child, 'close');
  assert.equal(steps(root).length, 3, 'all is done now');
});

for (const [signal, status] of [
  ['SIGINT', 130],
  ['SIGTERM', 143],
  ['SIGHUP', 129],
] as const) {
  test(`${signal} ends the command and all that it started, and says how to go on`, { skip }, async (t) => {
    const root = temporaryFolder(t);
    const first = start(t, root, 'stay');
    const grandchild = await inTheMiddle(first);
    first.child.kill(signal);
    const [code] = await once(first.child, 'close');
    assert.equal(code, status);
    assert.match(first.heard(), /Stopped\. Run npm start again: it goes on from here\./);
    assert.ok(!runs(grandchild));
    assert.ok(!existsSync(lockOf(root)));
    assert.ok(!existsSync(join(root, '.convolab', 'setup', 'second.json')), 'no stamp for half a step');
  });
}

test('two starts at once: the second one waits, and nothing is done twice', { skip }, async (t) => {
  const root = temporaryFolder(t);
  const first = start(t, root, 'stay');
  await inTheMiddle(first);
  const second = start(t, root, 'end');
  while (!/waiting for it to end/.test(second.heard())) {
    assert.ok(second.child.stdout);
    await once(second.child.stdout, 'data');
  }
  assert.deepEqual(steps(root), ['first', 'second']);
  first.child.kill('SIGINT');
  const [status] = await once(second.child, 'close');
  assert.equal(status, 0, second.heard());
  assert.deepEqual(steps(root), ['first', 'second', 'second after an interruption']);
});

test('many starts at once do every step once', { skip }, async (t) => {
  const root = temporaryFolder(t);
  const all = Array.from({ length: 6 }, () => start(t, root, 'end'));
  const statuses = await Promise.all(all.map(async ({ child }) => (await once(child, 'close'))[0]));
  assert.deepEqual(statuses, [0, 0, 0, 0, 0, 0], all.map(({ heard }) => heard()).join('\n'));
  assert.deepEqual(steps(root), ['first', 'second']);
});
