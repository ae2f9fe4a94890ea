import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import * as course from '../../../lib/src';
import { projectRoot } from '../../../lib/src/project';
import { script } from './scripts';

const { CHAPTERS } = script('checkpoints/chapters');
const { chosen } = script('checkpoints/options');
const all = Object.values(CHAPTERS).flat();
const folder = join(projectRoot, 'data', 'checkpoints');

before(async () => {
  await course.engineReady({ quiet: true });
});

test('every file of weights has a training that makes it, and the other way round', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.safetensors'));
  assert.deepEqual(files.sort(), all.map(({ name }) => `${name}.safetensors`).sort());
});

for (const { name, model } of all) {
  test(`the checkpoint ${name} fits the network of its training, and says what was measured`, async () => {
    const network = model(course);
    await course.loadCheckpoint(name, network);
    network.dispose();
    assert.match(metadataOf(name).measured, /\d/);
  });
}

/** What stands in the file's header besides its tensors. */
function metadataOf(name: string): Record<string, string> {
  const bytes = readFileSync(join(folder, `${name}.safetensors`));
  const header = bytes.subarray(8, 8 + Number(bytes.readBigUInt64LE())).toString();
  return JSON.parse(header).__metadata__;
}

test('the command finds checkpoints by name and by chapter', () => {
  const some = { '06': [{ name: 'a' }, { name: 'b' }], '07': [{ name: 'c' }] };
  assert.deepEqual(chosen(['c', 'b'], some), [{ name: 'b' }, { name: 'c' }]);
  assert.deepEqual(chosen(['6'], some), some['06']);
  assert.deepEqual(chosen(['all'], some)?.length, 3);
  assert.equal(chosen([], some), undefined);
  assert.throws(
    () => chosen(['d'], some),
    /^SetupError: There is no checkpoint 'd': npm run checkpoints lists them\.$/,
  );
  assert.throws(() => chosen(['--all'], some), /^SetupError: npm run checkpoints does not know '--all'/);
});
