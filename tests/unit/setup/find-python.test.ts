import assert from 'node:assert/strict';
import { join } from 'node:path';
import { test } from 'node:test';
import { script } from './scripts';
import { fakeProgram, fakePython, temporaryFolder } from './workbench';

const { findPython, complaint } = script('setup/steps/find-python');
const skip = process.platform === 'win32' ? 'the fake programs are shell scripts' : false;

test('the first Python that is new enough', { skip }, (t) => {
  const folder = temporaryFolder(t);
  fakePython(folder, 'python3', [3, 9, 2]);
  fakePython(folder, 'python3.12', [3, 12, 1]);
  const found = findPython({ PATH: folder, HOME: folder });
  assert.deepEqual(found, { python: join(folder, 'python3.12'), version: '3.12.1', uv: undefined });
});

test('no Python at all', { skip }, (t) => {
  const folder = temporaryFolder(t);
  assert.throws(
    () => findPython({ PATH: folder, HOME: folder }),
    /^SetupError: Python 3\.10 or newer is needed, and there is none\./,
  );
});

test('a Python that only says that it is none, as on a fresh Windows', { skip }, (t) => {
  const folder = temporaryFolder(t);
  fakeProgram(folder, 'python3', 'echo Python was not found; exit 9');
  assert.throws(() => findPython({ PATH: folder, HOME: folder }), /there is none/);
});

test('a Python that is too old', { skip }, (t) => {
  const folder = temporaryFolder(t);
  fakePython(folder, 'python3', [3, 8, 10]);
  assert.throws(() => findPython({ PATH: folder, HOME: folder }), /this is Python 3\.8\.10/);
});

test('a Python without its venv module will do for uv only', { skip }, (t) => {
  const folder = temporaryFolder(t);
  fakePython(folder, 'python3', [3, 11, 2], false);
  const env = { PATH: folder, HOME: folder };
  assert.throws(() => findPython(env), /Python 3\.11\.2 lacks its venv module/);
  const uv = fakeProgram(folder, '.local/bin/uv', 'exit 1');
  assert.equal(findPython(env).uv, uv);
  assert.throws(() => findPython({ ...env, CONVOLAB_UV: 'off' }), /venv module/);
});

test('a Python that uv has installed and that is on no PATH', { skip }, (t) => {
  const folder = temporaryFolder(t);
  const python = fakePython(folder, 'managed/python3.13', [3, 13, 0], false);
  fakeProgram(folder, 'uv', `echo ${python}`);
  assert.equal(findPython({ PATH: folder, HOME: folder }).python, python);
});

test('CONVOLAB_PYTHON comes first', { skip }, (t) => {
  const folder = temporaryFolder(t);
  fakePython(folder, 'python3', [3, 12, 0]);
  const mine = fakePython(folder, 'mine/python', [3, 11, 0]);
  assert.equal(findPython({ PATH: folder, HOME: folder, CONVOLAB_PYTHON: mine }).python, mine);
});

test('the sentence names the command of the platform', () => {
  const old = [{ version: [3, 8, 1], path: 'x', venv: true }];
  const bare = [{ version: [3, 11, 1], path: 'x', venv: false }];
  assert.match(
    complaint(bare, 'linux'),
    /Install it with: sudo apt-get install python3-venv, then run npm start again\.$/,
  );
  assert.match(complaint([], 'linux'), /sudo apt-get install python3 python3-venv/);
  assert.match(complaint([], 'darwin'), /brew install python/);
  assert.match(complaint(old, 'win32'), /winget install Python/);
});
