import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, mock, test } from 'node:test';
import { canBuild, install, installer, places, smallCourse } from './small-course';

const { installNative } = require(installer);
const { compilerRemedy } = require('../../../scripts/engine/toolchain.js');
const { recipeFor } = require('../../../scripts/engine/recipes.js');
const { speakFor } = require('../../../scripts/setup/say.js');
const { explain } = require('../../../scripts/engine/wheel.js');

const environment = { ...process.env };
afterEach(() => {
  process.env = { ...environment };
  speakFor([], {});
  mock.restoreAll();
});

describe('the installation of the native engine', { skip: !canBuild && 'no compiler or no Python here' }, () => {
  test('fetches, unpacks, compiles; a second call finds it done', async () => {
    const course = smallCourse();
    const first = await install(course);
    assert.deepEqual({ ok: first.ok, reason: first.reason }, { ok: true, reason: undefined });
    assert.deepEqual(
      first.said.map((line) => line.split(' ')[0]),
      ['Downloading', 'Unpacking', 'Compiling'],
    );
    const second = await install(course);
    assert.deepEqual(second, { ok: true, said: [] });
    assert.equal(course.downloads(), 1);
  });

  test('keeps the libraries, the licences and the headers that are included, and nothing else', async () => {
    const course = smallCourse();
    await install(course);
    const { engine, state } = places(course.root);
    const headers = readdirSync(join(engine, 'include'), { recursive: true })
      .map(String)
      .filter((path) => path.endsWith('.h'));
    assert.deepEqual(headers.sort(), ['tensorflow/c/c_api.h', 'tensorflow/c/tf_status.h', 'tensorflow/deep/down.h']);
    assert.equal(readFileSync(join(engine, 'LICENSE'), 'utf8'), 'Apache');
    assert.ok(existsSync(join(engine, 'THIRD_PARTY_NOTICES.txt')));
    assert.deepEqual(readdirSync(state).sort(), ['engine', 'engine-attempts.json', 'native.json']);
  });

  test('a lost binding is compiled again, without a download', async () => {
    const course = smallCourse();
    await install(course);
    rmSync(join(places(course.root).engine, 'tfjs_binding.node'));
    assert.deepEqual(
      (await install(course)).said.map((line) => line.split(' ')[0]),
      ['Compiling'],
    );
    assert.equal(course.downloads(), 1);
  });

  test('a library that was cut short is fetched again', async () => {
    const course = smallCourse();
    await install(course);
    truncateSync(join(places(course.root).engine, recipeFor().libraries[0]), 3);
    assert.equal((await install(course)).ok, true);
    assert.equal(course.downloads(), 2);
  });

  test('another version in the lock file is fetched anew', async () => {
    const course = smallCourse();
    await install(course);
    writeFileSync(places(course.root).lock, 'tensorflow-cpu==2.21.0\n');
    assert.equal((await install(course)).ok, true);
    assert.equal(course.downloads(), 2);
  });

  test('a compiler that fails is not asked again at each start', async () => {
    const course = smallCourse();
    writeFileSync(course.compiler, '#!/bin/sh\necho "x.cc:1: error: no such thing" >&2\nexit 1\n');
    const first = await install(course);
    assert.match(first.reason ?? '', /did not compile: x\.cc:1: error: no such thing/);
    const second = await install(course);
    assert.equal(second.reason, first.reason);
    assert.deepEqual(second.said, []);
    // what is kept is in no language: another reader is told it in another one
    speakFor([], { CONVOLAB_LANG: 'fr' });
    const third = await install(course);
    assert.deepEqual(third.said, []);
    assert.match(third.reason ?? '', /moteur natif.*: x\.cc:1: error: no such thing$/);
    assert.match(third.remedy ?? '', /relancez `npm start`/);
  });

  test('the binding that npm installed is taken as it is', async () => {
    const course = smallCourse();
    await install(course); // for a binding that loads
    const { engine, stamp, tfjs } = places(course.root);
    const folder = join(tfjs, 'lib', 'napi-v8');
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'tfjs_binding.node'), readFileSync(join(engine, 'tfjs_binding.node')));
    rmSync(places(course.root).state, { recursive: true });
    assert.deepEqual((await install(course)).said, []);
    assert.equal(JSON.parse(readFileSync(stamp, 'utf8')).source, 'npm');
  });

  test("tfjs-node's own install script runs where its host has the files", {
    skip: !recipeFor()?.npmBinary,
  }, async () => {
    const course = smallCourse();
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(`${request.method} ${request.url}`);
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const host = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const { tfjs, state } = places(course.root);
    rmSync(state, { recursive: true }); // forget that it was tried
    writeFileSync(
      join(tfjs, 'package.json'),
      JSON.stringify({ version: '4.22.0', binary: { host: `${host}/bindings` } }),
    );
    const copy = `fs.mkdirSync('lib/napi-v8', { recursive: true }); fs.copyFileSync('../../tools/binding.node', 'lib/napi-v8/tfjs_binding.node');`;
    writeFileSync(join(tfjs, 'scripts', 'install.js'), `const fs = require('fs'); ${copy}`);
    process.env.TFJS_NODE_CDN_STORAGE = `${host}/`;
    const { ok, said } = await install(course);
    server.close();
    assert.ok(ok);
    assert.equal(asked.length, 2);
    assert.ok(asked.every((line) => line.startsWith('HEAD /')));
    assert.deepEqual(said, ['Installing the native engine of TensorFlow.js']);
    assert.equal(course.downloads(), 0);
  });
});

describe('what is said when it cannot be made', { skip: !canBuild && 'no compiler or no Python here' }, () => {
  test('no compiler', async () => {
    const course = smallCourse();
    process.env.PATH = join(course.root, 'python'); // a folder without programs
    delete process.env.CXX;
    const { ok, reason, remedy } = await installNative({ root: course.root, python: course.python });
    assert.equal(ok, false);
    assert.match(reason, /no C\+\+ compiler/);
    assert.match(remedy, /`(sudo apt-get install g\+\+|xcode-select --install)`/);
    assert.equal(course.downloads(), 0, 'nothing is downloaded in vain');
  });

  test('no room on the disk', async () => {
    const course = smallCourse();
    const promises = require('node:fs/promises');
    mock.method(promises, 'statfs', async () => ({ bavail: 1000, bsize: 4096 }));
    const { reason, remedy } = await install(course);
    assert.match(reason ?? '', /needs 1\.\d GB of free disk space/);
    assert.match(remedy ?? '', /^Free 1\.\d GB/);
    assert.equal(course.downloads(), 0);
  });

  test('neither pip nor uv', async () => {
    const course = smallCourse();
    writeFileSync(course.python, '#!/bin/sh\nexit 1\n');
    const { reason, remedy } = await install(course);
    assert.match(reason ?? '', /Neither pip nor uv/);
    assert.match(remedy ?? '', /\.venv/);
  });

  test('no network', async () => {
    const course = smallCourse();
    const complaint = 'ERROR: NewConnectionError: Temporary failure in name resolution';
    writeFileSync(course.python, `#!/bin/sh\n[ "$3" = --version ] && exit 0\necho "${complaint}" >&2\nexit 1\n`);
    const { reason, remedy } = await install(course);
    assert.match(reason ?? '', /could not be downloaded from the Python package index/);
    assert.match(remedy ?? '', /network/);
  });
});

test('what pip and uv complain of, in plain words', () => {
  assert.match(
    explain('error: Failed to fetch\n  dns error: failed to lookup', false).reason,
    /could not be downloaded/,
  );
  assert.match(
    explain('ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE', false).reason,
    /hash/,
  );
  assert.match(explain('OSError: [Errno 28] No space left on device', false).reason, /disk is full/);
  assert.match(explain('something else\nlast line\n', false).reason, /last line$/);
});

test('the platforms', () => {
  assert.equal(recipeFor('linux', 'x64').tested, true);
  assert.equal(recipeFor('win32', 'x64').libraries, null);
  assert.equal(recipeFor('sunos', 'x64'), undefined);
  assert.match(compilerRemedy('darwin'), /xcode-select --install/);
  assert.match(compilerRemedy('win32'), /WSL/);
  const lock = readFileSync(join(__dirname, '../../../python/engine.lock'), 'utf8');
  for (const platform of [
    ['linux', 'x64'],
    ['linux', 'arm64'],
    ['darwin', 'arm64'],
    ['darwin', 'x64'],
  ]) {
    const { tensorflow } = recipeFor(...platform);
    assert.ok(
      lock.includes(`==${tensorflow} ; sys_platform == '${platform[0]}'`),
      `${platform} is locked to ${tensorflow}`,
    );
  }
});
