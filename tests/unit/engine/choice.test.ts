import assert from 'node:assert/strict';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { type Candidate, candidates } from '../../../lib/src/engine/candidates';
import { choiceKey, choose, namedEngine, rememberChoice, rememberedChoice } from '../../../lib/src/engine/choice';
import { reportLine } from '../../../lib/src/engine/report';
import { UserError } from '../../../lib/src/project';

const present = process.env.CONVOLAB_ENGINE;
const name = (value?: string) => {
  if (value === undefined) delete process.env.CONVOLAB_ENGINE;
  else process.env.CONVOLAB_ENGINE = value;
};
beforeEach(() => name(undefined));
afterEach(() => name(present));

const asked: string[] = [];
beforeEach(() => {
  asked.length = 0;
});
/** A trial that only these engines pass. */
const only =
  (...ids: string[]) =>
  async ({ id }: Candidate) => {
    asked.push(id);
    return ids.includes(id) ? undefined : 'it broke';
  };
const nativeIsThere = candidates().some(({ binding }) => binding);

describe('which engine is chosen', () => {
  test('the first that works, in the order native, WebAssembly with threads, WebAssembly', async () => {
    const all = candidates().map(({ id }) => id);
    assert.deepEqual(all.slice(0, 2), ['native-npm', 'native-built']);
    assert.deepEqual(all.slice(-2), ['wasm', 'cpu']);
    assert.equal(
      (await choose(only('native-npm', 'native-built', 'wasm', 'cpu'))).id.startsWith('native'),
      nativeIsThere,
    );
    assert.equal((await choose(only('wasm', 'cpu'))).id, 'wasm');
  });

  test('why the faster ones were not chosen, one sentence each', async () => {
    const { whyNotFaster } = await choose(only('wasm'));
    const faster = candidates().findIndex(({ id }) => id === 'wasm');
    assert.equal(whyNotFaster.length, faster);
    for (const sentence of whyNotFaster)
      assert.match(sentence, /^(Native TensorFlow|WebAssembly).*: (not installed|it broke)\.$/);
  });

  test('an engine whose file is not there is not even tried', async () => {
    await choose(only('wasm'));
    const there = candidates().filter((one) => one.name !== 'native' || one.binding);
    assert.deepEqual(
      asked,
      there.map(({ id }) => id).filter((id) => id !== 'cpu'),
    );
  });

  test('plain JavaScript only when it is named', async () => {
    await assert.rejects(choose(only('cpu')), (error: Error) => {
      assert.ok(error instanceof UserError);
      assert.match(error.message, /^No engine works here\. .*CONVOLAB_ENGINE=cpu works everywhere/);
      return true;
    });
    assert.ok(!asked.includes('cpu'));
    name('cpu');
    assert.equal((await choose(only('cpu'))).id, 'cpu');
  });
});

describe('CONVOLAB_ENGINE', () => {
  test('names the engine, and the report says so', async () => {
    name('wasm');
    const choice = await choose(only('native-npm', 'native-built', 'wasm-threads', 'wasm'));
    assert.match(choice.id, /^wasm/);
    assert.deepEqual(choice.whyNotFaster, ['CONVOLAB_ENGINE names wasm.']);
    assert.ok(asked.every((id) => id.startsWith('wasm')));
  });

  test('a named engine that does not work is an error with what to do, not another engine', async () => {
    name('native');
    await assert.rejects(
      choose(only('wasm', 'cpu')),
      /"native", which CONVOLAB_ENGINE names, does not work.*npm start/,
    );
  });

  test('a wrong name is an error that lists the right ones', () => {
    name('gpu');
    assert.throws(namedEngine, /CONVOLAB_ENGINE is "gpu"; it may be native, wasm or cpu/);
    name('');
    assert.equal(namedEngine(), undefined);
  });
});

describe('the choice is remembered', () => {
  const file = () => join(mkdtempSync(join(tmpdir(), 'convolab-choice-')), 'engine.json');

  test('for each CONVOLAB_ENGINE apart', () => {
    const path = file();
    assert.equal(rememberedChoice(path), undefined);
    rememberChoice({ id: 'wasm', whyNotFaster: ['a reason'] }, path);
    assert.deepEqual(rememberedChoice(path), { id: 'wasm', whyNotFaster: ['a reason'] });
    name('cpu');
    assert.equal(rememberedChoice(path), undefined);
    rememberChoice({ id: 'cpu', whyNotFaster: [] }, path);
    name(undefined);
    assert.equal(rememberedChoice(path)?.id, 'wasm');
  });

  test('not when anything that matters has changed', () => {
    const path = file();
    rememberChoice({ id: 'wasm', whyNotFaster: [] }, path);
    for (const part of [process.version, process.platform, '@tensorflow/tfjs 4', 'tfjs-native 4', 'wasm 1']) {
      assert.ok(choiceKey().includes(part), `the key names ${part}`);
    }
    const changed = readFileSync(path, 'utf8').replace(process.version, 'v1.2.3');
    writeFileSync(path, changed);
    assert.equal(rememberedChoice(path), undefined);
  });

  test('a file that was cut short counts as none', () => {
    const path = file();
    rememberChoice({ id: 'wasm', whyNotFaster: [] }, path);
    writeFileSync(path, readFileSync(path, 'utf8').slice(0, 40));
    assert.equal(rememberedChoice(path), undefined);
    rememberChoice({ id: 'wasm', whyNotFaster: [] }, path);
    assert.equal(rememberedChoice(path)?.id, 'wasm');
  });

  test('where nothing can be written, the engine works without', () => {
    const file = join(mkdtempSync(join(tmpdir(), 'engine-')), 'a file');
    writeFileSync(file, '');
    const below = join(file, 'engine.json');
    rememberChoice({ id: 'wasm', whyNotFaster: [] }, below);
    assert.equal(rememberedChoice(below), undefined);
  });
});

test('the printed line', () => {
  const versions = { node: '20.1.0', tfjs: '4.22.0' };
  const native = {
    name: 'native',
    threads: 2,
    versions: { ...versions, tensorflow: '2.20.0' },
    whyNotFaster: [],
  } as const;
  assert.equal(
    reportLine({ ...native, whyNotFaster: [] }),
    'Engine: native TensorFlow 2.20.0, 2 threads, TensorFlow.js 4.22.0.',
  );
  const slow = reportLine({ name: 'wasm', threads: 1, versions, whyNotFaster: ['Native TensorFlow: not installed.'] });
  assert.match(slow, /^Engine: WebAssembly, 1 thread, TensorFlow\.js 4\.22\.0\. .*convolab doctor/);
  const named = reportLine({ name: 'wasm', threads: 2, versions, whyNotFaster: ['CONVOLAB_ENGINE names wasm.'] });
  assert.match(named, /CONVOLAB_ENGINE names wasm\.$/);
});
