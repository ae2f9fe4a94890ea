import assert from 'node:assert/strict';
import { test } from 'node:test';
import { projectRoot } from '../../../lib/src/project';
import { script } from './scripts';

const { runCommand } = script('testing/run-command');

/** A second, in minutes: what the tests below take for a long silence. */
const silentMinutes = 1 / 60;
const node = (code: string) => runCommand(process.execPath, ['-e', code], { root: projectRoot, silentMinutes });

test('a command that says nothing for too long is ended, and what it said is kept', async () => {
  const { ok, output } = await node("console.log('begun'); setInterval(() => {}, 1000)");
  assert.equal(ok, false);
  assert.equal(output, 'begun\n');
});

test('a command may take longer than that in all, as long as it speaks', async () => {
  const { ok, output } = await node(
    'let n = 0; const timer = setInterval(() => { console.log(++n); if (n === 8) clearInterval(timer) }, 250)',
  );
  assert.equal(ok, true);
  assert.equal(output, '1\n2\n3\n4\n5\n6\n7\n8\n');
});

test('a command that fails or is not there is told from one that works', async () => {
  assert.equal((await node('process.exit(3)')).ok, false);
  assert.equal((await runCommand('no-such-program', [], { root: projectRoot })).ok, false);
  assert.equal((await node('')).ok, true);
});
