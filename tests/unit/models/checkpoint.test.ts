import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { before, test } from 'node:test';
import { engineReady, tf } from '../../../lib/src/engine';
import { checkpointBytes, lenet5, loadCheckpoint } from '../../../lib/src/models';
import { fromHalves, toHalves } from '../../../lib/src/models/pretrained/half-numbers';
import { openSafetensors } from '../../../lib/src/models/pretrained/safetensors';
import { safetensorsBytes } from '../../../lib/src/models/pretrained/write-safetensors';
import { projectRoot, UserError } from '../../../lib/src/project';
import { temporaryFolder } from '../datasets/temporary-folder';

before(async () => {
  await engineReady({ quiet: true });
});

test('every half-precision number comes back as itself', () => {
  const all = Uint16Array.from({ length: 2 ** 16 }, (_, bits) => bits).filter(
    (bits) => (bits & 0x7c00) !== 0x7c00 || (bits & 0x3ff) === 0, // one NaN is like another
  );
  assert.deepEqual(toHalves(fromHalves(all)), all);
});

test("numbers are rounded to half precision as Python's safetensors has them", () => {
  const source = openSafetensors(join(projectRoot, 'tests/reference/number-types.safetensors'));
  assert.deepEqual(fromHalves(toHalves(source.values('float32'))), source.values('float16'));
  source.close();
  // between 1 and 1 + 2⁻¹⁰: the middle goes to the even one, what is above it to the upper one; 65520 is the first that is infinite
  const between = Float32Array.from([1 + 2 ** -11, 1 + 2 ** -11 + 2 ** -20, 1 + 3 * 2 ** -11, 65519, 65520, 2 ** -25]);
  const nearest = [1, 1 + 2 ** -10, 1 + 2 * 2 ** -10, 65504, Number.POSITIVE_INFINITY, 0];
  assert.deepEqual([...fromHalves(toHalves(between))], nearest);
});

test('a model gets its weights back, up to the rounding, whatever its layers are called', async (t) => {
  const trained = nested('first', 1);
  const path = join(temporaryFolder(t), 'nested.safetensors');
  writeFileSync(path, await checkpointBytes(trained, { about: 'a test' }));
  const source = openSafetensors(path);
  assert.deepEqual(source.names, ['1.0', '1.1', '2.0', '2.1', '2.2', '2.3']);
  const [kernel] = trained.layers[1].getWeights();
  assert.deepEqual(source.values('1.0'), fromHalves(toHalves(Float32Array.from(kernel.dataSync()))));
  source.close();
  trained.dispose();
});

/** A model in a model: a dense layer, then dense layers of a model of their own. */
function nested(name: string, seed: number): tf.LayersModel {
  const dense = (units: number) =>
    tf.layers.dense({ units, kernelInitializer: tf.initializers.glorotUniform({ seed }) });
  const inner = tf.sequential({ name: `${name}-inner` });
  inner.add(tf.layers.dense({ units: 3, inputShape: [4] }));
  inner.add(dense(2));
  const input = tf.input({ shape: [5] });
  return tf.model({ inputs: input, outputs: inner.apply(dense(4).apply(input)) as tf.SymbolicTensor, name });
}

test('a weight that half precision cannot hold is not written as infinite', () => {
  const tensor = { name: 'conv.0', shape: [2], values: Float32Array.from([1, 70000]) };
  assert.throws(() => safetensorsBytes([tensor]), /^UserError: conv\.0 has the weight 70000, which cannot be stored/);
});

test('a checkpoint that there is none of gets one sentence', async () => {
  const model = lenet5();
  await assert.rejects(loadCheckpoint('lenett', model), (error) => {
    assert.ok(error instanceof UserError);
    assert.match(error.message, /^data\/checkpoints\/lenett\.safetensors is not listed in data\/catalog\.json\.$/);
    return true;
  });
  model.dispose();
});
