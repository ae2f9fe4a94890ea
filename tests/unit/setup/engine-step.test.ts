import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { type Outcome, script } from './scripts';
import { fakeContext, fakeProgram, temporaryFolder, write } from './workbench';

const step = script('setup/steps/engine');
const skip = process.platform === 'win32' ? 'the fake compiler is a shell script' : false;

test('an engine that was asked for by name is not built', async (t) => {
  const context = fakeContext(temporaryFolder(t));
  context.env.CONVOLAB_ENGINE = 'wasm';
  assert.deepEqual(await step.work(context, { interrupted: false }), { note: 'wasm, as CONVOLAB_ENGINE says' });
});

test('whatever keeps the fast engine away is told, and the course goes on', async (t) => {
  // In an empty folder the installer finds neither tfjs-node nor a lock.
  const context = fakeContext(temporaryFolder(t));
  const outcome = await step.work(context, { interrupted: false });
  assert.equal(outcome.note, 'WebAssembly');
  assert.equal(outcome.tries, 1);
  assert.equal(context.said.length, 1);
  assert.match(context.said[0], /The course runs on WebAssembly instead, which is slower\./);
});

test('a failure that a new start may mend is tried three times, then only by --setup-only', (t) => {
  const context = fakeContext(temporaryFolder(t));
  const failed = (tries: number): Outcome => ({ reason: 'No network.', remedy: 'Run `npm start` again.', tries });
  assert.ok(!step.isThere(context, failed(1)));
  assert.ok(!step.isThere(context, failed(2)));
  assert.ok(step.isThere(context, failed(3)));
  assert.ok(!step.isThere({ ...context, thorough: true }, failed(3)));
  const hopeless = { reason: 'The processor lacks AVX.', remedy: '', tries: 1 };
  assert.ok(step.isThere({ ...context, thorough: true }, hopeless), 'what no start can mend is not tried again');
});

test('a native engine whose files are gone is built again', (t) => {
  assert.ok(!step.isThere(fakeContext(temporaryFolder(t)), { native: true }));
});

test('a compiler that was installed since is a reason to build', { skip }, (t) => {
  const root = temporaryFolder(t);
  write(root, { 'scripts/engine/install.js': '', 'bin/empty': '' });
  const context = fakeContext(root);
  context.env.PATH = join(root, 'bin');
  const before = JSON.stringify(step.inputs(context));
  fakeProgram(root, 'bin/g++', '');
  assert.notEqual(JSON.stringify(step.inputs(context)), before);
});
